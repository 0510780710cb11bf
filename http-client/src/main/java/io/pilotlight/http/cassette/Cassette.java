package io.pilotlight.http.cassette;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.InvalidBodyException;
import io.pilotlight.http.PreparedRequest;
import io.pilotlight.http.RawResponse;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RequestInterruptedException;
import io.pilotlight.http.SendOptions;
import io.pilotlight.http.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records what a transport answers in a file of JSON, and answers from it in that transport's place.
 *
 * <pre>{@code
 * Cassette cassette = Cassette.replaying(Path.of("src/test/cassettes/pets.json"));
 * try (Session session = Session.builder().mount("https://", cassette).build()) {
 *     session.get("https://pets.example/1").raiseForStatus();
 * }
 * }</pre>
 *
 * <p>A request is told by its method and its URL, and by headers and body where the builder says so; of several answers to one,
 * each is given once, in the order recorded. Redirects, challenges and everything else above a transport is done anew. Failures
 * fail again. Safe for use by many threads.
 *
 * <p>Before anything is written, secrets are replaced by {@code REDACTED}: the values of {@code Authorization},
 * {@code Proxy-Authorization}, {@code Cookie}, {@code Set-Cookie}, {@code X-Api-Key}, {@code X-Auth-Token} and
 * {@code X-Amz-Security-Token}; in queries, forms and JSON those of {@code access_token}, {@code refresh_token},
 * {@code id_token}, {@code client_secret}, {@code api_key}, {@code apikey} and {@code password}; user information of URLs; and
 * what the builder names. Other texts are kept as they are: a secret in a path, in HTML or in a multipart body stays.
 */
public final class Cassette implements Transport {
    private final Tape tape;
    private final @Nullable Transport transport;
    private final boolean replays;
    private final Asked.Matching matching;
    private final Redaction redaction;
    private final int limit;
    private final boolean repeats;

    private Cassette(Builder builder, Tape tape, @Nullable Transport transport, boolean replays) {
        this.tape = tape;
        this.transport = transport;
        this.replays = replays;
        this.matching = new Asked.Matching(builder.matchedHeaders, builder.matchesBody);
        this.redaction = new Redaction(builder.secretHeaders, builder.secretFields);
        this.limit = builder.limit;
        this.repeats = builder.repeats;
    }

    /**
     * Records everything, in the place of what the file held.
     *
     * @param file where to; its folder must exist
     * @param transport answers, such as {@link Transport#network()}; closed with the cassette
     * @return a cassette with the default settings
     */
    public static Cassette recording(Path file, Transport transport) {
        return builder(file).recording(transport);
    }

    /**
     * Answers from a file, and refuses what it does not hold.
     *
     * @param file a recording
     * @return a cassette with the default settings
     * @throws CassetteException if the file is none
     */
    public static Cassette replaying(Path file) {
        return builder(file).replaying();
    }

    /**
     * Answers from a file, if there is one, and records what it does not hold.
     *
     * @param file a recording, or where one is to be; its folder must exist
     * @param transport answers what is not recorded; closed with the cassette
     * @return a cassette with the default settings
     * @throws CassetteException if the file is none
     */
    public static Cassette recordingMissing(Path file, Transport transport) {
        return builder(file).recordingMissing(transport);
    }

    /**
     * Starts to describe a cassette.
     *
     * @param file the recording
     * @return a builder
     */
    public static Builder builder(Path file) {
        return new Builder(file);
    }

    /**
     * Answers from the recording, or asks the transport and records that.
     *
     * @param request what to send
     * @param options how to carry it; not looked at when the answer is recorded
     * @return the answer
     * @throws UnknownRequestException if nothing is recorded, and nobody can be asked
     * @throws RequestException if there is no answer, or was none when it was recorded
     */
    @Override
    public RawResponse send(PreparedRequest request, SendOptions options) {
        PreparedRequest sent = request;
        if (replays) {
            byte[] content = matching.body() ? start(request) : new byte[0];
            Asked asked = Asked.of(request, Content.of(content, request.headers(), null, redaction), redaction);
            Optional<Exchanged> recorded = tape.take(asked, matching, repeats);
            if (recorded.isPresent()) {
                return recorded.get().replay();
            }
            if (transport == null) {
                throw tape.unknown(asked, matching);
            }
            if (matching.body() && !request.body().repeatable()) {
                sent = with(
                        request,
                        Body.streaming(
                                new ByteArrayInputStream(content),
                                request.body().length()));
            }
        }
        return record(sent, options, Objects.requireNonNull(transport, "transport"));
    }

    /**
     * Returns what was recorded and not asked for yet.
     *
     * @return method and URL of each, without its query, in order
     */
    public List<String> unused() {
        return tape.unused();
    }

    /** Writes what was recorded, and closes the transport behind. */
    @Override
    public void close() {
        if (transport != null) {
            try {
                tape.save();
            } finally {
                transport.close();
            }
        }
    }

