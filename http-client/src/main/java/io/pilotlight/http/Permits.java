package io.pilotlight.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who may be on the way at once: so many to one host, so many in all, and the others in the order in which they came, but
 * for those who would wait for another host than the first in line. Waits by the machine's time, as sockets do.
 */
final class Permits {
    private static final Permit FREE = () -> {};

    private final Pool pool;
    private final boolean limited;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Integer> byHost = new HashMap<>();

    @GuardedBy("lock")
    private final Queue<Waiter> line = new ArrayDeque<>();

    @GuardedBy("lock")
    private int given;

    Permits(Pool pool) {
        this.pool = pool;
        this.limited = pool.perHost() < Integer.MAX_VALUE || pool.total() < Integer.MAX_VALUE;
    }

    /** Leave to send one request. */
    interface Permit {
        /** Gives it back. Again does nothing. */
        void release();
    }

    /** What became of waiting. */
    enum End {
        GRANTED,
        TIME_OVER,
        CANCELLED
    }

    /** How many have leave. */
    int given() {
        synchronized (lock) {
            return given;
        }
    }

    /**
     * Waits until a request may be sent.
     *
     * @throws PoolTimeoutException if that takes longer than its pool timeout
     * @throws DeadlineExceededException if the time for the whole is over before
     * @throws RequestInterruptedException if this thread is interrupted, or the request is given up
     */
    Permit acquire(PreparedRequest request, String host, SendOptions options) {
        if (!limited) {
            return FREE;
        }
        Waiter waiter = new Waiter(host);
        synchronized (lock) {
            if (mayGo(host)) {
                give(host);
                return waiter;
            }
            line.add(waiter);
        }
        options.cancellation().onCancel(waiter::giveUp);
        Duration limit = shorter(options.timeouts().pool(), options.timeouts().total());
        return switch (waited(request, waiter, limit)) {
            case GRANTED -> waiter;
            case CANCELLED -> throw new RequestInterruptedException(request + " was given up before it was sent", null);
            case TIME_OVER -> throw timeOver(request, host, options.timeouts());
        };
    }

    private End waited(PreparedRequest request, Waiter waiter, Duration limit) {
        boolean signalled;
        try {
            signalled = waiter.over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            leave(waiter);
            Thread.currentThread().interrupt();
            throw new RequestInterruptedException("Interrupted before " + request + " was sent", e);
        }
        if (signalled && !waiter.givenUp) {
            return End.GRANTED;
        }
        leave(waiter);
        return signalled ? End.CANCELLED : End.TIME_OVER;
    }

    /** Leaves the line; who was let in at the same moment gives that back. */
    private void leave(Waiter waiter) {
        boolean waiting;
        synchronized (lock) {
            waiting = line.remove(waiter);
        }
        if (!waiting) {
            waiter.release();
        }
    }

    private RequestException timeOver(PreparedRequest request, String host, Timeouts timeouts) {
        if (timeouts.total().compareTo(timeouts.pool()) <= 0) {
            return new DeadlineExceededException(
                    "The time for the whole exchange is over before " + request
                            + " could be sent, for no connection was free; allow more in total, or more connections",
                    null);
        }
        int all;
        int here;
        synchronized (lock) {
            all = given;
            here = byHost.getOrDefault(host, 0);
        }
        return new PoolTimeoutException(
                "No connection was free for " + request + " within " + timeouts.pool() + ": " + here + " of "
                        + limit(pool.perHost()) + " to that host are in use, and " + all + " of "
                        + limit(pool.total())
                        + " in all; close the answers that are not read, allow more in the Pool, or wait longer",
                null);
    }

    private static String limit(int number) {
        return number == Integer.MAX_VALUE ? "any number" : "" + number;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @GuardedBy("lock")
    private boolean mayGo(String host) {
        return given < pool.total() && byHost.getOrDefault(host, 0) < pool.perHost();
    }

    @GuardedBy("lock")
    private void give(String host) {
        given++;
        byHost.merge(host, 1, Integer::sum);
    }

    private void takeBack(String host) {
        synchronized (lock) {
            given--;
            byHost.computeIfPresent(host, (name, number) -> number == 1 ? null : number - 1);
            Iterator<Waiter> waiting = line.iterator();
            while (given < pool.total() && waiting.hasNext()) {
                Waiter next = waiting.next();
                if (mayGo(next.host)) {
                    waiting.remove();
                    give(next.host);
                    next.over.countDown();
                }
            }
        }
    }

    /** One in line, and later its permit. */
    private final class Waiter implements Permit {
        private final String host;
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicBoolean released = new AtomicBoolean();
        private volatile boolean givenUp;

        Waiter(String host) {
            this.host = host;
        }

        void giveUp() {
            givenUp = true;
            over.countDown();
        }

        @Override
        public void release() {
            if (released.compareAndSet(false, true)) {
                takeBack(host);
            }
        }
    }
}
