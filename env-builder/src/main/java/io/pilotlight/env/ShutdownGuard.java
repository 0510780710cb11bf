package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Ends programs and removes a half-made folder when the Java virtual machine ends, as it does on Ctrl-C. */
final class ShutdownGuard implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Children children;
    private final Path halfMade;
    private final Thread hook = new Thread(this::cleanUp, "pilotlight-env-cleanup");
    private final ReentrantLock moving = new ReentrantLock();

    ShutdownGuard(Children children, Path halfMade) {
        this.children = children;
        this.halfMade = halfMade;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            throw new EnvironmentException("The Java virtual machine is ending: no environment is made", endingAlready);
        }
    }

    /** From here on the folder is whole, and is moved; an end of the virtual machine no longer removes it. */
    void disarm() {
        // held until close: a clean-up that came first never lets the move happen
        moving.lock();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // the hook runs, and cleans up
        } finally {
            if (moving.isHeldByCurrentThread()) {
                moving.unlock();
            }
        }
    }

    private void cleanUp() {
        // never unlocked: after this nothing is moved into place any more
        moving.lock();
        children.endAll();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                Trees.remove(halfMade);
                return;
            } catch (IOException stillWrittenTo) {
                Thread.onSpinWait();
            }
        }
    }
}
