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
    private boolean reads;
    private long cpuAtStart;
    private long allocatedAtStart;
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
     * Makes a meter for a thread that is borrowed for one run.
     *
     * @param sampling that of all runs of the function
     */
    static ThreadMeter borrowed(Sampling sampling) {
        return new ThreadMeter(sampling, false);
    }

    void start() {
        reads = THREADS != null && sampling.next() && read(THREADS);
    }

    Cost stop(long runNanos) {
        sampling.ran(runNanos);
        if (!reads || THREADS == null) {
            return Cost.ofTime(runNanos);
        }
        long now = THREADS.getCurrentThreadCpuTime();
        long cpu = now - cpuAtStart;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedAtStart;
        long user = Cost.UNKNOWN;
        if (readsUser && cpu >= TICK_NANOS) {
            long before = userRead;
            readUser(THREADS, now);
            user = Math.min(cpu, userRead - before);
        }
        return new Cost(runNanos, cpu, user, allocated, Cost.UNKNOWN);
    }

    /** Takes the first readings; false if this thread has none to give, as a virtual one has not. */
    private boolean read(ThreadMXBean threads) {
        try {
            allocatedAtStart = threads.getCurrentThreadAllocatedBytes();
            cpuAtStart = threads.getCurrentThreadCpuTime();
            if (allocatedAtStart < 0 || cpuAtStart < 0) {
                return false;
            }
            if (readsUser && cpuAtStart - cpuWhenUserRead > TICK_NANOS / 2) {
                readUser(threads, cpuAtStart);
            }
            return true;
        } catch (UnsupportedOperationException virtual) {
            return false;
        }
    }

    private void readUser(ThreadMXBean threads, long cpuNow) {
        userRead = threads.getCurrentThreadUserTime();
        cpuWhenUserRead = cpuNow;
    }

    private static @Nullable ThreadMXBean supported(ThreadMXBean bean) {
        boolean measures = bean.isCurrentThreadCpuTimeSupported() && bean.isThreadAllocatedMemorySupported();
        return measures ? bean : null;
    }
}
