package io.pilotlight.http.cassette;

import java.io.Serial;

/** Says that a cassette holds no answer to a request, or none that was not given yet; and what it holds that is nearest. */
public class UnknownRequestException extends CassetteException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception with a message.
     *
     * @param message what was asked, and how the nearest that was recorded differs
     */
    public UnknownRequestException(String message) {
        super(message, null);
    }
}
