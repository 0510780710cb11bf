package io.pilotlight.server;

import io.pilotlight.core.http.HttpHandler;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An {@link HttpHandler} on a port.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start(request -> HttpResponse.text(200, "hello " + request.path()))) {
 *     System.out.println(server.uri());
 * }
 * }</pre>
 *
 * <p>The handler is called on a thread of the server, by many at once, and may block there. Bodies stream both ways: the
 * handler reads the request's body while it arrives, and what it answers is sent while it is read. Header fields keep
 * their order and their repeats; well-known names arrive in their usual spelling.
 *
 * <p>The handler gets the request target as it was sent, with nothing decoded, merged or resolved: {@code %2F}, {@code //},
 * {@code /../} and {@code ;x=1} arrive as they are. Refused with 400 before the handler sees them are targets that RFC 3986
 * does not permit: a fragment, user information, and in the path a percent sign without two hex digits or a character
 * that must be encoded, or {@code %00}. CONNECT is answered with 501. What the handler throws is logged, and answered with a bare 500.
 *
 * <p>Speaks HTTP/1.1 and HTTP/1.0, without TLS. Safe for use by many threads.
 */
public final class HttpServer implements AutoCloseable {
    private final Engine engine;
    private final URI uri;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HttpServer(Engine engine, String host) {
        this.engine = engine;
        this.uri = Listening.uri(host, engine.address());
    }

    /**
     * Starts a server on a free port of the loopback interface.
     *
     * @param handler answers the requests
     * @return a server that listens
     * @throws CannotListenException if no port can be had
     */
    public static HttpServer start(HttpHandler handler) {
        return builder(handler).start();
    }

    /**
     * Starts to describe a server.
     *
     * @param handler answers the requests
     * @return a builder
     */
    public static Builder builder(HttpHandler handler) {
        return new Builder(handler);
    }

    /**
     * Returns where the server is reached.
     *
     * @return for example {@code http://127.0.0.1:8080}, without a slash at its end; a server that listens on every
     *     interface names the loopback one
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the port that the server listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return uri.getPort();
    }

    /**
     * Stops the server: takes no more requests, lets those in flight finish, and ends its threads.
     *
     * <p>Waits for at most the stop timeout. A handler that still runs then is interrupted and given a moment to
     * return. Closing again does nothing. If the caller is interrupted while it waits, the stop is hurried and the
     * interrupt restored.
     */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            engine.close();
            closed.countDown();
        }
    }

    /**
     * Waits until the server is closed by another thread: for a program that does nothing but serve, since the server's
     * threads are daemons and do not keep a JVM alive.
     *
     * @throws InterruptedException if this thread is interrupted while it waits; the server goes on
     */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    @Override
    public String toString() {
        return "HttpServer[" + uri + "]";
    }

    /** Collects what a server is told. Not safe for use by many threads. */
    public static final class Builder {
        private final HttpHandler handler;
        private String host = "127.0.0.1";
        private int port;
        private int maxThreads = 200;
        private long maxBody = 10L << 20;
        private Duration idleTimeout = Duration.ofSeconds(30);
        private Duration stopTimeout = Duration.ofSeconds(10);

        private Builder(HttpHandler handler) {
            this.handler = Objects.requireNonNull(handler, "handler");
        }

        /**
         * Sets the interface to listen on. If not set, {@code "127.0.0.1"}: only this machine can connect.
         *
         * @param host a name or an address; {@code "0.0.0.0"} means every interface
         * @return this
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
            return this;
        }

        /**
         * Sets the port to listen on. If not set, a free one.
         *
         * @param port 0 to 65535; 0 means a free one
         * @return this
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Sets how many threads there are to call the handler. If not set, 200. Further requests wait.
         *
         * @param maxThreads 1 or more
         * @return this
         */
        public Builder maxThreads(int maxThreads) {
            this.maxThreads = maxThreads;
            return this;
        }

        /**
         * Sets how long the body of a request may be. If not set, 10 MiB. A longer one is answered with 413: at once
         * if the request says its length, else when the handler has read that far.
         *
         * @param maxBody bytes, 0 or more
         * @return this
         */
        public Builder maxBody(long maxBody) {
            this.maxBody = maxBody;
            return this;
        }

        /**
         * Sets for how long nothing may happen on a connection before it is closed. If not set, 30 seconds.
         *
         * @param idleTimeout more than zero
         * @return this
         */
        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout = Objects.requireNonNull(idleTimeout, "idleTimeout");
            return this;
        }

        /**
         * Sets for how long {@link HttpServer#close} waits for requests in flight. If not set, 10 seconds.
         *
         * @param stopTimeout zero or more; zero interrupts them at once
         * @return this
         */
        public Builder stopTimeout(Duration stopTimeout) {
            this.stopTimeout = Objects.requireNonNull(stopTimeout, "stopTimeout");
            return this;
        }

        /**
         * Starts the server.
         *
         * @return a server that listens
         * @throws IllegalArgumentException if an option is out of its range
         * @throws CannotListenException if the port is in use, or the host cannot be listened on
         */
        public HttpServer start() {
            Listening listening = new Listening(host, port, maxThreads, maxBody, idleTimeout, stopTimeout);
            return new HttpServer(JettyEngine.start(handler, listening), host);
        }
    }
}
