package io.pilotlight.http;

import io.pilotlight.http.text.LineReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose content is read as it arrives, so that it need not fit into memory.
 *
 * <pre>{@code
 * try (StreamedResponse big = session.stream("GET", url)) {
 *     big.head().raiseForStatus();
 *     Files.copy(big.stream(), file);
 * }
 * }</pre>
 *
 * <p>The content can be read in one way only: as a stream, by a reader, in lines, in chunks, whole, or raw. Asking for a second
 * way throws a {@link StreamConsumedException}, for it would miss what the first one took. Reading throws a
 * {@link RequestException} if the content breaks off, or cannot be decoded.
 *
 * <p>For one thread at a time. Closing it before the content's end closes the connection.
 */
public final class StreamedResponse implements AutoCloseable {
    private final Response head;
    private final Supplier<InputStream> decoded;
    private final Supplier<InputStream> raw;
    private final RawBody body;
    private @Nullable InputStream stream;
    private boolean consumed;

    private StreamedResponse(Response head, Supplier<InputStream> decoded, Supplier<InputStream> raw, RawBody body) {
        this.head = head;
        this.decoded = decoded;
        this.raw = raw;
        this.body = body;
    }

    /** Hands an answer on as it arrives. */
    static StreamedResponse of(Answer answer) {
        RawBody body = answer.body();
        return new StreamedResponse(answer.head(), body::decoded, body::raw, body);
    }

    /** Hands on an answer that is in memory. */
    static StreamedResponse of(Response inMemory) {
        byte[] content = inMemory.content();
        Supplier<InputStream> bytes = () -> new ByteArrayInputStream(content);
        return new StreamedResponse(inMemory, bytes, bytes, RawBody.none(inMemory));
    }

    /**
     * Returns everything but the content.
     *
     * @return the answer; its {@code content()} is empty
     */
    public Response head() {
        return head;
    }

    /**
     * Returns the content, decoded, without a limit to its size.
     *
     * @return the same stream on each call; reading it throws a {@link RequestException} if it breaks off
     * @throws StreamConsumedException if the content was asked for in another way
     */
    public InputStream stream() {
        if (stream == null) {
            stream = open(decoded);
        }
        return stream;
    }

    /**
     * Returns the content as it arrived: what {@code Content-Encoding} says is not undone.
     *
     * @return a stream; reading it throws a {@link RequestException} if it breaks off
     * @throws StreamConsumedException if the content was asked for before
     */
    public InputStream raw() {
        return open(raw);
    }

    /**
     * Reads the whole content into memory.
     *
     * @return the bytes, decoded
     * @throws StreamConsumedException if the content was asked for before
     * @throws ResponseTooLargeException if there is more than {@link Limits#body()}
     */
    public byte[] bytes() {
        return Answer.content(open(decoded), head);
    }

    /**
     * Returns the content in arrays of a size.
     *
     * @param size of each but the last, 1 or more
     * @return decoded bytes as they arrive; nothing is read ahead
     * @throws StreamConsumedException if the content was asked for before
     * @throws IllegalArgumentException if the size is less than 1
     */
    public Iterator<byte[]> chunks(int size) {
        return new Chunks(size, () -> open(decoded));
    }

    /**
     * Returns the content as text, in the charset that {@code Content-Type} names, or else in UTF-8.
     *
     * @return a reader; what is not in the charset becomes U+FFFD
     * @throws StreamConsumedException if the content was asked for before
     */
    public Reader reader() {
        return reader(charset());
    }

    /**
     * Returns the content as text.
     *
     * @param charset the charset, whatever the headers say
     * @return a reader; what is not in the charset becomes U+FFFD
     * @throws StreamConsumedException if the content was asked for before
     */
    public Reader reader(Charset charset) {
        return new InputStreamReader(open(decoded), TextDecoding.littleEndianFirst(charset));
    }

    /**
     * Returns the lines of the content, in the charset that {@code Content-Type} names, or else in UTF-8.
     *
     * @return the lines, as {@link #lines(Charset)} makes them
     * @throws StreamConsumedException if the content was asked for before
     */
    public Stream<String> lines() {
        return lines(charset());
    }

    /**
     * Returns the lines of the content, each as soon as its end has arrived.
     *
     * <p>LF, CR and CRLF end a line, and nothing else does. Reading on throws a {@link ResponseTooLargeException} if a line is longer
     * than {@link Limits#body()}. The stream holds nothing that needs closing, but for this answer.
     *
     * @param charset the charset, whatever the headers say
     * @return the lines without their ends; what is not in the charset becomes U+FFFD
     * @throws StreamConsumedException if the content was asked for before
     */
    public Stream<String> lines(Charset charset) {
        Reader text = reader(charset);
        return Lines.of(new LineReader(text, head.options().limits().body()), head);
    }

    /** Releases the connection. Closing again does nothing. */
    @Override
    public void close() {
        body.close();
    }

    private Charset charset() {
        Optional<String> type = head.headers().first("Content-Type");
        return type.flatMap(TextDecoding::named).orElse(StandardCharsets.UTF_8);
    }

    private InputStream open(Supplier<InputStream> source) {
        if (consumed) {
            throw new StreamConsumedException(
                    "The content from " + Url.shown(head.url())
                            + " was asked for before, and streams only once; keep what was read, or ask again",
                    null);
        }
        consumed = true;
        return source.get();
    }
}
