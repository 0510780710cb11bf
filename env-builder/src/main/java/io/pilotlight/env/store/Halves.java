package io.pilotlight.env.store;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does something with each of many files, one half of them on a second thread. */
final class Halves {
    private static final int FEW = 200;

    private Halves() {}

    /** What is done with a file. */
    interface Action {
        void on(StoredFile file) throws IOException;
    }

    /** Returns when all is done, or when what began has ended after a failure. */
    static void each(List<StoredFile> files, Action action) throws IOException {
        if (files.size() < FEW || Runtime.getRuntime().availableProcessors() == 1) {
            run(files, action);
            return;
        }
        // halves, not every other one: neighbours lie in the same folder, which one thread at a time can change
        Half second = new Half(files.subList(files.size() / 2, files.size()), action);
        Thread thread = new Thread(second, "pilotlight-env-link");
        thread.setDaemon(true);
        thread.start();
        try {
            run(files.subList(0, files.size() / 2), action);
        } finally {
            join(thread);
        }
        second.rethrow();
    }

    private static void run(List<StoredFile> files, Action action) throws IOException {
        for (StoredFile file : files) {
            action.on(file);
        }
    }

    /** The thread ends in milliseconds, and must have: an interrupt may wait that long. */
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Half implements Runnable {
        private final List<StoredFile> files;
        private final Action action;
        private volatile @Nullable IOException failure;
        private volatile @Nullable RuntimeException defect;

        Half(List<StoredFile> files, Action action) {
            this.files = files;
            this.action = action;
        }

        @Override
        public void run() {
            try {
                Halves.run(files, action);
            } catch (IOException e) {
                failure = e;
            } catch (RuntimeException e) {
                defect = e;
            }
        }

        void rethrow() throws IOException {
            IOException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            RuntimeException wrong = defect;
            if (wrong != null) {
                throw wrong;
            }
        }
    }
}
