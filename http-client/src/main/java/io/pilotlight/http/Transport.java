package io.pilotlight.http;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.time.Time;
import java.util.Objects;

/**
 * Carries a prepared request to where it is answered: the network, or something in its place.
 *
 * <p>A session mounts transports on URL prefixes; the longest prefix that fits a request takes it. Redirects, decoding and
 * all else that makes a {@link Response} of a {@link RawResponse} is done above. Called by many threads at once.
 */
@FunctionalInterface
public interface Transport extends AutoCloseable {

    /**
     * Sends one request and returns once the head of the answer is there.
     *
     * @param request what to send
     * @param options how to carry it
     * @return the answer, whose body the caller closes; reading it may throw a {@link RequestException} too
     * @throws RequestException if there is no answer
     */
    RawResponse send(PreparedRequest request, SendOptions options);

    /** Gives up what is kept between requests. Does nothing unless overridden. */
    @Override
    default void close() {}

    /**
     * Calls a handler in this process: no socket, all layers above.
     *
     * <p>The handler runs on the thread that sends, so no timeout interrupts it. What it throws is thrown as a
     * {@link ConnectionException} with that cause.
     *
     * @param handler answers the requests
     * @return a transport
     */
    static Transport of(HttpHandler handler) {
        return new HandlerTransport(Objects.requireNonNull(handler, "handler"));
    }

    /**
     * Makes a transport to the network as every session has one, for what stands before it.
     *
     * @return a transport with connections of its own, to be closed
     */
    static Transport network() {
        return new NetworkTransport(Pool.DEFAULT, true);
    }

    /**
     * Speaks HTTP/1.1 to the letter, by our own code in place of OkHttp's: what is sent and what is understood is what Python's
     * http.client sends and understands.
     *
     * <p>A session takes it on its own for requests that OkHttp refuses or would change; mount it to have it for all. It obeys
     * every timeout, proxy and TLS setting, keeps five idle connections for five minutes, and speaks no HTTP/2.
     *
     * @return a new transport, to be closed with its session
     */
    static Transport http1() {
        return new Http1Transport(Pool.DEFAULT, new Permits(Pool.DEFAULT), Time.system());
    }
}
