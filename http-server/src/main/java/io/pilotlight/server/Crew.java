package io.pilotlight.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes the threads of one server, daemons all, and knows which of them live: a pool that has let a thread go is not without it yet. */
final class Crew {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Thread> made = new ArrayList<>();

    @GuardedBy("lock")
    private int number;

    /** Returns what makes threads of a name, with a number behind it. */
    ThreadFactory named(String name) {
        return life -> make(life, name);
    }

    /** Waits for those to end that are about to; who does not within the time is left alone, and so is the calling thread. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (Thread thread : living()) {
            long left = end - System.nanoTime();
            if (left > 0 && thread != Thread.currentThread()) {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            }
        }
    }

    private List<Thread> living() {
        synchronized (lock) {
            made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            return List.copyOf(made);
        }
    }

    private Thread make(Runnable life, String name) {
        synchronized (lock) {
            made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            Thread thread = new Thread(null, life, name + "-" + ++number, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Crew.class.getClassLoader());
            made.add(thread);
            return thread;
        }
    }
}
