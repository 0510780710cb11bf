package io.pilotlight.faas.usage;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;

/** Says that bytes are no distribution. */
public final class UnreadableDistributionException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableDistributionException(int length, Throwable cause) {
        super(
                "These " + length + " bytes are no distribution (" + cause
                        + "); give what Distribution.encoded() wrote, whole",
                cause);
    }
}
