package io.pilotlight.faas.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Runner;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import io.pilotlight.faas.flow.WorkerFactory;
import io.pilotlight.faas.flow.WorkerStartException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PoolTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Limits LIMITS = Limits.builder().idleTime(LONG).build();

    private final VirtualTime time = VirtualTime.create();
    private final BlockingQueue<Invocation> settled = new LinkedBlockingQueue<>();
    private final Semaphore freed = new Semaphore(0);
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicReference<Seat> seat = new AtomicReference<>();

    private final Runner runner = new Runner() {
        @Override
        public boolean run(Worker worker, Invocation invocation, Seat at) {
            seat.set(at);
            return invocation.decide(worker.run(invocation, Long.MAX_VALUE));
        }

        @Override
        public boolean failToStart(Invocation invocation, WorkerStartException problem) {
            return invocation.decide(new Verdict.Failed(problem.failure(), Cost.NONE));
        }

        @Override
        public void settle(Invocation invocation) {
            settled.add(invocation);
        }

        @Override
        public List<Invocation> running(Predicate<Seat> where) {
            return List.of();
        }

        @Override
        public void rest() {}
    };

    /** A worker that does what an invocation says. */
    private class Scripted implements Worker {
        private final Thread thread = Thread.currentThread();
        private volatile boolean usable = true;

        @Override
        public Verdict run(Invocation invocation, long deadline) {
            return new Verdict.Succeeded(new Result.Bytes(new byte[0]), Cost.NONE);
        }

        @Override
        public boolean usable() {
            return usable;
        }

        @Override
        public void interrupt(Thread on) {
            thread.interrupt();
        }

        @Override
        public void close() {}
    }

    private Pool pool(WorkerFactory factory) {
        return new Pool("f", LIMITS, time, factory, freed::release, WorkerThreads.platform());
    }

    private WorkerFactory quick() {
        return (first, at) -> {
            made.incrementAndGet();
            return new Scripted();
        };
    }

    private Invocation invocation(String id) {
        return Invocations.arrived(id, "1", time);
    }

    private Invocation runToTheEnd(Pool pool, String id) throws InterruptedException {
        assertThat(pool.run(invocation(id), runner)).isTrue();
        Invocation done = settled.take();
        freed.acquire();
        assertThat(freed.availablePermits()).isZero();
        return done;
    }

    @Test
    void reusesAWorkerWhileItIsWarmAndEndsItWhenItIsIdleTooLong() throws Exception {
        Pool pool = pool(quick());
        assertThat(runToTheEnd(pool, "a").cold()).isEqualTo(ColdStart.FIRST_USE);
        assertThat(runToTheEnd(pool, "b").cold()).isNull();
        time.advance(LONG);
        assertThat(pool.awaitEmpty(LONG)).isTrue();
        assertThat(time.pending()).isZero();
        assertThat(runToTheEnd(pool, "c").cold()).isEqualTo(ColdStart.SCALED_TO_ZERO);
        pool.close();
        assertThat(pool.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void settlesAndFreesOnceWhateverAFactoryThrows() throws Exception {
        for (Throwable problem : new Throwable[] {
            new WorkerStartException(Failure.of(Failure.Kind.INIT, "T", "m")),
            new IllegalStateException("no"),
            new AssertionError("never")
        }) {
            Pool pool = pool((first, at) -> {
                PoolTest.<RuntimeException>sneak(problem);
                return new Scripted();
            });
            Invocation failed = runToTheEnd(pool, "a");
            assertThat(failed.verdict()).isInstanceOfSatisfying(Verdict.Failed.class, verdict -> assertThat(
                            verdict.failure().kind())
                    .isEqualTo(Failure.Kind.INIT));
            assertThat(pool.awaitEmpty(LONG)).isTrue();
        }
    }

    @Test
    void settlesWhatGetsNoThreadAndLeavesTheCapacityToTheCaller() {
        Pool pool = new Pool("f", LIMITS, time, quick(), freed::release, (life, name) -> new Thread(life, name) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread (on purpose)");
            }
        });
        Invocation invocation = invocation("a");
        assertThat(pool.run(invocation, runner)).isFalse();
        assertThat(settled).containsExactly(invocation);
        assertThat(freed.availablePermits()).isZero();
        assertThat(pool.size()).isZero();
    }

    @Test
    void makesNoWorkerOnceItIsEnded() throws Exception {
        Pool pool = pool(quick());
        pool.close();
        assertThat(runToTheEnd(pool, "a").verdict()).isInstanceOf(Verdict.Succeeded.class);
        pool.end();
        Invocation late = invocation("b");
        assertThat(pool.run(late, runner)).isFalse();
        assertThat(late.verdict()).isInstanceOfSatisfying(Verdict.Failed.class, verdict -> assertThat(
                        verdict.failure().kind())
                .isEqualTo(Failure.Kind.CANCELLED));
        assertThat(settled).containsExactly(late);
        assertThat(made).hasValue(1);
        assertThat(pool.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void replacesAWorkerThatDiedWhileItWasIdle() throws Exception {
        AtomicReference<Scripted> last = new AtomicReference<>();
        Pool pool = pool((first, at) -> {
            Scripted worker = new Scripted();
            last.set(worker);
            made.incrementAndGet();
            return worker;
        });
        runToTheEnd(pool, "a");
        last.get().usable = false;
        Invocation second = runToTheEnd(pool, "b");
        assertThat(second.verdict()).isInstanceOf(Verdict.Succeeded.class);
        assertThat(second.cold()).isEqualTo(ColdStart.WORKER_LOST);
        assertThat(made).hasValue(2);
        pool.close();
        assertThat(pool.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void knowsWhatAWorkerWasHandedButHasNotBegun() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        Pool pool = new Pool(
                "f",
                LIMITS,
                time,
                quick(),
                freed::release,
                (life, name) -> new Thread(() -> {
                    try {
                        start.await();
                        life.run();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }));
        Invocation handed = invocation("a");
        pool.run(handed, runner);
        assertThat(pool.inHand()).containsExactly(handed);
        start.countDown();
        assertThat(settled.take()).isSameAs(handed);
        pool.close();
        assertThat(pool.awaitEmpty(LONG)).isTrue();
    }

    @Test
    void givesTheCapacityOfARunawayBackOnceAndForgetsItWhenItComesBack() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Pool pool = pool((first, at) -> new Scripted() {
            @Override
            public Verdict run(Invocation invocation, long deadline) {
                running.countDown();
                boolean released = false;
                while (!released) {
                    try {
                        release.await();
                        released = true;
                    } catch (InterruptedException ignored) {
                        // that is what a runaway does
                    }
                }
                return super.run(invocation, deadline);
            }
        });
        pool.run(invocation("a"), runner);
        running.await();
        assertThat(seat.get().abandon()).isTrue();
        assertThat(seat.get().abandon()).isFalse();
        assertThat(pool.size()).isZero();
        assertThat(pool.runaways()).containsExactly("pilotlight-runaway:pilotlight-fn:f#1");
        assertThat(pool.awaitEmpty(Duration.ZERO)).isFalse();
        release.countDown();
        assertThat(pool.awaitEmpty(LONG)).isTrue();
        assertThat(pool.runaways()).isEmpty();
        assertThat(freed.availablePermits()).isEqualTo(1);
        assertThat(settled).hasSize(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable problem) throws E {
        throw (E) problem;
    }
}
