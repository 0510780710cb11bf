package io.pilotlight.core.http;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was asked over HTTP.
 *
 * <p>The target is kept as it was sent: nothing in it is decoded. Immutable, but for a body that is read once.
 */
public final class HttpRequest {
    private final String method;
    private final String scheme;
    private final String target;
    private final String protocol;
    private final HttpHeaders headers;
    private final Body body;
    private final @Nullable InetSocketAddress remote;

    private HttpRequest(Builder builder) {
        this.method = builder.method;
        this.scheme = builder.scheme;
        this.target = builder.target;
        this.protocol = builder.protocol;
        this.headers = builder.headers.build();
        this.body = builder.body;
        this.remote = builder.remote;
    }

    /**
     * Starts a request.
     *
     * @param method the method as sent, such as {@code "GET"}
     * @param target path and query as sent, such as {@code "/pets?limit=2"}, or {@code "*"}
     * @return a builder
     * @throws IllegalArgumentException if the method is empty, or the target does not start with a slash
     */
    public static Builder builder(String method, String target) {
        return new Builder(method, target);
    }

    /**
     * Makes a GET request without headers.
     *
     * @param target path and query, such as {@code "/pets?limit=2"}
     * @return the request
     * @throws IllegalArgumentException if the target does not start with a slash
     */
    public static HttpRequest get(String target) {
        return builder("GET", target).build();
    }

    /**
     * Makes a POST request that carries JSON.
     *
     * @param target path and query
     * @param json the JSON text
     * @return the request
     * @throws IllegalArgumentException if the target does not start with a slash
     */
    public static HttpRequest postJson(String target, String json) {
        return builder("POST", target)
                .header("Content-Type", "application/json")
                .body(Body.of(json))
                .build();
    }

    /**
     * Returns the method.
     *
     * @return the token as it was sent
     */
    public String method() {
        return method;
    }

    /**
     * Returns the scheme under which the request came.
     *
     * @return {@code "http"} or {@code "https"}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns path and query as they were sent.
     *
     * @return the request target in origin form
     */
    public String target() {
        return target;
    }

    /**
     * Returns the path as it was sent, still encoded.
     *
     * @return what stands before the question mark
     */
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /**
     * Returns the query as it was sent, still encoded.
     *
     * @return what stands behind the question mark; empty if there is none
     */
    public String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    /**
     * Returns the protocol version.
     *
     * @return for example {@code "HTTP/1.1"}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * Returns the header fields.
     *
     * @return the headers
     */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns the content.
     *
     * @return the body, empty if there is none
     */
    public Body body() {
        return body;
    }

    /**
     * Returns who asked, if a socket lies between.
     *
     * @return the client's address; empty for a call in the same process
     */
    public Optional<InetSocketAddress> remote() {
        return Optional.ofNullable(remote);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }

    /** Collects the parts of a request. Not safe for use by many threads. */
    public static final class Builder {
        private final String method;
        private final String target;
        private final HttpHeaders.Builder headers = HttpHeaders.builder();
        private String scheme = "http";
        private String protocol = "HTTP/1.1";
        private Body body = Body.empty();
        private @Nullable InetSocketAddress remote;

        private Builder(String method, String target) {
            if (method.isBlank()) {
                throw new IllegalArgumentException("A request needs a method, such as GET");
            }
            if (!target.startsWith("/") && !target.equals("*")) {
                throw new IllegalArgumentException("Not a request target: '" + target + "'; start it with a slash");
            }
            this.method = method;
            this.target = target;
        }

        /**
         * Sets the scheme. If not set, {@code "http"}.
         *
         * @param scheme {@code "http"} or {@code "https"}
         * @return this
         */
        public Builder scheme(String scheme) {
            this.scheme = Objects.requireNonNull(scheme, "scheme");
            return this;
        }

        /**
         * Sets the protocol version. If not set, {@code "HTTP/1.1"}.
         *
         * @param protocol the version as it stands on the wire
         * @return this
         */
        public Builder protocol(String protocol) {
            this.protocol = Objects.requireNonNull(protocol, "protocol");
            return this;
        }

        /**
         * Adds a header field.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws IllegalArgumentException if name or value is not valid
         */
        public Builder header(String name, String value) {
            headers.add(name, value);
            return this;
        }

        /**
         * Adds header fields.
         *
         * @param more the fields to add
         * @return this
         */
        public Builder headers(HttpHeaders more) {
            headers.addAll(more);
            return this;
        }

        /**
         * Sets the content. If not set, there is none.
         *
         * @param body the content
         * @return this
         */
        public Builder body(Body body) {
            this.body = Objects.requireNonNull(body, "body");
            return this;
        }

        /**
         * Sets who asks. If not set, the request comes from the same process.
         *
         * @param remote the client's address
         * @return this
         */
        public Builder remote(InetSocketAddress remote) {
            this.remote = Objects.requireNonNull(remote, "remote");
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public HttpRequest build() {
            return new HttpRequest(this);
        }
    }
}
