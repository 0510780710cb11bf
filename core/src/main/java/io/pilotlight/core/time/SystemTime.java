package io.pilotlight.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's time. One thread waits for what falls due and hands it to others, since an action may lead to code
 * that blocks; all of them are there only while something is scheduled.
 */
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();
    static final String THREAD_NAME = "pilotlight-time";

    private static final long KEEP_ALIVE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor timer;
    private final Executor runners;

    SystemTime() {
        this(runners());
    }

    SystemTime(Executor runners) {
        this.runners = runners;
        timer = new ScheduledThreadPoolExecutor(1, waiting -> daemon(waiting, THREAD_NAME));
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
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
        AtomicBoolean decided = new AtomicBoolean();
        Runnable once = () -> {
            if (decided.compareAndSet(false, true)) {
                runLogged(action);
            }
        };
        Future<?> due = timer.schedule(() -> handOver(once), saturatedNanos(delay), TimeUnit.NANOSECONDS);
        return () -> {
            due.cancel(false);
            return decided.compareAndSet(false, true);
        };
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        boolean woken = new CountDownLatch(1).await(saturatedNanos(duration), TimeUnit.NANOSECONDS);
        assert !woken : "nobody counts this latch down";
    }

    static void runLogged(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            log().error("A scheduled action failed; the others go on", e);
        }
    }

    static long saturatedNanos(Duration delay) {
        try {
            return Math.max(0, delay.toNanos());
        } catch (ArithmeticException tooFarAway) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;
        }
    }

    private void handOver(Runnable once) {
        try {
            runners.execute(once);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            log().warn(
                            "No thread could be started for a scheduled action; it runs on the timer's, and others wait",
                            noThread);
            once.run();
        }
    }

    private static Executor runners() {
        AtomicInteger made = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                running -> daemon(running, THREAD_NAME + "-" + made.incrementAndGet()));
    }

    /** Found when there is something to say: logging takes longer to start than all else here, and most never need it. */
    private static Logger log() {
        return LoggerFactory.getLogger(Time.class);
    }

    private static Thread daemon(Runnable life, String name) {
        Thread thread = new Thread(null, life, name, 0, false);
        thread.setDaemon(true);
        // these threads outlive whoever scheduled first: they must not pin that caller's class loader
        thread.setContextClassLoader(null);
        return thread;
    }
}
