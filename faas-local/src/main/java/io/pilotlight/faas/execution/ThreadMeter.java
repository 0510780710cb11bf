package io.pilotlight.faas.execution;

import com.sun.management.ThreadMXBean;
import io.pilotlight.core.function.Metering;
import io.pilotlight.faas.flow.Cost;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Measures what one thread spends between two moments: CPU time and bytes exactly, its user part in ticks; for the runs that
 * its {@link Sampling} chooses. Of a virtual thread the JVM tells neither, and only the time is known.
 *
 * <p>Reading the user part takes the operating system tens of microseconds, so it is read only where the run took as long
 * as a tick, and before a run only if what was not read so far could blur it. For a thread that is only borrowed it is
 * never read: what it did before would have to be read each time.
 */
final class ThreadMeter {
    private static final long TICK_NANOS = 10_000_000;
    private static final @Nullable ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? supported(bean) : null;

    private final Sampling sampling;
    private final boolean readsUser;
    private long userRead;
    private long cpuWhenUserRead;

    private ThreadMeter(Sampling sampling, boolean readsUser) {
        this.sampling = sampling;
        this.readsUser = readsUser;
    }

    /** Makes a meter for a worker's own thread. */
    ThreadMeter(Metering metering) {
        this(new Sampling(metering), true);
    }

    /**
     * Makes a meter for threads that are borrowed for one run each; safe for many of them at once.
     *
     * @param sampling that of all runs of the function
     */
    static ThreadMeter borrowed(Sampling sampling) {
        return new ThreadMeter(sampling, false);
    }

    /** Begins to measure a run; null if it is not to be measured, or cannot be. */
    @Nullable
    Reading start() {
        return THREADS != null && sampling.next() ? read(THREADS) : null;
    }

    /** Ends to measure a run, on the thread that began. */
    Cost stop(@Nullable Reading start, long runNanos) {
        sampling.ran(runNanos);
        if (start == null || THREADS == null) {
            return Cost.ofTime(runNanos);
        }
        long now = THREADS.getCurrentThreadCpuTime();
        long cpu = now - start.cpuNanos();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - start.allocatedBytes();
        long user = Cost.UNKNOWN;
        if (readsUser && cpu >= TICK_NANOS) {
            long before = userRead;
            readUser(THREADS, now);
            user = Math.min(cpu, userRead - before);
        }
        return new Cost(runNanos, cpu, user, allocated, Cost.UNKNOWN);
    }

    /** Takes the first readings; null if this thread has none to give, as a virtual one has not. */
    private @Nullable Reading read(ThreadMXBean threads) {
        try {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long cpu = threads.getCurrentThreadCpuTime();
            if (allocated < 0 || cpu < 0) {
                return null;
            }
            if (readsUser && cpu - cpuWhenUserRead > TICK_NANOS / 2) {
                readUser(threads, cpu);
            }
            return new Reading(cpu, allocated);
        } catch (UnsupportedOperationException virtual) {
            return null;
        }
    }

    private void readUser(ThreadMXBean threads, long cpuNow) {
        userRead = threads.getCurrentThreadUserTime();
        cpuWhenUserRead = cpuNow;
    }

    /** What the counters of a thread showed when a run began. */
    record Reading(long cpuNanos, long allocatedBytes) {}

    private static @Nullable ThreadMXBean supported(ThreadMXBean bean) {
        boolean measures = bean.isCurrentThreadCpuTimeSupported() && bean.isThreadAllocatedMemorySupported();
        return measures ? bean : null;
    }
}
