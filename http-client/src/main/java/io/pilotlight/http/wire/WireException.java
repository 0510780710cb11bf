package io.pilotlight.http.wire;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says why an exchange over the wire failed. Its message names hosts and numbers, and quotes no header and no body. */
public final class WireException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** The host has no address. */
        UNKNOWN_HOST,
        /** No address of the host may be connected to. */
        ADDRESS_REFUSED,
        /** No address of the host took the connection. */
        NO_CONNECTION,
        /** No connection in time. */
        CONNECT_TIMEOUT,
        /** No secure connection. */
        TLS,
        /** The proxy was not reached, or did not let us through. */
        PROXY,
        /** The connection ended before the first byte of an answer. */
        NO_ANSWER,
        /** The connection broke while the request was sent, or while the head of the answer came. */
        BROKEN,
        /** Nothing came in time. */
        READ_TIMEOUT,
        /** Nothing could be sent in time. */
        WRITE_TIMEOUT,
        /** The time for the whole is over. */
        DEADLINE,
        /** The thread was interrupted. */
        INTERRUPTED,
        /** Someone took the request back. */
        CANCELLED,
        /** What came is no HTTP. */
        MALFORMED,
        /** The head of the answer is longer than allowed. */
        HEAD_TOO_LARGE,
        /** The answer's body ended too soon. */
        CUT_BODY,
        /** A chunk of the answer's body has no size, or no end. */
        BAD_CHUNK,
        /** The body of the request cannot be read, or is not as long as its header says. */
        BAD_SOURCE
    }

    /**
     * Makes an exception.
     *
     * @param kind what went wrong
     * @param message with which value
     * @param cause what caused it, or null if nothing did
     */
    public WireException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * Returns what went wrong.
     *
     * @return its kind
     */
    public Kind kind() {
        return kind;
    }

    /** What a failure says, or its kind if it says nothing. */
    static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }
}
