package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose head is there, and its body on the way.
 *
 * @param length how long the body will be, -1 if nobody knows
 * @param whole the answer with its content, if that was read already
 */
record Answer(
        Response head,
        RawBody body,
        long length,
        Limits limits,
        @Nullable Response whole) {
    /** Up to here a length is believed before the bytes have come. */
    private static final int TRUSTED = 1 << 20;

    /** Joins an answer and its limits. */
    static Answer of(Response head, RawResponse raw, Limits limits) {
        long length = raw.headers().contains("Content-Encoding")
                ? -1
                : raw.body().length().orElse(-1);
        return new Answer(head, new RawBody(raw.body(), head), length, limits, null);
    }

    /** The same answer, its content read. */
    Answer loaded() {
        return new Answer(head, body, length, limits, read());
    }

    /** Reads the content into memory. */
    Response read() {
        if (whole != null) {
            return whole;
        }
        try (body) {
            return head.with(content(body.decoded()));
        }
    }

    /** Reads the content of an answer that is not the last, so that its connection can be used again: a broken one does not matter. */
    Response drained() {
        try {
            return read();
        } catch (ContentDecodingException | ResponseTooLargeException | IncompleteBodyException e) {
            return head;
        }
    }

    /** Reads a content of unknown length into memory. */
    static byte[] content(InputStream in, Response head) {
        try {
            return all(in, head);
        } catch (IOException e) {
            throw unreadable(head, e);
        }
    }

    private byte[] content(InputStream in) {
        try {
            boolean trusted = length >= 0 && length <= Math.min(TRUSTED, limits.body());
            return trusted ? asLongAsSaid(in) : all(in, head);
        } catch (IOException e) {
            throw unreadable(head, e);
        }
    }

    private static RequestException unreadable(Response head, IOException e) {
        return new IncompleteBodyException("The body from " + Url.shown(head.url()) + " cannot be read", e);
    }

    private byte[] asLongAsSaid(InputStream in) throws IOException {
        byte[] content = new byte[(int) length];
        int read = in.readNBytes(content, 0, content.length);
        if (read < content.length) {
            return Arrays.copyOf(content, read);
        }
        if (in.read() >= 0) {
            throw new InvalidResponseException(
                    "The body from " + Url.shown(head.url()) + " is longer than the " + length
                            + " bytes that its transport spoke of",
                    null);
        }
        return content;
    }

    private static byte[] all(InputStream in, Response head) throws IOException {
        long limit = head.options().limits().body();
        byte[] content = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        if (content.length > limit) {
            throw new ResponseTooLargeException(
                    "The body from " + Url.shown(head.url()) + " is longer than " + limit
                            + " bytes; allow more in Limits.body, or stream it",
                    null);
        }
        return content;
    }
}
