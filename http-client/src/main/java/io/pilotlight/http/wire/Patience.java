package io.pilotlight.http.wire;

import io.pilotlight.core.time.Time;
import io.pilotlight.http.wire.WireException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one exchange: says how long the next step may take, and which limit was reached. Used by one thread at a
 * time.
 */
final class Patience {
    private static final long MILLI = 1_000_000;

    private final Time time;
    private final Waits waits;
    private final long startedAt;
    private boolean connecting;
    private long connectingSince;
    private boolean boundByTotal;
    private boolean askingLeave;

    Patience(Time time, Waits waits) {
        this.time = time;
        this.waits = waits;
        this.startedAt = time.nanos();
    }

    Time time() {
        return time;
    }

    /** From here on, all that is read is part of making a connection. */
    void connecting() {
        connecting = true;
        connectingSince = time.nanos();
    }

    void connected() {
        connecting = false;
    }

    /** While this holds, the next read is for a server's leave to go on, and what ends it is no failure. */
    void askingLeave(boolean asking) {
        askingLeave = asking;
    }

    /** Says whether a read that took too long was for leave only. */
    boolean mayGoOn() {
        return askingLeave && !boundByTotal;
    }

    /** Returns how long the next read, or connect, may take: milliseconds, 0 is for ever. */
    int millis() throws WireException {
        long limit = connecting ? left(Waits.nanos(waits.connect()), connectingSince) : Waits.nanos(waits.read());
        if (askingLeave) {
            limit = Math.min(limit, Waits.nanos(waits.leave()));
        }
        long nanos = Math.min(limit, bounded(limit));
        if (nanos <= 0) {
            throw over(null);
        }
        return nanos == Long.MAX_VALUE ? 0 : (int) Math.min(Integer.MAX_VALUE, (nanos - 1) / MILLI + 1);
    }

    /** Returns how long the next write may take: nanoseconds, the most there are is for ever. */
    long writeNanos() throws WireException {
        long limit = Waits.nanos(waits.write());
        long nanos = Math.min(limit, bounded(limit));
        if (nanos <= 0) {
            throw over(null);
        }
        return nanos;
    }

    /** Says which limit was reached. */
    WireException over(@Nullable Throwable cause) {
        if (boundByTotal) {
            return new WireException(Kind.DEADLINE, "the time for the whole is over", cause);
        }
        return connecting
                ? new WireException(Kind.CONNECT_TIMEOUT, "no connection within " + waits.connect(), cause)
                : new WireException(Kind.READ_TIMEOUT, "nothing came within " + waits.read(), cause);
    }

    WireException writeOver(Throwable cause) {
        return boundByTotal
                ? over(cause)
                : new WireException(Kind.WRITE_TIMEOUT, "nothing could be sent within " + waits.write(), cause);
    }

    private long bounded(long limit) {
        long left = left(Waits.nanos(waits.total()), startedAt);
        boundByTotal = left <= limit && left != Long.MAX_VALUE;
        return left;
    }

    private long left(long limit, long since) {
        return limit == Long.MAX_VALUE ? limit : limit - (time.nanos() - since);
    }
}
