package io.pilotlight.faas.ledger;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by reason. It takes next to no memory until there is one. Not safe for many threads. */
final class Tally<K extends Enum<K>> {
    private final Class<K> type;
    private @Nullable Map<K, Long> counts;

    Tally(Class<K> type) {
        this.type = type;
    }

    void add(K reason) {
        if (counts == null) {
            counts = new EnumMap<>(type);
        }
        counts.put(reason, counts.getOrDefault(reason, 0L) + 1);
    }

    /** Returns the counts so far; to be copied before the next is added. */
    Map<K, Long> counts() {
        return counts == null ? Map.of() : counts;
    }
}
