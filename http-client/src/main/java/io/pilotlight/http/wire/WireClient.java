package io.pilotlight.http.wire;

import io.pilotlight.core.time.Time;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1, and keeps connections between them. Safe for use by many threads; works on the thread that
 * calls, and has none of its own.
 */
public final class WireClient implements AutoCloseable {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");

    private final Time time;
    private final Resolver resolver;
    private final IdleConnections idle;

    /**
     * Makes a client without a connection.
     *
     * @param time measures deadlines and how long connections are idle; waiting on a socket goes by the machine's own
     * @param keep which connections are kept
     * @param resolver finds addresses
     */
    public WireClient(Time time, Keep keep, Resolver resolver) {
        this.time = time;
        this.resolver = resolver;
        this.idle = new IdleConnections(time, keep);
    }

    /**
     * Sends a request and returns once the head of the answer is there.
     *
     * <p>A kept connection that the server closed meanwhile is noticed before use. If it closes it just then, the request
     * is sent once more, over a new one, if its method is idempotent and its body can be read again.
     *
     * @param to where it goes
     * @param request what to send
     * @param options how long to wait, and what else holds
     * @return the answer, whose body the caller reads to its end or closes; reading throws a {@link WireException} too
     * @throws WireException if there is no answer
     */
    public WireResponse send(Destination to, WireRequest request, WireOptions options) throws WireException {
        Call call = new Call(options, time);
        options.onCancel().accept(call::cancel);
        try {
            @Nullable Connection kept = idle.take(to.key());
            if (kept != null) {
                try {
                    return new Exchange(call, kept, this::keep).run(request);
                } catch (WireException e) {
                    if (e.kind() != Kind.NO_ANSWER || !mayRepeat(request)) {
                        throw e;
                    }
                }
            }
            Connection fresh = new Connector(resolver, to, call).connect();
            return new Exchange(call, fresh, this::keep).run(request);
        } catch (IOException e) {
            throw call.explain(e, Kind.BROKEN, "the exchange broke");
        }
    }

    /** Closes the connections that are kept; those in use are closed after use. */
    @Override
    public void close() {
        idle.close();
    }

    /** Returns how many connections are kept. */
    int kept() {
        return idle.size();
    }

    private static boolean mayRepeat(WireRequest request) {
        return IDEMPOTENT.contains(request.method()) && request.body().repeatable();
    }

    private void keep(Connection connection) {
        idle.give(connection);
    }
}
