package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;

/** An answer whose head is there, and its body on the way. */
record Answer(Response head, RawBody body, Limits limits) {

    /** Reads the content into memory. */
    Response read() {
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

    private byte[] content(InputStream in) {
        long limit = limits.body();
        try {
            byte[] content = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            if (content.length > limit) {
                throw new ResponseTooLargeException(
                        "The body from " + Url.shown(head.url()) + " is longer than " + limit
                                + " bytes; allow more in Limits.body, or stream it",
                        null);
            }
            return content;
        } catch (IOException e) {
            throw new IncompleteBodyException("The body from " + Url.shown(head.url()) + " cannot be read", e);
        }
    }
}
