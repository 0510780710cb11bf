package io.pilotlight.faas.usage;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Rejection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many invocations were settled, and what became of them. What never happened is in none of the maps.
 *
 * @param succeeded how many brought a result
 * @param timedOut how many did not come back in time
 * @param failures how many went wrong, by where they did
 * @param rejections how many were refused, by why
 * @param coldStarts how many had to wait for a new worker, by why; they are also among the others
 */
public record Counts(
        long succeeded,
        long timedOut,
        Map<Failure.Kind, Long> failures,
        Map<Rejection, Long> rejections,
        Map<ColdStart, Long> coldStarts) {

    /** Of no invocation. */
    public static final Counts NONE = new Counts(0, 0, Map.of(), Map.of(), Map.of());

    /** Copies the maps. */
    public Counts {
        failures = copy(Failure.Kind.class, failures);
        rejections = copy(Rejection.class, rejections);
        coldStarts = copy(ColdStart.class, coldStarts);
    }

    /**
     * Returns how many there are in all.
     *
     * @return the sum of those that succeeded, failed, timed out and were rejected
     */
    public long invocations() {
        return succeeded + failed() + timedOut + rejected();
    }

    /**
     * Returns how many went wrong.
     *
     * @return zero or more
     */
    public long failed() {
        return sum(failures);
    }

    /**
     * Returns how many were refused.
     *
     * @return zero or more
     */
    public long rejected() {
        return sum(rejections);
    }

    /**
     * Returns how many had to wait for a new worker.
     *
     * @return zero or more
     */
    public long cold() {
        return sum(coldStarts);
    }

    /**
     * Adds other invocations.
     *
     * @param other their counts
     * @return the counts of both
     */
    public Counts plus(Counts other) {
        return new Counts(
                succeeded + other.succeeded,
                timedOut + other.timedOut,
                merge(Failure.Kind.class, failures, other.failures),
                merge(Rejection.class, rejections, other.rejections),
                merge(ColdStart.class, coldStarts, other.coldStarts));
    }

    private static long sum(Map<?, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }

    private static <K extends Enum<K>> Map<K, Long> copy(Class<K> type, Map<K, Long> counts) {
        return merge(type, counts, Map.of());
    }

    private static <K extends Enum<K>> Map<K, Long> merge(Class<K> type, Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> both = new EnumMap<>(type);
        both.putAll(one);
        other.forEach((key, count) -> both.merge(key, count, Long::sum));
        both.values().removeIf(count -> count == 0);
        return Collections.unmodifiableMap(both);
    }
}
