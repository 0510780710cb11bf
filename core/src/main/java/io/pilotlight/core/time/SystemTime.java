package io.pilotlight.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's time, with one timer thread that is there only while something is scheduled. */
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();
    static final String THREAD_NAME = "pilotlight-time";

    private static final Logger LOG = LoggerFactory.getLogger(Time.class);

    private final ScheduledThreadPoolExecutor timer;

    SystemTime() {
        timer = new ScheduledThreadPoolExecutor(1, action -> {
            Thread thread = new Thread(null, action, THREAD_NAME, 0, false);
            thread.setDaemon(true);
            // the timer outlives whoever scheduled first: it must not pin that caller's class loader
            thread.setContextClassLoader(null);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable action) {
        Future<?> future = timer.schedule(() -> runLogged(action), saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    static void runLogged(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A scheduled action failed; the others go on", e);
        }
    }

    private static long saturatedNanos(Duration delay) {
        try {
            return Math.max(0, delay.toNanos());
        } catch (ArithmeticException tooFarAway) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }
}
