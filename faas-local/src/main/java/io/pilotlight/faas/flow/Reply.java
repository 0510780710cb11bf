package io.pilotlight.faas.flow;

import io.pilotlight.core.function.Outcome;

/** Who waits for what comes out. */
@FunctionalInterface
public interface Reply {

    /** Takes the outcome, once, on the thread that settles the invocation. */
    void settled(Outcome<Result> outcome);
}
