package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for: only what differs from the session. Immutable, but for a body that is a stream.
 *
 * <p>{@link Session#prepare} makes a {@link PreparedRequest} of it, {@link Session#send(Request)} sends it.
 */
public final class Request {
    private final String method;
    private final String url;
    private final HttpHeaders headers;
    private final Set<String> withoutHeaders;
    private final Pairs params;
    private final @Nullable String rawQuery;
    private final @Nullable Source source;
    private final @Nullable Auth auth;
    private final @Nullable Timeouts timeouts;
    private final @Nullable Boolean followRedirects;

    private Request(Builder builder) {
        this.method = builder.method;
        this.url = builder.url;
        this.headers = builder.headers.build();
        this.withoutHeaders = Set.copyOf(builder.withoutHeaders);
        this.params = builder.params.build();
        this.rawQuery = builder.rawQuery;
        this.source = builder.source();
        this.auth = builder.auth;
        this.timeouts = builder.timeouts;
        this.followRedirects = builder.followRedirects;
    }

    /**
     * Starts a request.
     *
     * @param method any token; sent in upper case
     * @param url what to ask, as a user writes it
     * @return a builder
     */
    public static Builder builder(String method, String url) {
        return new Builder(method, url);
    }

    static Request of(String method, String url, Consumer<Builder> options) {
        Builder builder = builder(method, url);
        options.accept(builder);
        return builder.build();
    }

    /**
     * Returns the method.
     *
     * @return as given
     */
    public String method() {
        return method;
    }

    /**
     * Returns the URL.
     *
     * @return as given
     */
    public String url() {
        return url;
    }

    HttpHeaders headers() {
        return headers;
    }

    Set<String> withoutHeaders() {
        return withoutHeaders;
    }

    Pairs params() {
        return params;
    }

    Optional<String> rawQuery() {
        return Optional.ofNullable(rawQuery);
    }

    /** Makes the body; of a stream only once. */
    Content content(Json json) {
        return source == null ? Content.NONE : source.content(json);
    }

    Optional<Auth> auth() {
        return Optional.ofNullable(auth);
    }

    Optional<Timeouts> timeouts() {
        return Optional.ofNullable(timeouts);
    }

    /** Follows unless told otherwise; HEAD does not. */
    boolean followsRedirects() {
        return followRedirects == null ? !method.equalsIgnoreCase("HEAD") : followRedirects;
    }

    @Override
    public String toString() {
        return method + " " + Url.shown(url);
    }

    /** A body and the type to name for it, null for none. */
    record Content(Body body, @Nullable String type) {
        static final Content NONE = new Content(Body.empty(), null);
    }

    private interface Source {
        Content content(Json json);
    }

    /** Collects what one request is told. Not safe for use by many threads. */
    public static final class Builder {
        private static final String BODY_TWICE =
                "This request has a body already; set one of json, form and body, once";

        private final String method;
        private final String url;
        private final HttpHeaders.Builder headers = HttpHeaders.builder();
        private final Set<String> withoutHeaders = new LinkedHashSet<>();
        private final Pairs.Builder params = new Pairs.Builder();
        private Pairs.@Nullable Builder form;
        private @Nullable String rawQuery;
        private @Nullable Source source;
        private @Nullable Auth auth;
        private @Nullable Timeouts timeouts;
        private @Nullable Boolean followRedirects;

        private Builder(String method, String url) {
            if (!method.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new IllegalArgumentException("Not a method: '" + method + "'; write a word such as GET");
            }
            this.method = method;
            this.url = Objects.requireNonNull(url, "url");
        }

        /**
         * Sets a header field, in the place of the session's of that name.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws InvalidHeaderException if name or value must not be sent
         */
        public Builder header(String name, String value) {
            HeaderRules.set(headers, name, value);
            return this;
        }

        /**
         * Leaves out a header field that the session would send.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder withoutHeader(String name) {
            withoutHeaders.add(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Adds a parameter to the query; it is encoded as a form is, a blank as a plus.
         *
         * @param name the name
         * @param value a value; of an {@code Iterable} or an array each entry under the same name; null or an empty
         *     list sends none, not even the session's
         * @return this
         */
        public Builder param(String name, @Nullable Object value) {
            params.add(name, value);
            return this;
        }

        /**
         * Adds parameters to the query.
         *
         * @param more names and values as for {@link #param}
         * @return this
         */
        public Builder params(Map<String, ? extends @Nullable Object> more) {
            more.forEach(this::param);
            return this;
        }

        /**
         * Adds text to the query as it is: nothing in it is form-encoded, only what a URL cannot hold is quoted.
         *
         * @param query such as {@code "a=1&b"}; parameters follow it
         * @return this
         */
        public Builder rawQuery(String query) {
            this.rawQuery = Objects.requireNonNull(query, "query");
            return this;
        }

        /**
         * Adds a field to the form that is the body.
         *
         * @param name the name
         * @param value a value as for {@link #param}
         * @return this
         * @throws IllegalStateException if there is a body of another kind
         */
        public Builder form(String name, @Nullable Object value) {
            if (form == null) {
                requireNoBody();
                form = new Pairs.Builder();
            }
            form.add(name, value);
            return this;
        }

        /**
         * Adds fields to the form that is the body.
         *
         * @param more names and values as for {@link #param}
         * @return this
         * @throws IllegalStateException if there is a body of another kind
         */
        public Builder form(Map<String, ? extends @Nullable Object> more) {
            more.forEach(this::form);
            return this;
        }

        /**
         * Sends a value as JSON, with {@code Content-Type: application/json} unless another is set.
         *
         * @param value what the session's codec writes; null is sent as {@code null}
         * @return this
         * @throws IllegalStateException if there is a body already
         */
        public Builder json(@Nullable Object value) {
            return source(json -> {
                try {
                    return new Content(Body.of(json.write(value)), "application/json");
                } catch (JsonException e) {
                    throw new InvalidBodyException("No JSON can be made of the body: " + e.getMessage(), e);
                }
            });
        }

        /**
         * Sends text in UTF-8, without a {@code Content-Type} unless one is set.
         *
         * @param text the content
         * @return this
         * @throws IllegalStateException if there is a body already
         */
        public Builder body(String text) {
            return body(Body.of(text));
        }

        /**
         * Sends bytes, without a {@code Content-Type} unless one is set.
         *
         * @param bytes the content; copied
         * @return this
         * @throws IllegalStateException if there is a body already
         */
        public Builder body(byte[] bytes) {
            return body(Body.of(bytes));
        }

        /**
         * Sends a stream, in chunks and without keeping it in memory.
         *
         * @param stream the content, read once and closed
         * @return this
         * @throws IllegalStateException if there is a body already
         */
        public Builder body(InputStream stream) {
            return body(Body.streaming(stream, OptionalLong.empty()));
        }

        /**
         * Sends a body, without a {@code Content-Type} unless one is set.
         *
         * @param body the content; in chunks if its length is not known
         * @return this
         * @throws IllegalStateException if there is a body already
         */
        public Builder body(Body body) {
            Objects.requireNonNull(body, "body");
            return source(json -> new Content(body, null));
        }

        /**
         * Sets who signs. If not set, the session's auth does, or else the user information of the URL.
         *
         * @param auth who signs; {@link Auth#none()} for nobody
         * @return this
         */
        public Builder auth(Auth auth) {
            this.auth = Objects.requireNonNull(auth, "auth");
            return this;
        }

        /**
         * Signs with a name and a password.
         *
         * @param user the name
         * @param password the password
         * @return this
         */
        public Builder basicAuth(String user, String password) {
            return auth(Auth.basic(user, password));
        }

        /**
         * Signs with a token.
         *
         * @param token the token
         * @return this
         */
        public Builder bearer(String token) {
            return auth(Auth.bearer(token));
        }

        /**
         * Sets how long to wait for a connection, and for bytes. If not set, the session's timeouts hold.
         *
         * @param each a millisecond or more
         * @return this
         */
        public Builder timeout(Duration each) {
            return timeouts(Timeouts.of(each));
        }

        /**
         * Sets how long to wait. If not set, the session's timeouts hold.
         *
         * @param timeouts how long, and for what
         * @return this
         */
        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        /**
         * Sets whether redirects are followed. If not set, they are, but for HEAD.
         *
         * @param follow false to get the redirect itself
         * @return this
         */
        public Builder followRedirects(boolean follow) {
            this.followRedirects = follow;
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         */
        public Request build() {
            return new Request(this);
        }

        private Builder source(Source body) {
            requireNoBody();
            if (form != null) {
                throw new IllegalStateException(BODY_TWICE);
            }
            source = body;
            return this;
        }

        private void requireNoBody() {
            if (source != null) {
                throw new IllegalStateException(BODY_TWICE);
            }
        }

        private @Nullable Source source() {
            if (form == null) {
                return source;
            }
            String fields = form.build().encoded();
            return json -> new Content(Body.of(fields), "application/x-www-form-urlencoded");
        }
    }
}
