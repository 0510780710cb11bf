package io.pilotlight.faas.flow;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Rejection;
import java.time.Duration;

/** What was decided of an invocation, before the ledger makes an outcome of it. */
public sealed interface Verdict {

    /** What running it cost. */
    Cost cost();

    /** The handler came back in time. */
    record Succeeded(Result result, Cost cost) implements Verdict {}

    /** The function went wrong. */
    record Failed(Failure failure, Cost cost) implements Verdict {}

    /** The deadline came first. */
    record TimedOut(Duration timeout, Cost cost) implements Verdict {}

    /** It was refused before it ran. */
    record Rejected(Rejection reason, String message) implements Verdict {
        @Override
        public Cost cost() {
            return Cost.NONE;
        }
    }
}
