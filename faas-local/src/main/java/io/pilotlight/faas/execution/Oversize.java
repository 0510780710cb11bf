package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Failure;

/** How a result that is too large is reported, the same for every language. */
final class Oversize {
    private Oversize() {}

    static Failure failure(long bytes, long maximum) {
        return Failure.of(
                Failure.Kind.RESULT,
                "PayloadTooLarge",
                "the result has " + bytes + " bytes; the function's limit payloadBytes is " + maximum);
    }
}
