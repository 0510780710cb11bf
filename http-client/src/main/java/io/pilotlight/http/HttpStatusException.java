package io.pilotlight.http;

import java.io.Serial;

/** Says that an answer has an error status, 400 to 599; {@link #response()} is that answer. */
public sealed class HttpStatusException extends RequestException permits ProblemException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpStatusException(Response response) {
        this(response, "");
    }

    /** Adds to the message what the answer says of itself. */
    HttpStatusException(Response response, String more) {
        super(message(response) + more, null);
        this.status = response.status();
        about(response.request(), response);
    }

    /**
     * Returns the status.
     *
     * @return 400 to 599
     */
    public int status() {
        return status;
    }

    private static String message(Response response) {
        String whose = response.status() < 500 ? "Client Error" : "Server Error";
        return response.status() + " " + whose + ": " + response.reason() + " for url: " + Url.shown(response.url());
    }
}
