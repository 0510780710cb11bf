package io.pilotlight.examples.console;

import java.time.Duration;
import java.util.Locale;

/** Writes figures with their units, in about three digits, and constants as words. */
public final class Figures {
    private Figures() {}

    /**
     * Writes a time.
     *
     * @param time zero or more
     * @return for example {@code "0.4 ms"}, {@code "37 ms"} or {@code "2.1 s"}
     */
    public static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return millis < 1_000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }

    /**
     * Writes a size.
     *
     * @param bytes zero or more
     * @return for example {@code "512 B"}, {@code "37 KiB"} or {@code "2.1 MiB"}
     */
    public static String size(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        double kib = bytes / 1_024.0;
        if (kib < 1_024) {
            return String.format(Locale.ROOT, "%.0f KiB", kib);
        }
        double mib = kib / 1_024;
        return String.format(Locale.ROOT, mib < 10 ? "%.1f MiB" : "%.0f MiB", mib);
    }

    /**
     * Writes a constant as words.
     *
     * @param constant such as {@code ALL_BUSY}
     * @return for example {@code "all busy"}
     */
    public static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
