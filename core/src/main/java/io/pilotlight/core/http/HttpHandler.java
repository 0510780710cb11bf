package io.pilotlight.core.http;

import java.io.IOException;

/**
 * Answers HTTP requests: the same interface on both ends of the wire.
 *
 * <p>A server puts a handler on a port; a client can call one in the same process with no socket between. Handlers are
 * called by many threads at once.
 */
@FunctionalInterface
public interface HttpHandler {

    /**
     * Answers one request.
     *
     * <p>Whoever calls a handler sends or reads the body of the response, and closes it.
     *
     * @param request what was asked
     * @return the answer
     * @throws IOException if the request's body cannot be read
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    HttpResponse handle(HttpRequest request) throws IOException, InterruptedException;
}
