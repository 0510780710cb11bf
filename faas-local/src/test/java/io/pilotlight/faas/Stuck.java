package io.pilotlight.faas;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Ways in which a handler does not come back, for as long as a test wants. */
enum Stuck {
    SLEEPS(true) {
        @Override
        void hold(Scene scene) throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE); // what is tested here, and not a wait of the test
        }
    },
    READS_FROM_A_SOCKET(false) {
        @Override
        void hold(Scene scene) throws IOException {
            scene.silent.getInputStream().read();
        }
    },
    SPINS(false) {
        @Override
        void hold(Scene scene) {
            while (scene.release.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
    },
    WAITS_WITH_A_MONITOR(true) {
        @Override
        void hold(Scene scene) throws InterruptedException {
            synchronized (scene.monitor) {
                scene.release.await();
            }
        }
    },
    KEEPS_A_MONITOR(false) {
        @Override
        void hold(Scene scene) {
            synchronized (scene.monitor) {
                scene.awaitReleaseWhateverComes();
            }
        }
    },
    IS_BLOCKED_ON_A_MONITOR(false) {
        @Override
        void hold(Scene scene) {
            synchronized (scene.monitorOfAnother) {
                scene.awaitReleaseWhateverComes();
            }
        }
    },
    IGNORES_INTERRUPTS(false) {
        @Override
        void hold(Scene scene) {
            scene.awaitReleaseWhateverComes();
        }
    },
    THROWS_FROM_THE_INTERRUPT(true) {
        @Override
        void hold(Scene scene) {
            try {
                scene.release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted, and on purpose", e);
            }
        }
    },
    FORKS_AND_JOINS(true) {
        @Override
        void hold(Scene scene) throws InterruptedException {
            Thread forked = new Thread(scene::awaitReleaseWhateverComes, "forked by a handler");
            scene.forked = forked;
            forked.start();
            forked.join();
        }
    };

    /** Whether an interrupt makes it come back. */
    final boolean interruptible;

    Stuck(boolean interruptible) {
        this.interruptible = interruptible;
    }

    /** Does not come back before the scene is released, unless an interrupt makes it. */
    abstract void hold(Scene scene) throws IOException, InterruptedException;

    /** What a handler can get stuck on, and the one switch that sets it free. */
    static final class Scene {
        final CountDownLatch release = new CountDownLatch(1);
        final Object monitor = new Object();
        private final Object monitorOfAnother = new Object();
        private final CountDownLatch holding = new CountDownLatch(1);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final ServerSocket server;
        private final Socket silent;
        private final Thread holder;
        private volatile @Nullable Thread forked;
        private volatile @Nullable Thread stuck;

        Scene() throws IOException, InterruptedException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            silent = new Socket(server.getInetAddress(), server.getLocalPort());
            holder = new Thread(
                    () -> {
                        synchronized (monitorOfAnother) {
                            holding.countDown();
                            awaitReleaseWhateverComes();
                        }
                    },
                    "holder of a monitor");
            holder.start();
            holding.await();
        }

        /** Gets stuck, on the thread of a handler. */
        void enter(Stuck how) throws IOException, InterruptedException {
            stuck = Thread.currentThread();
            reached.countDown();
            how.hold(this);
        }

        /** Waits until a handler is stuck, and returns its thread. */
        Thread awaitStuck(Stuck how) throws InterruptedException {
            reached.await();
            Thread thread = stuck;
            assert thread != null;
            Thread.State expected =
                    switch (how) {
                        case SPINS, READS_FROM_A_SOCKET -> Thread.State.RUNNABLE;
                        case SLEEPS -> Thread.State.TIMED_WAITING;
                        case IS_BLOCKED_ON_A_MONITOR -> Thread.State.BLOCKED;
                        default -> Thread.State.WAITING;
                    };
            while (thread.getState() != expected) {
                Thread.onSpinWait();
            }
            return thread;
        }

        /** Sets everything free, and waits until the threads that were made here are gone. */
        void release() throws IOException, InterruptedException {
            release.countDown();
            silent.close();
            server.close();
            holder.join();
            Thread child = forked;
            if (child != null) {
                child.join();
            }
        }

        private void awaitReleaseWhateverComes() {
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException ignoredOnPurpose) {
                    // this is what it is about
                }
            }
        }
    }
}
