package io.pilotlight.core.time;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who has a turn, who waits for one, and who is at rest. While a thread advances the time, turns are granted one at a
 * time, in the order in which they were queued; while none does, at once.
 *
 * <p>Whoever changes anything wakes the advancing thread, which looks at all that are open and decides. Nobody else
 * decides, so the order is the same each time. The lock is the innermost: nothing foreign is called and no other lock
 * is taken under it, so turns may be announced and rests ended under any.
 */
final class Turns {
    private final int patience;
    private final Object lock = new Object();

    /** All that are announced and not ended, in order of announcement. */
    @GuardedBy("lock")
    private final Set<VirtualTurn> open = new LinkedHashSet<>();

    /** Those to be granted, the next first. */
    @GuardedBy("lock")
    private final Queue<VirtualTurn> queue = new ArrayDeque<>();

    /** Those that are begun. */
    @GuardedBy("lock")
    private final IdentityHashMap<Thread, VirtualTurn> begun = new IdentityHashMap<>();

    @GuardedBy("lock")
    private @Nullable Thread advancing;

    /** Real time of the last look that counted. */
    @GuardedBy("lock")
    private long lookedNanos = System.nanoTime();

    Turns(int patience) {
        this.patience = patience;
    }

    VirtualTurn announce() {
        VirtualTurn turn = new VirtualTurn(this, new Looks(patience));
        synchronized (lock) {
            open.add(turn);
            queue.add(turn);
            wakeAdvancing();
        }
        return turn;
    }

    void begin(VirtualTurn turn) {
        Thread self = Thread.currentThread();
        synchronized (lock) {
            if (turn.isEnded()) {
                return;
            }
            if (self == advancing || begun.putIfAbsent(self, turn) != null) {
                close(turn); // part of what this thread does already
                return;
            }
            if (turn.arrive(self)) {
                enqueue(turn);
            }
            if (advancing == null) {
                queue.remove(turn);
                turn.grant();
            }
        }
        if (waitForGrant(turn)) {
            self.interrupt();
        }
    }

    void end(VirtualTurn turn) {
        synchronized (lock) {
            close(turn);
        }
    }

    /** Returns the start of a rest of the calling thread's turn, or null if it has none or is the one that advances. */
    @Nullable
    Rest restOfThisThread() {
        Thread self = Thread.currentThread();
        synchronized (lock) {
            @Nullable VirtualTurn turn = self == advancing ? null : begun.get(self);
            return turn == null ? null : new Rest(this, turn);
        }
    }

    boolean isAdvancedByThisThread() {
        synchronized (lock) {
            return advancing == Thread.currentThread();
        }
    }

    void over(Rest rest) {
        synchronized (lock) {
            rest.markOver();
            if (rest.turn().restsIn(rest)) {
                enqueue(rest.turn());
            }
        }
    }

    void await(Rest rest) throws InterruptedException {
        synchronized (lock) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (rest.isOver()) {
                return;
            }
            rest.turn().rest(rest);
            wakeAdvancing();
        }
        boolean interrupted = waitForGrant(rest.turn());
        synchronized (lock) {
            if (rest.isBroken()) {
                throw new InterruptedException();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on the calling thread decides who runs. */
    void startAdvancing() {
        synchronized (lock) {
            if (advancing != null) {
                throw new IllegalStateException("Thread '" + advancing.getName()
                        + "' is advancing this time already; advance it from one thread, and not from its own actions");
            }
            advancing = Thread.currentThread();
        }
    }

    /** From now on everybody runs freely. */
    void stopAdvancing() {
        synchronized (lock) {
            advancing = null;
            queue.removeIf(VirtualTurn::grantIfArrived);
            enqueueInterrupted();
        }
    }

    /** Grants the queued turns, one at a time, until all are at rest and none is queued. */
    void settle() {
        boolean interrupted = false;
        startDoubting();
        while (!step(false)) {
            LockSupport.parkNanos(this, Looks.NANOS);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Grants turns, one at a time, until a future is complete and all are at rest. */
    void settleUntilDone(CompletableFuture<?> future) throws InterruptedException {
        startDoubting();
        while (true) {
            boolean done = future.isDone();
            if (step(done) && done) {
                return;
            }
            LockSupport.parkNanos(this, Looks.NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Grants the next turn if nobody runs; tells whether all are at rest and no turn was granted. */
    private boolean step(boolean enough) {
        synchronized (lock) {
            if (open.isEmpty()) {
                return true;
            }
            if (!allAtRest()) {
                return false;
            }
            enqueueInterrupted();
            @Nullable VirtualTurn next = enough ? null : queue.poll();
            if (next == null) {
                return true;
            }
            open.forEach(VirtualTurn::doubt);
            next.grant();
            return false;
        }
    }

    private void startDoubting() {
        synchronized (lock) {
            open.forEach(VirtualTurn::doubt);
        }
    }

    @GuardedBy("lock")
    private boolean allAtRest() {
        long now = System.nanoTime();
        boolean counts = now - lookedNanos >= Looks.NANOS;
        lookedNanos = counts ? now : lookedNanos;
        boolean all = true;
        for (VirtualTurn turn : open) {
            all &= turn.belongsTo(advancing) || turn.isAtRest(counts);
        }
        return all;
    }

    /** In order of announcement, whichever thread has noticed first. */
    @GuardedBy("lock")
    private void enqueueInterrupted() {
        for (VirtualTurn turn : open) {
            if (turn.breaksRest()) {
                enqueue(turn);
            }
        }
    }

    @GuardedBy("lock")
    private void enqueue(VirtualTurn turn) {
        if (advancing == null) {
            turn.grant();
        } else {
            turn.queue();
            queue.add(turn);
            wakeAdvancing();
        }
    }

    @GuardedBy("lock")
    private void close(VirtualTurn turn) {
        if (!turn.isEnded()) {
            turn.close();
            open.remove(turn);
            queue.remove(turn);
            begun.remove(turn.thread(), turn);
            wakeAdvancing();
        }
    }

    @GuardedBy("lock")
    private void wakeAdvancing() {
        if (advancing != Thread.currentThread()) {
            LockSupport.unpark(advancing);
        }
    }

    /** Waits on the turn's own thread; tells whether that was interrupted meanwhile, and takes the mark off it. */
    private boolean waitForGrant(VirtualTurn turn) {
        boolean interrupted = false;
        while (true) {
            synchronized (lock) {
                if (Thread.interrupted()) {
                    interrupted = true;
                    turn.noteInterrupt();
                    if (advancing == null) {
                        enqueueInterrupted();
                    }
                }
                if (!turn.mustWait()) {
                    turn.run();
                    return interrupted;
                }
            }
            LockSupport.park(this);
        }
    }
}
