package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process with what it has started: its descendants, and its process group, which also holds those whose own parent has
 * ended before them.
 */
final class ProcessTree {
    private final Process root;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean killed;

    @GuardedBy("lock")
    private @Nullable Process killer;

    ProcessTree(Process root) {
        this.root = root;
    }

    /** Kills the process and, as far as they can be found, all that come from it. Does nothing the second time. */
    void kill() {
        synchronized (lock) {
            if (!killed) {
                killed = true;
                List<ProcessHandle> descendants = descendants();
                killer = killGroup();
                root.destroyForcibly();
                descendants.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Waits until what {@link #kill} has begun is done. Call it when the process has ended. */
    void awaitKill() throws InterruptedException {
        Process begun;
        synchronized (lock) {
            begun = killer;
        }
        if (begun != null) {
            begun.waitFor();
        }
    }

    /** Finds the descendants; only while the process lives. */
    List<ProcessHandle> descendants() {
        return root.descendants().toList();
    }

    /** The kill of the shell is there on every POSIX system. Where the process leads no group, it does nothing. */
    private @Nullable Process killGroup() {
        try {
            return new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(root.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return null; // the descendants that can be found are killed one by one
        }
    }
}
