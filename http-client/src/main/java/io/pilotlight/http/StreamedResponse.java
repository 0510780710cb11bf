package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

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
 * <p>For one thread at a time. Closing it before the content's end closes the connection.
 */
public final class StreamedResponse implements AutoCloseable {
    private final Response head;
    private final InputStream stream;
    private final RawBody body;

    private StreamedResponse(Response head, InputStream stream, RawBody body) {
        this.head = head;
        this.stream = stream;
        this.body = body;
    }

    /** Hands an answer on as it arrives. */
    static StreamedResponse of(Answer answer) {
        try {
            return new StreamedResponse(answer.head(), answer.body().decoded(), answer.body());
        } catch (RequestException e) {
            answer.body().close();
            throw e;
        }
    }

    /** Hands on an answer that is in memory. */
    static StreamedResponse of(Response inMemory) {
        RawBody body = new RawBody(Body.of(inMemory.content()), inMemory);
        return new StreamedResponse(inMemory, new ByteArrayInputStream(inMemory.content()), body);
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
     */
    public InputStream stream() {
        return stream;
    }

    /** Releases the connection. Closing again does nothing. */
    @Override
    public void close() {
        body.close();
    }
}
