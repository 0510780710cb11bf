package io.pilotlight.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many of a session's requests to a host may be retries, counted over the last minute. Safe for use by many threads.
 *
 * <p>Of {@code n} requests {@code max(minimum, ratio * n)} retries are let through, so that a server that is down for all sees little
 * more than without retries.
 */
final class RetryBudget {
    private static final long SLICE = Duration.ofSeconds(6).toNanos();
    private static final int SLICES = 10;
    private static final int MOST_HOSTS = 1_000;

    private final Time time;
    private final long origin;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Window> byHost = new LinkedHashMap<>(16, 0.75f, true);

    RetryBudget(Time time) {
        this.time = time;
        this.origin = time.nanos();
    }

    /** Counts a request that is sent for the first time, to a host and port. */
    void sent(String host) {
        long slice = slice();
        synchronized (lock) {
            window(host).at(slice).requests++;
        }
    }

    /** Takes a retry out of the budget; false if there is none left. */
    boolean take(String host, Retries.Budget budget) {
        long slice = slice();
        synchronized (lock) {
            Window window = window(host);
            long requests = 0;
            long retries = 0;
            for (Count count : window.counts) {
                boolean recent = count.slice > slice - SLICES;
                requests += recent ? count.requests : 0;
                retries += recent ? count.retries : 0;
            }
            if (retries >= Math.max(budget.minimum(), (long) (budget.ratio() * requests))) {
                return false;
            }
            window.at(slice).retries++;
            return true;
        }
    }

    private long slice() {
        return (time.nanos() - origin) / SLICE;
    }

    @GuardedBy("lock")
    private Window window(String host) {
        Window window = byHost.computeIfAbsent(host, any -> new Window());
        if (byHost.size() > MOST_HOSTS) {
            byHost.remove(byHost.keySet().iterator().next());
        }
        return window;
    }

    /** The counts of the last slices of time, each in its place of a ring. */
    private static final class Window {
        private final Count[] counts = new Count[SLICES];

        Window() {
            for (int i = 0; i < SLICES; i++) {
                counts[i] = new Count();
            }
        }

        Count at(long slice) {
            Count count = counts[(int) (slice % SLICES)];
            if (count.slice != slice) {
                count.slice = slice;
                count.requests = 0;
                count.retries = 0;
            }
            return count;
        }
    }

    private static final class Count {
        private long slice = -SLICES;
        private long requests;
        private long retries;
    }
}
