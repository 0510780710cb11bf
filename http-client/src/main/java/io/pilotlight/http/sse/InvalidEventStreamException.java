package io.pilotlight.http.sse;

import io.pilotlight.http.InvalidResponseException;
import io.pilotlight.http.Response;
import java.io.Serial;

/** Says that what answered sends no events: another status than 200 or 204, or another type than {@code text/event-stream}. */
public final class InvalidEventStreamException extends InvalidResponseException {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidEventStreamException(String message, Response response) {
        super(message, null);
        about(response.request(), response);
    }
}
