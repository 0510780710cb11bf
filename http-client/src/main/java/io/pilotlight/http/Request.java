package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
    private final Choices choices;
    private final String rawQuery;
    private final @Nullable Source source;

    private Request(Builder builder) {
        this.method = builder.method;
        this.url = builder.url;
        this.choices = builder.choices();
        this.rawQuery = builder.rawQuery;
        this.source = builder.source();
    }

    /** A request of which nothing else was chosen. */
    private Request(String method, String url) {
        this.method = method;
        this.url = Objects.requireNonNull(url, "url");
        this.choices = Choices.NONE;
        this.rawQuery = "";
        this.source = null;
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

    static Request of(String method, String url) {
        return new Request(Builder.token(method), url);
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

    Choices choices() {
        return choices;
    }

    /** What to add to the query as it is; empty for nothing. */
    String rawQuery() {
        return rawQuery;
    }

    /** Makes the body, for a type that was set by hand or null; of a stream only once. */
    Content content(Json json, @Nullable String type) {
        return source == null ? Content.NONE : source.content(json, type);
    }

    @Override
    public String toString() {
        return method + " " + Url.shown(url);
    }

    /** A body and the type to name for it, null for none or for that which was set by hand. */
    record Content(Body body, @Nullable String type) {
        static final Content NONE = new Content(Body.empty(), null);

        static Content typed(Body body, String type, @Nullable String byHand) {
            return new Content(body, byHand == null ? type : null);
        }
    }

    private interface Source {
        Content content(Json json, @Nullable String type);
    }

    /** Collects what one request is told. Not safe for use by many threads. */
    public static final class Builder extends Options<Builder> {
        private static final String BODY_TWICE =
                "This request has a body already; set one of json, form with files, and body, once";

        private final String method;
        private final String url;
        private final List<Field> files = new ArrayList<>();
        private Pairs.@Nullable Builder form;
        private String rawQuery = "";
        private @Nullable Source source;

        private Builder(String method, String url) {
            this.method = token(method);
            this.url = Objects.requireNonNull(url, "url");
        }

        static String token(String method) {
            if (!isToken(method)) {
                throw new IllegalArgumentException("Not a method: '" + method + "'; write a word such as GET");
            }
            return method;
        }

        private static boolean isToken(String method) {
            for (int i = 0; i < method.length(); i++) {
                char c = method.charAt(i);
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                if (!letter && "!#$%&'*+.^_`|~-".indexOf(c) < 0) {
                    return false;
                }
            }
            return !method.isEmpty();
        }

        @Override
        Builder self() {
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
         * Adds a file: the body is {@code multipart/form-data}, first the form's fields, then the files, in order. Nothing of it is
         * kept in memory.
         *
         * @param field the name of the field
         * @param part the file
         * @return this
         * @throws IllegalStateException if there is a body of another kind
         */
        public Builder file(String field, Part part) {
            requireNoBody();
            files.add(new Field(Objects.requireNonNull(field, "field"), Objects.requireNonNull(part, "part")));
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
            return source((json, type) -> {
                try {
                    return Content.typed(Body.of(json.write(value)), "application/json", type);
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
            return source((json, type) -> new Content(body, null));
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
            if (form != null || !files.isEmpty()) {
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
            if (!files.isEmpty()) {
                Pairs fields = (form == null ? new Pairs.Builder() : form).build();
                List<Field> copy = List.copyOf(files);
                return (json, type) -> MultipartForm.content(fields, copy, type);
            }
            if (form == null) {
                return source;
            }
            Pairs fields = form.build();
            String encoded = fields.encoded();
            return encoded.isEmpty()
                    ? null
                    : (json, type) -> Content.typed(Body.of(encoded), "application/x-www-form-urlencoded", type);
        }
    }

    /** A file and the field that it is sent as. */
    record Field(String name, Part part) {}
}
