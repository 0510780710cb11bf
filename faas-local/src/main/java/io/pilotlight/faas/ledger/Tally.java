package io.pilotlight.faas.ledger;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by reason. It takes next to no memory until there is one. Not safe for many threads. */
final class Tally<K extends Enum<K>> {
    private final Class<K> type;
    private long @Nullable [] counts;

    Tally(Class<K> type) {
        this.type = type;
    }

    void add(K reason) {
        long[] all = counts;
        if (all == null) {
            all = new long[type.getEnumConstants().length];
            counts = all;
        }
        all[reason.ordinal()]++;
    }

    Map<K, Long> counts() {
        Map<K, Long> byReason = new EnumMap<>(type);
        long[] all = counts;
        if (all != null) {
            for (K reason : type.getEnumConstants()) {
                byReason.put(reason, all[reason.ordinal()]);
            }
        }
        return byReason;
    }
}