    private RawResponse record(PreparedRequest request, SendOptions options, Transport to) {
        Tape.Entry entry = tape.begin();
        AtomicReference<Content> asked = new AtomicReference<>(Content.NONE);
        Body body = request.body();
        if (body.repeatable()) {
            asked.set(Content.of(start(request), request.headers(), null, redaction));
        } else {
            body = new RecordedBody(
                    body, limit, (bytes, end) -> asked.set(Content.of(bytes, request.headers(), end, redaction)));
        }
        RawResponse answer;
        try {
            answer = to.send(readable(with(request, body)), options);
        } catch (RequestInterruptedException e) {
            throw e;
        } catch (RequestException e) {
            tape.end(
                    entry,
                    new Exchanged(
                            Asked.of(request, Objects.requireNonNull(asked.get()), redaction), null, Failure.of(e)));
            throw e;
        }
        boolean empty = request.method().equals("HEAD") || answer.status() == 204 || answer.status() == 304;
        Body passing = new RecordedBody(answer.body(), limit, (bytes, end) -> {
            Content content = Content.of(bytes, answer.headers(), empty ? null : end, redaction);
            tape.end(
                    entry,
                    new Exchanged(
                            Asked.of(request, Objects.requireNonNull(asked.get()), redaction),
                            answered(answer, content),
                            null));
        });
        return new RawResponse(answer.status(), answer.reason(), answer.version(), answer.headers(), passing);
    }

    private Exchanged.Answered answered(RawResponse answer, Content content) {
        return new Exchanged.Answered(
                answer.status(), answer.reason(), answer.version(), redaction.headers(answer.headers()), content);
    }

    private static PreparedRequest with(PreparedRequest request, Body body) {
        return body == request.body()
                ? request
                : new PreparedRequest(request.method(), request.url(), request.headers(), body);
    }

    /** Asks for no compression that a recording could not show, nor look for secrets in. */
    private static PreparedRequest readable(PreparedRequest request) {
        Optional<String> accepts = request.headers().joined("Accept-Encoding");
        if (accepts.isEmpty()) {
            return request;
        }
        String kept = Arrays.stream(accepts.get().split(","))
                .map(String::strip)
                .filter(coding -> coding.matches("(?i)(gzip|x-gzip|deflate|identity)(\\s*;.*)?"))
                .collect(Collectors.joining(", "));
        return kept.equals(accepts.get())
                ? request
                : request.withHeader("Accept-Encoding", kept.isEmpty() ? "identity" : kept);
    }

    /** Reads a body up to the limit; one that can be read once must not be longer, for the rest would be lost. */
    private byte[] start(PreparedRequest request) {
        Body body = request.body();
        try (InputStream in = body.stream()) {
            byte[] start = in.readNBytes(limit);
            if (!body.repeatable() && in.read() >= 0) {
                throw new InvalidBodyException(
                        "The body of " + request + " is a stream of more than " + limit
                                + " bytes, which cannot be compared; raise the cassette's bodyLimit, or do not match by body",
                        null);
            }
            return start;
        } catch (IOException e) {
            throw new InvalidBodyException("The body of " + request + " cannot be read; the cause says why", e);
        }
    }

    /** Collects what a cassette is told. Not safe for use by many threads. */
    public static final class Builder {
        private final Path file;
        private final List<String> matchedHeaders = new ArrayList<>();
        private final Set<String> secretHeaders = new HashSet<>(Redaction.HEADERS);
        private final Set<String> secretFields = new HashSet<>(Redaction.FIELDS);
        private boolean matchesBody;
        private boolean repeats;
        private int limit = 16 << 20;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file, "file");
        }

        /**
         * Tells requests apart by a header too. If never called, no header makes a difference.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder matchHeader(String name) {
            matchedHeaders.add(Objects.requireNonNull(name, "name"));
            return this;
        }

        /**
         * Tells requests apart by their content too. If never called, it makes no difference.
         *
         * @return this
         */
        public Builder matchBody() {
            matchesBody = true;
            return this;
        }

        /**
         * Gives the last answer to a request again when it is asked more often than was recorded. If never called, that is refused,
         * or recorded.
         *
         * @return this
         */
        public Builder repeating() {
            repeats = true;
            return this;
        }

        /**
         * Takes the values of a header out of what is written, beside those of the well-known ones.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder secretHeader(String name) {
            secretHeaders.add(name.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Takes the values of a query parameter, form field or JSON field out of what is written, beside those of the well-known
         * ones.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder secretField(String name) {
            secretFields.add(name.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Sets how much of a body is kept. If not set, 16 MiB. A longer answer passes whole when it is recorded, and fails at this
         * point when it is replayed.
         *
         * @param bytes 0 or more
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder bodyLimit(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("Not a number of bytes to keep: " + bytes + "; take 0 or more");
            }
            this.limit = bytes;
            return this;
        }

        /**
         * Makes a cassette as {@link Cassette#recording} does.
         *
         * @param transport answers; closed with the cassette
         * @return a cassette
         */
        public Cassette recording(Transport transport) {
            return new Cassette(this, new Tape(file), Objects.requireNonNull(transport, "transport"), false);
        }

        /**
         * Makes a cassette as {@link Cassette#replaying} does.
         *
         * @return a cassette
         * @throws CassetteException if the file is none
         */
        public Cassette replaying() {
            return new Cassette(this, Tape.read(file), null, true);
        }

        /**
         * Makes a cassette as {@link Cassette#recordingMissing} does.
         *
         * @param transport answers what is not recorded; closed with the cassette
         * @return a cassette
         * @throws CassetteException if the file is none
         */
        public Cassette recordingMissing(Transport transport) {
            Tape tape = Files.exists(file) ? Tape.read(file) : new Tape(file);
            return new Cassette(this, tape, Objects.requireNonNull(transport, "transport"), true);
        }
    }
}
