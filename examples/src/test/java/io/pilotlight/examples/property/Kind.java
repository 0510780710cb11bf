package io.pilotlight.examples.property;

import java.util.List;
import java.util.function.Function;

/**
 * One thing that both clients do.
 *
 * @param name the name of the function in requests_side.py
 * @param share how many of a hundred samples are of this kind
 * @param fixed how many parts a sample has at least; those behind them come in twos; {@link #CLOSED} if what is smaller than what the
 *     generator makes is not to be tried
 * @param generator makes the parts of a sample
 * @param ours what this client makes of them
 * @param deviations how they may differ
 */
record Kind(
        String name,
        int share,
        int fixed,
        Function<Draw, List<String>> generator,
        Function<List<String>, String> ours,
        List<Deviation> deviations) {

    /** Of samples that are not shrunk. */
    static final int CLOSED = -1;

    boolean isClosed() {
        return fixed == CLOSED;
    }

    Sample sample(Draw draw) {
        return new Sample(name, generator.apply(draw));
    }

    Outcome ours(Sample sample) {
        try {
            return Outcome.of(ours.apply(sample.parts()));
        } catch (RuntimeException e) {
            return Outcome.failure(Names.of(e));
        }
    }
}
