package io.pilotlight.faas.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.function.Failure;
import java.time.Duration;

/** The time in which a worker gets ready. It can be cut short, but not any more when it is over. */
final class Startup {
    private final Runnable kill;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean over;

    @GuardedBy("lock")
    private boolean cut;

    @GuardedBy("lock")
    private boolean late;

    /**
     * Begins.
     *
     * @param kill ends the worker
     */
    Startup(Runnable kill) {
        this.kill = kill;
    }

    /** Says that a worker took too long to become ready. */
    static Failure tooLate(Duration initTimeout) {
        return Failure.of(
                Failure.Kind.INIT, "InitTimeout", "the worker was not ready within " + initTimeout.toMillis() + " ms");
    }

    /** Ends the worker because the invocation that needs it was taken back, unless it is ready by now. */
    void takeBack() {
        cut(false);
    }

    /** Ends the worker because it takes too long, unless it is ready by now. */
    void tooLate() {
        cut(true);
    }

    /** Says that the worker has become ready, or never will; false if it was ended before. */
    boolean finish() {
        synchronized (lock) {
            over = true;
            return !cut;
        }
    }

    /** Says whether the worker was ended because it took too long. */
    boolean wasLate() {
        synchronized (lock) {
            return late;
        }
    }

    private void cut(boolean becauseLate) {
        synchronized (lock) {
            if (!over && !cut) {
                cut = true;
                late = becauseLate;
                kill.run();
            }
        }
    }
}
