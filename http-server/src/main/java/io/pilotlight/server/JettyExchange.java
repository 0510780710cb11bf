package io.pilotlight.server;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way through Jetty to the handler, and its answer on the way back. */
final class JettyExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int CHUNK = 16 << 10;

    private final Request request;
    private final Response response;
    private final RequestStream input;
    private final long maxBody;

    private JettyExchange(Request request, Response response, long maxBody) {
        this.request = request;
        this.response = response;
        this.maxBody = maxBody;
        this.input = new RequestStream(Content.Source.asInputStream(request), maxBody);
    }

    /** Walks the exchange from end to end, and leaves nothing to be done when it returns. */
    private void run(HttpHandler handler, Callback callback) {
        try {
            if (request.getMethod().equals("CONNECT")) {
                refuse(HttpStatus.NOT_IMPLEMENTED_501);
            } else if (request.getLength() > maxBody) {
                refuse(HttpStatus.PAYLOAD_TOO_LARGE_413);
            } else if (!takesTarget()) {
                refuse(HttpStatus.BAD_REQUEST_400);
            } else {
                answer(handler);
            }
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }

    private boolean takesTarget() {
        String target = request.getHttpURI().getPathQuery();
        return target != null && (target.startsWith("/") || target.equals("*"));
    }

    private void answer(HttpHandler handler) throws IOException {
        try (HttpResponse answer = handler.handle(incoming())) {
            if (answer.status() < 200) {
                throw new IllegalStateException("Status " + answer.status() + " is no final answer; take 200 to 999");
            }
            send(answer);
        } catch (InterruptedException e) {
            LOG.warn(
                    "{} {} was interrupted",
                    request.getMethod(),
                    request.getHttpURI().getPath());
            refuse(HttpStatus.SERVICE_UNAVAILABLE_503);
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private HttpRequest incoming() {
        HttpRequest.Builder incoming = HttpRequest.builder(
                        request.getMethod(), request.getHttpURI().getPathQuery())
                .scheme(request.isSecure() ? "https" : "http")
                .protocol(request.getConnectionMetaData().getHttpVersion().asString())
                .body(body());
        request.getHeaders().forEach(field -> incoming.header(field.getName(), valueOf(field)));
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote) {
            incoming.remote(remote);
        }
        return incoming.build();
    }

    private static String valueOf(HttpField field) {
        String value = field.getValue();
        return value == null ? "" : value;
    }

    private Body body() {
        long length = request.getLength();
        if (length == 0 || (length < 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING))) {
            return Body.empty();
        }
        return Body.streaming(input, length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
    }

    private void send(HttpResponse answer) throws IOException {
        int status = answer.status();
        boolean head = request.getMethod().equals("HEAD");
        boolean bare = status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
        response.setStatus(status);
        answer.headers().forEach(response.getHeaders()::add);
        response.getHeaders().remove(HttpHeader.TRANSFER_ENCODING);
        if (status == HttpStatus.NO_CONTENT_204) {
            response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
        }
        if (!bare && !(head && response.getHeaders().contains(HttpHeader.CONTENT_LENGTH))) {
            answer.body().length().ifPresent(length -> response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length));
        }
        if (head || bare) {
            Content.Sink.write(response, true, BufferUtil.EMPTY_BUFFER);
        } else {
            try (InputStream in = answer.body().stream()) {
                pump(in);
            }
        }
    }

    /** Sends each piece as soon as it is there; a piece that fills the buffer may be followed by another. */
    private void pump(InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            Content.Sink.write(response, false, ByteBuffer.wrap(chunk, 0, count));
        }
        Content.Sink.write(response, true, BufferUtil.EMPTY_BUFFER);
    }

    /** Answers for a handler that threw: with a status if none was sent yet, else by cutting the connection. */
    private void fail(Throwable failure) throws IOException {
        if (input.broken()) {
            LOG.debug(
                    "{} {}: the client went away",
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    failure);
            throw new IOException("The client went away", failure);
        }
        if (!input.tooLarge()) {
            LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), failure);
        }
        if (response.isCommitted()) {
            throw new IOException("The answer broke off", failure);
        }
        refuse(input.tooLarge() ? HttpStatus.PAYLOAD_TOO_LARGE_413 : HttpStatus.INTERNAL_SERVER_ERROR_500);
    }

    private void refuse(int status) throws IOException {
        response.reset();
        if (status != HttpStatus.INTERNAL_SERVER_ERROR_500) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        writePlain(response, status);
    }

    private static void writePlain(Response response, int status) throws IOException {
        ByteBuffer text = plain(status);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.remaining());
        Content.Sink.write(response, true, text);
    }

    private static ByteBuffer plain(int status) {
        return ByteBuffer.wrap((status + " " + HttpStatus.getMessage(status) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Hands each request to the handler, on the thread that read it. */
    static final class Bridge extends Handler.Abstract {
        private final HttpHandler handler;
        private final long maxBody;
        private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();

        Bridge(HttpHandler handler, long maxBody) {
            this.handler = handler;
            this.maxBody = maxBody;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            EndPoint connection =
                    request.getConnectionMetaData().getConnection().getEndPoint();
            busy.add(connection);
            try {
                new JettyExchange(request, response, maxBody).run(handler, callback);
            } finally {
                busy.remove(connection);
            }
            return true;
        }

        /** Says whether a request of this connection is with the handler. */
        boolean isBusy(EndPoint connection) {
            return busy.contains(connection);
        }
    }

    /** What Jetty itself refuses gets a plain line, without a word about what serves it. */
    static final class PlainErrors extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int status,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback)
                throws IOException {
            writePlain(response, status);
            callback.succeeded();
        }

        @Override
        public boolean errorPageForMethod(String method) {
            return true;
        }
    }
}
