package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.http.coding.BombException;
import io.pilotlight.http.coding.ContentDecoding;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer on its way up: decoded, and every way of breaking off turned into the exception for it. */
final class RawBody implements AutoCloseable {
    private final Body body;
    private final Response head;

    RawBody(Body body, Response head) {
        this.body = body;
        this.head = head;
    }

    /** Of an answer whose content is in memory already. */
    static RawBody none(Response inMemory) {
        return new RawBody(Body.empty(), inMemory);
    }

    /** Opens the decoded content. */
    InputStream decoded() {
        try {
            InputStream raw = raw();
            InputStream decoded = ContentDecoding.decoded(
                    head.headers(), raw, head.options().limits().ratio());
            return decoded == raw ? raw : new Decoded(decoded);
        } catch (IOException e) {
            throw notDecodable(e);
        }
    }

    /** Opens the content as it arrives. */
    InputStream raw() {
        try {
            return new Wire(body.stream());
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private RequestException notDecodable(IOException e) {
        if (e instanceof BombException) {
            return new ResponseTooLargeException(
                            "The body from " + Url.shown(head.url()) + " grows, while it is decoded, to "
                                    + e.getMessage() + "; allow more in Limits.ratio",
                            e)
                    .about(head.request(), head);
        }
        return new ContentDecodingException(
                        "The body from " + Url.shown(head.url())
                                + " is not what its Content-Encoding says, or is cut off ("
                                + NetworkFailure.reason(e) + ")",
                        e)
                .about(head.request(), head);
    }

    private RequestException brokenOff(IOException e) {
        return new IncompleteBodyException(
                        "The body from " + Url.shown(head.url()) + " broke off (" + NetworkFailure.reason(e) + ")", e)
                .about(head.request(), head);
    }

    /** What comes from the transport. */
    private final class Wire extends ReportingStream {
        Wire(InputStream in) {
            super(in);
        }

        @Override
        RequestException report(IOException failure) {
            return brokenOff(failure);
        }

        @Override
        RequestException complete(RequestException failure) {
            return failure.about(head.request(), head);
        }
    }

    /** What goes to the user. */
    private final class Decoded extends ReportingStream {
        Decoded(InputStream in) {
            super(in);
        }

        @Override
        RequestException report(IOException failure) {
            return notDecodable(failure);
        }
    }
}
