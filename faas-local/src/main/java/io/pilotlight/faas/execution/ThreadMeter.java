package io.pilotlight.faas.execution;

import com.sun.management.ThreadMXBean;
import io.pilotlight.faas.flow.Cost;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Measures what one thread spends between two moments: CPU time and bytes exactly, its user part in ticks.
 *
 * <p>Reading the user part takes the operating system tens of microseconds, so it is read only where the run took as long
 * as a tick, and before a run only if what was not read so far could blur it. For a thread that is only borrowed it is
 * never read: what it did before would have to be read each time.
 */
final class ThreadMeter {
    private static final long TICK_NANOS = 10_000_000;
    private static final @Nullable ThreadMXBean THREADS =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean ? supported(bean) : null;

    private final boolean readsUser;
    private long cpuAtStart;
    private long allocatedAtStart;
    private long userRead;
    private long cpuWhenUserRead;

    /**
     * Makes a meter.
     *
     * @param readsUser whether the user part is measured
     */
    ThreadMeter(boolean readsUser) {
        this.readsUser = readsUser;
    }

    void start() {
        if (THREADS == null) {
            return;
        }
        allocatedAtStart = THREADS.getCurrentThreadAllocatedBytes();
        cpuAtStart = THREADS.getCurrentThreadCpuTime();
        if (readsUser && cpuAtStart - cpuWhenUserRead > TICK_NANOS / 2) {
            readUser(THREADS, cpuAtStart);
        }
    }

    Cost stop(long runNanos) {
        if (THREADS == null) {
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

    private void readUser(ThreadMXBean threads, long cpuNow) {
        userRead = threads.getCurrentThreadUserTime();
        cpuWhenUserRead = cpuNow;
    }

    private static @Nullable ThreadMXBean supported(ThreadMXBean bean) {
        boolean measures = bean.isCurrentThreadCpuTimeSupported() && bean.isThreadAllocatedMemorySupported();
        return measures ? bean : null;
    }
}
