package io.pilotlight.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whoever carries a request that nobody wants the answer any more. Safe for use by many threads.
 *
 * <p>A request whose thread is interrupted is the carrier's own affair; this is for requests that another thread gives up.
 */
public final class Cancellation {
    /** Of a request that only its own thread can end: keeps no action. */
    public static final Cancellation NEVER = new Cancellation(false);

    private final Object lock = new Object();
    private final boolean possible;

    @GuardedBy("lock")
    private final List<Runnable> actions = new ArrayList<>(1);

    @GuardedBy("lock")
    private boolean cancelled;

    /** Makes one that was not cancelled. */
    public Cancellation() {
        this(true);
    }

    private Cancellation(boolean possible) {
        this.possible = possible;
    }

    /**
     * Has an action run when the request is given up; at once, on this thread, if it was already.
     *
     * @param action ends what is under way; is short, throws nothing, and may run after the request is over
     */
    public void onCancel(Runnable action) {
        if (!possible) {
            return;
        }
        synchronized (lock) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /**
     * Says whether the request was given up.
     *
     * @return true once it was
     */
    public boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /** Gives the request up. Again does nothing. */
    void cancel() {
        List<Runnable> toRun;
        synchronized (lock) {
            cancelled = true;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
    }
}
