package io.pilotlight.examples.property;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A difference that is meant, said so exactly that it tells what ours must be. docs/http-parity.md has a row for each name.
 *
 * @param name the name of the row
 * @param error what ours must throw where {@code refuses} holds, empty for nothing
 * @param refuses of which parts, and of what requests makes of them
 * @param handed what requests must be handed, to do what ours does with the parts
 * @param given what is to be changed of what requests then gives
 */
record Deviation(
        String name,
        String error,
        BiFunction<List<String>, Outcome, Boolean> refuses,
        UnaryOperator<List<String>> handed,
        BiFunction<List<String>, Outcome, Outcome> given) {

    /** Ours throws what requests does not. */
    static Deviation refused(String name, String error, Predicate<List<String>> which) {
        return refused(name, error, (parts, theirs) -> which.test(parts));
    }

    /** Ours throws where requests does something else. */
    static Deviation refused(String name, String error, BiFunction<List<String>, Outcome, Boolean> which) {
        return new Deviation(name, error, which, parts -> parts, (parts, theirs) -> theirs);
    }

    /** Ours does what requests does with other parts. */
    static Deviation handed(String name, UnaryOperator<List<String>> change) {
        return new Deviation(name, "", (parts, theirs) -> false, change, (parts, theirs) -> theirs);
    }

    /** Ours does what requests does with another first part, or with another second one. */
    static Deviation handed(String name, int index, UnaryOperator<String> change) {
        return handed(name, parts -> {
            List<String> changed = new ArrayList<>(parts);
            changed.set(index, change.apply(parts.get(index)));
            return changed;
        });
    }

    /** Ours gives what requests gives, but for a change. */
    static Deviation given(String name, BiFunction<List<String>, Outcome, Outcome> change) {
        return new Deviation(name, "", (parts, theirs) -> false, parts -> parts, change);
    }
}
