package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import java.io.IOException;

/** A handler in this process, called on the thread that sends. */
final class HandlerTransport implements Transport {
    private final HttpHandler handler;

    HandlerTransport(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        HttpResponse answer = answer(incoming(request), request);
        Body body = request.method().equals("HEAD") ? withoutContent(answer) : answer.body();
        return new RawResponse(answer.status(), ReasonPhrases.of(answer.status()), "HTTP/1.1", answer.headers(), body);
    }

    private static HttpRequest incoming(PreparedRequest request) {
        Url url = Url.parse(request.url());
        HttpRequest.Builder incoming = HttpRequest.builder(request.method(), url.target())
                .scheme(url.scheme())
                .body(request.body());
        if (!request.headers().contains("Host")) {
            incoming.header("Host", url.hostAndPort());
        }
        return incoming.headers(request.headers()).build();
    }

    private HttpResponse answer(HttpRequest incoming, PreparedRequest request) {
        try {
            return handler.handle(incoming);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestInterruptedException("Interrupted while a handler answered " + request, e);
        } catch (RequestException e) {
            throw new ConnectionException(
                    "The handler mounted for " + request + " failed with a request of its own", e);
        } catch (IOException | RuntimeException e) {
            throw new ConnectionException(
                    "The handler mounted for " + request + " failed: "
                            + e.getClass().getName() + "; see the cause",
                    e);
        }
    }

    private static Body withoutContent(HttpResponse answer) {
        try {
            answer.close();
        } catch (IOException e) {
            throw new ConnectionException("The body of an answer to HEAD could not be closed", e);
        }
        return Body.empty();
    }
}
