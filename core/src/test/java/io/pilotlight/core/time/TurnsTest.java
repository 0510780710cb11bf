package io.pilotlight.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = VirtualTime.startingAt(Instant.EPOCH);

    /** Patience for ever: what is not known to be at rest hangs the test. */
    private final VirtualTime patientTime = time.withPatience(Duration.ofDays(1));

    /** Not a concurrent list: one thread at a time writes, and each sees what the one before it wrote. */
    private final List<String> log = new ArrayList<>();

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a thread does in its turn. */
    private interface Work {
        void run() throws Exception;
    }

    @Nested
    class WhileTimeAdvances {
        @Test
        void turnsRunInTheOrderInWhichTheyWereAnnounced() {
            soon(time, () -> {
                Turn first = time.turn();
                Turn second = time.turn();
                Turn third = time.turn();
                start(third, () -> log.add("third"));
                start(second, () -> log.add("second"));
                start(first, () -> log.add("first"));
            });
            time.schedule(SECOND, () -> log.add("next action"));
            time.advance(SECOND);
            assertThat(log).containsExactly("first", "second", "third", "next action");
        }

        @Test
        void oneThreadAtATimeRuns() {
            ExecutorService few = Executors.newFixedThreadPool(16);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            Work alone = () -> {
                overlaps.addAndGet(running.getAndIncrement());
                log.add("ran");
                running.decrementAndGet();
            };
            soon(time, () -> {
                handOver(1_000, few, alone);
                handOver(100, thread -> new Thread(thread).start(), () -> {
                    alone.run();
                    time.sleep(SECOND);
                    alone.run();
                });
            });
            time.advance(SECOND);
            few.shutdown();
            assertThat(overlaps).hasValue(0);
            assertThat(log).hasSize(1_200);
        }

        private void handOver(int times, Executor threads, Work work) {
            for (int i = 0; i < times; i++) {
                Turn turn = time.turn();
                threads.execute(() -> during(turn, work));
            }
        }

        @Test
        void aSleeperWakesAtItsInstantAndInOrderOfItsSleep() {
            soon(time, () -> {
                start(time.turn(), () -> sleepAndLog("a", 2));
                start(time.turn(), () -> sleepAndLog("b", 1));
                start(time.turn(), () -> sleepAndLog("c", 2));
            });
            time.advance(Duration.ofSeconds(9));
            assertThat(log)
                    .containsExactly("b 1970-01-01T00:00:01Z", "a 1970-01-01T00:00:02Z", "c 1970-01-01T00:00:02Z");
        }

        private void sleepAndLog(String name, int seconds) throws InterruptedException {
            time.sleep(Duration.ofSeconds(seconds));
            log.add(name + " " + time.now());
        }

        @Test
        void aSeedGivesTheSameLogEachTime() {
            String expected = logOfARun(42);
            assertThat(expected.lines()).hasSize(8 * 10);
            for (int run = 0; run < 200; run++) {
                assertThat(logOfARun(42)).isEqualTo(expected);
            }
            assertThat(logOfARun(43)).isNotEqualTo(expected);
        }

        private String logOfARun(long seed) {
            VirtualTime own = VirtualTime.startingAt(Instant.EPOCH);
            StringBuilder text = new StringBuilder();
            Random seeds = new Random(seed);
            soon(own, () -> IntStream.range(0, 8).forEach(i -> {
                Random random = new Random(seeds.nextLong());
                start(own.turn(), () -> {
                    for (int nap = 0; nap < 10; nap++) {
                        own.sleep(Duration.ofMillis(1 + random.nextInt(5)));
                        text.append(own.now()).append(" thread ").append(i).append('\n');
                    }
                });
            }));
            own.advance(SECOND);
            return text.toString();
        }

        @Test
        void anInterruptOfASleeperIsSeenBeforeTheNextAction() {
            AtomicInteger interrupts = new AtomicInteger();
            List<Thread> sleepers = Collections.synchronizedList(new ArrayList<>());
            soon(patientTime, () -> IntStream.range(0, 3)
                    .forEach(i -> sleepers.add(start(patientTime.turn(), () -> {
                        try {
                            patientTime.sleep(Duration.ofDays(1));
                        } catch (InterruptedException e) {
                            log.add("interrupted " + i + " "
                                    + Thread.currentThread().isInterrupted());
                            interrupts.incrementAndGet();
                        }
                    }))));
            patientTime.schedule(SECOND, () -> IntStream.of(2, 0, 1)
                    .forEach(i -> sleepers.get(i).interrupt()));
            patientTime.schedule(SECOND, () -> log.add("next action"));
            patientTime.advance(SECOND);
            assertThat(log)
                    .containsExactly(
                            "interrupted 0 false", "interrupted 1 false", "interrupted 2 false", "next action");
            assertThat(patientTime.pending()).isZero();
        }

        @Test
        void whoAwaitsAFutureGoesOnWhenAnotherTurnHasCompletedIt() {
            CompletableFuture<String> future = new CompletableFuture<>();
            soon(patientTime, () -> {
                start(patientTime.turn(), () -> log.add("awaited " + patientTime.await(future)));
                start(patientTime.turn(), () -> {
                    log.add("completes");
                    future.complete("it");
                    workForAWhile();
                    log.add("ends first");
                });
            });
            patientTime.advance(Duration.ZERO);
            assertThat(log).containsExactly("completes", "ends first", "awaited it");
        }

        @Test
        void whoAwaitsAFutureThatFailsGetsItsFailure() {
            CompletableFuture<String> future = new CompletableFuture<>();
            soon(
                    patientTime,
                    () -> start(patientTime.turn(), () -> {
                        try {
                            log.add(patientTime.await(future));
                        } catch (ExecutionException e) {
                            log.add("failed with " + e.getCause());
                        }
                    }));
            patientTime.schedule(SECOND, () -> future.completeExceptionally(new IllegalStateException("x")));
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("failed with java.lang.IllegalStateException: x");
        }

        @Test
        void anInterruptEndsAnAwait() {
            CompletableFuture<String> never = new CompletableFuture<>();
            soon(patientTime, () -> {
                Thread waiting = start(patientTime.turn(), () -> {
                    try {
                        patientTime.await(never);
                    } catch (InterruptedException e) {
                        log.add("interrupted");
                    }
                });
                patientTime.schedule(SECOND, waiting::interrupt);
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("interrupted");
        }

        @Test
        void anInterruptThatComesAfterTheFutureIsKept() {
            CompletableFuture<String> future = new CompletableFuture<>();
            soon(patientTime, () -> {
                Thread waiting = start(
                        patientTime.turn(),
                        () -> log.add(patientTime.await(future) + ", interrupted " + Thread.interrupted()));
                start(patientTime.turn(), () -> {
                    future.complete("came");
                    waiting.interrupt();
                });
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("came, interrupted true");
        }

        @Test
        void anInterruptDoesNotKeepATurnFromBeginning() {
            soon(patientTime, () -> {
                start(patientTime.turn(), () -> log.add("first"));
                start(patientTime.turn(), () -> log.add("second, interrupted " + Thread.interrupted()))
                        .interrupt();
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("first", "second, interrupted true");
        }

        @Test
        void aTurnAnnouncesAnotherAndAwaitsItsResult() {
            soon(patientTime, () -> {
                start(patientTime.turn(), () -> log.add("outer got " + patientTime.await(inner())));
                start(patientTime.turn(), () -> log.add("neighbour"));
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("neighbour", "inner", "outer got result");
        }

        private CompletableFuture<String> inner() {
            CompletableFuture<String> result = new CompletableFuture<>();
            start(patientTime.turn(), () -> {
                log.add("inner");
                result.complete("result");
            });
            return result;
        }

        @Test
        void aThreadThatBeganFreelyIsWaitedFor() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            start(patientTime.turn(), () -> {
                begun.countDown();
                workForAWhile();
                log.add("ran");
            });
            begun.await();
            patientTime.advance(Duration.ZERO);
            assertThat(log).hasSize(1);
        }

        /** Some hundredth of a second of real work. */
        private void workForAWhile() {
            assertThat(new Random(1).ints(5_000_000).sum()).isNotZero();
        }

        @Test
        void aTurnThatWasAnnouncedBeforeIsWaitedFor() {
            start(patientTime.turn(), () -> log.add("ran"));
            patientTime.advance(Duration.ZERO);
            assertThat(log).containsExactly("ran");
        }

        @Test
        void aTurnWithinATurnIsPartOfIt() {
            soon(patientTime, () -> {
                start(patientTime.turn(), () -> {
                    during(patientTime.turn(), () -> log.add("inner"));
                    patientTime.sleep(SECOND);
                    log.add("outer");
                });
                start(patientTime.turn(), () -> log.add("other"));
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("inner", "other", "outer");
        }

        @Test
        void anAnnouncerThatCannotStartAThreadEndsItsTurn() {
            soon(patientTime, () -> {
                patientTime.turn().end();
                start(patientTime.turn(), () -> log.add("the next one"));
            });
            patientTime.advance(SECOND);
            assertThat(log).containsExactly("the next one");
        }

        @Test
        void anActionThatAwaitsLetsTurnsRun() {
            CompletableFuture<String> result = new CompletableFuture<>();
            soon(patientTime, () -> {
                start(patientTime.turn(), () -> {
                    result.complete("result");
                    log.add("ends first");
                });
                start(patientTime.turn(), () -> log.add("needs not run for that"));
                log.add("action got " + get(patientTime, result));
            });
            patientTime.advance(Duration.ZERO);
            assertThat(log).containsExactly("ends first", "action got result", "needs not run for that");
        }

        @Test
        void aThreadThatAdvancesWithinItsOwnTurnDoesNotWaitForItself() {
            Turn own = patientTime.turn();
            own.begin();
            soon(patientTime, () -> start(patientTime.turn(), () -> log.add("ran")));
            patientTime.advance(SECOND);
            own.end();
            assertThat(log).containsExactly("ran");
        }

        @Test
        void anInterruptDoesNotEndAnAdvance() {
            soon(patientTime, () -> start(patientTime.turn(), () -> log.add("ran")));
            Thread.currentThread().interrupt();
            patientTime.advance(SECOND);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log).containsExactly("ran");
        }

        @Test
        void anActionCannotSleep() {
            soon(time, () -> {
                try {
                    time.sleep(SECOND);
                } catch (IllegalStateException | InterruptedException e) {
                    log.add(String.valueOf(e.getMessage()));
                }
            });
            time.advance(SECOND);
            assertThat(log).singleElement().asString().contains("PT1S", "schedule another action instead");
        }
    }

    @Nested
    class WhileNobodyAdvances {
        @Test
        void turnsBeginAtOnce() throws Exception {
            CompletableFuture<String> ran = new CompletableFuture<>();
            Turn notBegunYet = time.turn();
            start(time.turn(), () -> ran.complete("ran"));
            assertThat(time.await(ran)).isEqualTo("ran");
            notBegunYet.end();
        }

        @Test
        void whoAwaitsGoesOnAtOnce() throws Exception {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            Thread waiting = start(time.turn(), () -> second.complete("after " + time.await(first)));
            first.complete("first");
            assertThat(second.get()).isEqualTo("after first");
            waiting.join();
        }

        @Test
        void anInterruptEndsASleepAtOnce() throws Exception {
            Thread sleeper = start(time.turn(), () -> {
                try {
                    time.sleep(SECOND);
                } catch (InterruptedException e) {
                    log.add("interrupted");
                }
            });
            sleeper.interrupt();
            sleeper.join();
            assertThat(log).containsExactly("interrupted");
            assertThat(time.pending()).isZero();
        }

        @Test
        void aThreadWithoutATurnSleepsUntilAnotherAdvances() throws Exception {
            Thread sleeper = new Thread(() -> {
                try {
                    time.sleep(Duration.ofDays(1));
                    log.add("slept until " + time.now());
                } catch (InterruptedException e) {
                    failures.add(e);
                }
            });
            sleeper.start();
            while (time.pending() == 0) {
                Thread.onSpinWait();
            }
            time.advance(Duration.ofDays(1).minusNanos(1));
            assertThat(time.pending()).isEqualTo(1);
            time.advance(Duration.ofNanos(1));
            sleeper.join();
            assertThat(log).containsExactly("slept until 1970-01-02T00:00:00Z");
        }

        @Test
        void aSleepOfNoTimeReturnsAtOnce() throws Exception {
            time.sleep(Duration.ZERO);
            time.sleep(Duration.ofSeconds(-1));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> time.sleep(Duration.ZERO)).isInstanceOf(InterruptedException.class);
        }
    }

    @Nested
    class OfAThreadThatTimeDoesNotKnowToRest {
        @Test
        void aWaitForSomethingElseCountsAsRest() throws Exception {
            CountDownLatch latch = new CountDownLatch(1);
            AtomicBoolean over = new AtomicBoolean();
            soon(
                    patientTime,
                    () -> start(patientTime.turn(), () -> {
                        latch.await();
                        over.set(true);
                    }));
            patientTime.schedule(SECOND, () -> log.add("went on at " + patientTime.now() + ", over " + over));
            patientTime.advance(SECOND);
            latch.countDown();
            assertThat(log).containsExactly("went on at 1970-01-01T00:00:01Z, over false");
        }

        @Test
        void aThreadThatRunsWithoutEndCountsAsRestAfterThePatience() {
            VirtualTime impatient = time.withPatience(Duration.ZERO);
            AtomicBoolean stop = new AtomicBoolean();
            soon(
                    impatient,
                    () -> start(impatient.turn(), () -> {
                        while (!stop.get()) {
                            Thread.onSpinWait();
                        }
                    }));
            IntStream.rangeClosed(1, 1_000)
                    .forEach(second -> impatient.schedule(SECOND.multipliedBy(second), () -> log.add("tick")));
            impatient.advance(SECOND.multipliedBy(1_000));
            assertThat(log).hasSize(1_000);
            stop.set(true);
        }

        @Test
        void aTurnThatNobodyBeginsIsPassedOverAndGrantedWhenSomebodyDoes() throws Exception {
            Turn late = time.turn();
            CompletableFuture<Thread> latecomer = new CompletableFuture<>();
            soon(time, () -> {
                log.add("went on");
                latecomer.complete(start(late, () -> log.add("came late")));
                log.add("this first");
            });
            time.advance(Duration.ZERO);
            latecomer.get().join();
            assertThat(log).containsExactly("went on", "this first", "came late");
        }

        @Test
        void aThreadThatDiesInItsTurnIsNotWaitedFor() throws Exception {
            Thread dead = new Thread(patientTime.turn()::begin);
            dead.start();
            dead.join();
            soon(patientTime, () -> log.add("went on"));
            patientTime.advance(Duration.ZERO);
            assertThat(log).containsExactly("went on");
        }

        @Test
        void patienceIsNotNegative() {
            assertThatThrownBy(() -> time.withPatience(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("PT-0.000000001S");
        }
    }

    @AfterEach
    void nothingWentWrongOnAnotherThread() {
        assertThat(failures).isEmpty();
    }

    private void soon(VirtualTime on, Runnable action) {
        on.schedule(Duration.ZERO, action);
    }

    private Thread start(Turn turn, Work work) {
        Thread thread = new Thread(() -> during(turn, work));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void during(Turn turn, Work work) {
        turn.begin();
        try {
            work.run();
        } catch (Exception | AssertionError e) {
            failures.add(e);
        } finally {
            turn.end();
        }
    }

    private <T> T get(Time from, CompletableFuture<T> future) {
        try {
            return from.await(future);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
