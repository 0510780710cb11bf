package io.pilotlight.http.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One exchange on its way: its clock, the connection that it has now, and whether someone took it back. */
final class Call {
    private final WireOptions options;
    private final Patience patience;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable TimedSocket line;

    @GuardedBy("lock")
    private boolean cancelled;

    Call(WireOptions options, Time time) {
        this.options = options;
        this.patience = new Patience(time, options.waits());
    }

    WireOptions options() {
        return options;
    }

    Patience patience() {
        return patience;
    }

    /** This is what a cancel closes from now on. */
    void attach(TimedSocket socket) throws WireException {
        synchronized (lock) {
            line = socket;
            if (cancelled) {
                throw new WireException(Kind.CANCELLED, "the request was taken back", null);
            }
        }
        socket.patience(patience);
    }

    /** The connection is no more this call's; returns whether it is left as it was. */
    boolean detach() {
        synchronized (lock) {
            line = null;
            return !cancelled;
        }
    }

    /** Ends what goes on now, on any thread. */
    void cancel() {
        @Nullable TimedSocket current;
        synchronized (lock) {
            cancelled = true;
            current = line;
        }
        if (current != null) {
            current.abort();
        }
    }

    /** Says what a failure means: that of a cancel or an interrupt is a closed socket, and TLS hides ours in its own. */
    WireException explain(IOException failure, Kind otherwise, String what) {
        if (cancelled()) {
            return new WireException(Kind.CANCELLED, "the request was taken back", failure);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new WireException(Kind.INTERRUPTED, "the thread was interrupted", failure);
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof WireException ours) {
                return ours;
            }
        }
        if (failure instanceof SSLException) {
            return new WireException(Kind.TLS, WireException.reason(failure), failure);
        }
        return new WireException(otherwise, what + ": " + WireException.reason(failure), failure);
    }

    private boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }
}
