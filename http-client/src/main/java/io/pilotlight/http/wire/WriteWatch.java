package io.pilotlight.http.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends writes that take too long, for a blocking write has no time limit of its own. What fits into any socket's buffer is
 * not watched.
 */
final class WriteWatch {
    private static final long UNWATCHED = 16 << 10;

    private final Runnable abort;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Scheduled look;

    @GuardedBy("lock")
    private long written;

    @GuardedBy("lock")
    private boolean writing;

    @GuardedBy("lock")
    private boolean expired;

    @GuardedBy("lock")
    private long since;

    @GuardedBy("lock")
    private long limit;

    WriteWatch(Runnable abort) {
        this.abort = abort;
    }

    void begin(Patience patience, int bytes) throws WireException {
        long nanos = patience.writeNanos();
        synchronized (lock) {
            writing = true;
            written += bytes;
            limit = nanos;
            since = patience.time().nanos();
            if (look == null && written > UNWATCHED && nanos != Long.MAX_VALUE) {
                lookAfter(patience.time(), nanos);
            }
        }
    }

    void end() {
        synchronized (lock) {
            writing = false;
        }
    }

    /** No more is written for now. */
    void stop() {
        synchronized (lock) {
            written = 0;
            if (look != null) {
                look.cancel();
                look = null;
            }
        }
    }

    boolean expired() {
        synchronized (lock) {
            return expired;
        }
    }

    @GuardedBy("lock")
    private void lookAfter(Time time, long nanos) {
        look = time.schedule(Duration.ofNanos(nanos), () -> look(time));
    }

    private void look(Time time) {
        synchronized (lock) {
            if (look == null) {
                return;
            }
            long left = writing ? limit - (time.nanos() - since) : limit;
            if (left > 0) {
                lookAfter(time, left);
                return;
            }
            expired = true;
            look = null;
        }
        abort.run();
    }
}
