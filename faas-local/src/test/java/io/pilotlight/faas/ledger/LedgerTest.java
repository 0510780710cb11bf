package io.pilotlight.faas.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.pilotlight.core.function.Charge;
import io.pilotlight.core.function.ColdStart;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.Tariff;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Attempt;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import io.pilotlight.faas.usage.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long MB = 1_048_576;

    private final VirtualTime time = VirtualTime.create();
    private final List<String> told = new ArrayList<>();
    private final Ledger ledger = new Ledger(List.of());

    private final InvocationListener listener = new InvocationListener() {
        @Override
        public void started(Arrival arrival) {
            told.add("started " + arrival.invocationId() + " " + arrival.function() + " " + arrival.attempt());
        }

        @Override
        public void ended(Outcome<?> outcome) {
            told.add("ended " + outcome.usage().invocationId() + " "
                    + outcome.usage().attempt());
        }
    };

    private final Map<Invocation, CompletableFuture<Outcome<Result>>> replies = new HashMap<>();

    private Invocation arrived(String id) {
        return arrived(id, 1);
    }

    private Invocation arrived(String id, int attempt) {
        CompletableFuture<Outcome<Result>> reply = new CompletableFuture<>();
        Invocation invocation = new Invocation(
                new Attempt(id, attempt),
                "f",
                new Input.Bytes(Event.json("12")),
                reply::complete,
                time.now(),
                time.nanos());
        replies.put(invocation, reply);
        return invocation;
    }

    private Invocation admitted(String version) {
        Invocation invocation = arrived("a");
        invocation.admitted(version);
        return invocation;
    }

    private Outcome<Result> settle(Ledger ledger, Invocation invocation, Verdict verdict) {
        ledger.open(invocation);
        invocation.decide(verdict);
        ledger.settle(invocation);
        return Objects.requireNonNull(replies.get(invocation)).join();
    }

    private static Verdict succeeded(Cost cost) {
        return new Verdict.Succeeded(new Result.Bytes(new byte[3]), cost);
    }

    private static Verdict ran(long nanos) {
        return succeeded(Cost.ofTime(nanos));
    }

    private static Verdict refused(Rejection reason) {
        return new Verdict.Rejected(reason, "m");
    }

    private static Verdict failed(Failure.Kind kind, Cost cost) {
        return new Verdict.Failed(Failure.of(kind, "T", "m"), cost);
    }

    private FunctionUsage usage() {
        return ledger.usage("f").orElseThrow();
    }

    @Nested
    class AddingUp {
        @Test
        void takesWhateverBecameOfAnInvocation() {
            assertThat(ledger.usage("f")).isEmpty();
            ledger.openAccount("f");
            assertThat(usage()).isEqualTo(FunctionUsage.none("f"));
            settle(ledger, arrived("a"), succeeded(new Cost(1_500_000, 40, 30, 100, Cost.UNKNOWN)));
            settle(ledger, arrived("b"), succeeded(new Cost(500_000, 60, Cost.UNKNOWN, 50, 7)));
            settle(ledger, arrived("c"), failed(Failure.Kind.INIT, Cost.NONE));
            settle(ledger, arrived("d"), new Verdict.TimedOut(Duration.ofSeconds(1), Cost.ofTime(1_000_000_000)));
            settle(ledger, arrived("e"), refused(Rejection.QUEUE_FULL));
            assertThat(List.of(usage().succeeded(), usage().failed(), usage().timedOut(), usage().rejected()))
                    .containsExactly(2L, 1L, 1L, 1L);
            assertThat(usage().invocations()).isEqualTo(5);
            assertThat(usage().run()).isEqualTo(Duration.ofMillis(1_002));
            assertThat(usage().billed()).isEqualTo(Duration.ofMillis(1_003));
            assertThat(usage().userCpu()).isEqualTo(Duration.ofNanos(30));
            assertThat(usage().systemCpu()).isEqualTo(Duration.ofNanos(10));
            assertThat(usage().peakMemoryBytes()).hasValue(7);
            assertThat(usage().resources().bytesIn()).isEqualTo(10);
            assertThat(usage().resources().bytesOut()).isEqualTo(6);
            assertThat(usage().times().queueWaits().count()).isEqualTo(5);
            assertThat(usage().times().inits().count()).isEqualTo(5);
            assertThat(usage().times().runs().count()).isEqualTo(3);
        }

        @Test
        void countsFailuresByKindAndRejectionsAndColdStartsByReason() {
            ledger.openAccount("f");
            settle(ledger, arrived("a"), failed(Failure.Kind.HANDLER, Cost.ofTime(1)));
            settle(ledger, arrived("b"), failed(Failure.Kind.HANDLER, Cost.ofTime(1)));
            settle(ledger, arrived("c"), failed(Failure.Kind.EXIT, Cost.ofTime(1)));
            settle(ledger, arrived("d"), refused(Rejection.QUEUE_TIME_EXCEEDED));
            for (ColdStart why : List.of(ColdStart.FIRST_USE, ColdStart.ALL_BUSY, ColdStart.ALL_BUSY)) {
                Invocation invocation = admitted("1");
                invocation.startedCold(why);
                Outcome<Result> outcome = settle(ledger, invocation, ran(1));
                assertThat(outcome.usage().cold()).contains(why);
            }
            assertThat(usage().counts().failures()).isEqualTo(Map.of(Failure.Kind.HANDLER, 2L, Failure.Kind.EXIT, 1L));
            assertThat(usage().counts().rejections()).isEqualTo(Map.of(Rejection.QUEUE_TIME_EXCEEDED, 1L));
            assertThat(usage().counts().coldStarts())
                    .isEqualTo(Map.of(ColdStart.FIRST_USE, 1L, ColdStart.ALL_BUSY, 2L));
            assertThat(usage().coldStarts()).isEqualTo(3);
        }

        @Test
        void spreadsTheTimes() {
            ledger.openAccount("f");
            for (int i = 1; i <= 100; i++) {
                Invocation invocation = arrived("a");
                long now = time.nanos();
                invocation.waitedUntil(now + i * 1_000_000L);
                invocation.admitted("1");
                invocation.ready(now + i * 1_000_000L + i * 1_000L);
                settle(ledger, invocation, ran(i * 10L));
            }
            assertThat(usage().times().queueWaits().percentile(90).toNanos())
                    .isCloseTo(90_000_000, withinPercentage(1));
            assertThat(usage().times().inits().percentile(50).toNanos()).isCloseTo(50_000, withinPercentage(1));
            assertThat(usage().times().runs().percentile(99).toNanos()).isCloseTo(990, withinPercentage(1));
            assertThat(usage().queueWait()).isEqualTo(Duration.ofMillis(5_050));
            assertThat(usage().init()).isEqualTo(Duration.ofNanos(5_050_000));
            assertThat(usage().run()).isEqualTo(Duration.ofNanos(50_500));
        }

        @Test
        void knowsNothingOfWhatWasNeverDeployed() {
            settle(ledger, arrived("a"), refused(Rejection.UNKNOWN_FUNCTION));
            assertThat(ledger.usage("f")).isEmpty();
            assertThat(ledger.usageByVersion("f")).isEmpty();
        }

        @Test
        void isConsistentWhileOthersWrite() throws Exception {
            ledger.openAccount("f");
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                Random random = new Random(1);
                for (int i = 0; i < 20_000 || !stop.get(); i++) {
                    Verdict verdict =
                            switch (random.nextInt(4)) {
                                case 0 -> ran(1_000);
                                case 1 -> failed(Failure.Kind.HANDLER, Cost.ofTime(1_000));
                                case 2 -> new Verdict.TimedOut(Duration.ofSeconds(1), Cost.ofTime(1_000));
                                default -> refused(Rejection.QUEUE_FULL);
                            };
                    settle(ledger, verdict instanceof Verdict.Rejected ? arrived("a") : admitted("1"), verdict);
                }
            });
            writer.start();
            long seen = 0;
            for (int i = 0; i < 2_000; i++) {
                FunctionUsage now = usage();
                long ran = now.succeeded() + now.failed() + now.timedOut();
                assertThat(now.times().runs().count()).isEqualTo(ran);
                assertThat(now.run()).isEqualTo(Duration.ofNanos(ran * 1_000));
                assertThat(now.billed()).isEqualTo(Duration.ofMillis(ran));
                assertThat(now.times().queueWaits().count()).isEqualTo(now.invocations());
                assertThat(now.invocations()).isGreaterThanOrEqualTo(seen);
                seen = now.invocations();
            }
            stop.set(true);
            writer.join();
        }
    }

    @Nested
    class ByVersion {
        @Test
        void keepsThemApartAndTheirSumIsTheWhole() {
            ledger.openAccount("f");
            for (int i = 1; i <= 60; i++) {
                Invocation invocation = i % 3 == 0 ? arrived("a") : admitted(Integer.toString(i % 3));
                Verdict verdict = i % 3 == 0 ? refused(Rejection.QUEUE_FULL) : ran(i * 1_000_000L);
                settle(ledger, invocation, verdict);
            }
            Map<String, FunctionUsage> byVersion = ledger.usageByVersion("f");
            assertThat(byVersion.keySet()).containsExactly("1", "2", "");
            assertThat(byVersion.get("1").succeeded()).isEqualTo(20);
            assertThat(byVersion.get("2").succeeded()).isEqualTo(20);
            assertThat(byVersion.get("").rejected()).isEqualTo(20);
            assertThat(byVersion.values().stream().reduce(FunctionUsage.none("f"), FunctionUsage::plus))
                    .isEqualTo(usage());
            assertThat(usage().invocations()).isEqualTo(60);
        }

        @Test
        void foldsVersionsOfLongAgoAndLosesNothing() {
            Book book = new Book("f", 2);
            for (String version : List.of("", "1", "2", "3", "4", "1")) {
                Invocation invocation = version.isEmpty() ? arrived("a") : admitted(version);
                Verdict verdict = version.isEmpty() ? refused(Rejection.CANCELLED) : ran(10);
                Outcome<Result> outcome = settle(new Ledger(List.of()), invocation, verdict);
                book.enter(invocation, verdict, outcome.usage());
            }
            assertThat(book.byVersion().keySet()).containsExactly("", "4", "1");
            assertThat(book.total().invocations()).isEqualTo(6);
            assertThat(book.total().run()).isEqualTo(Duration.ofNanos(50));
            assertThat(book.total().times().runs().count()).isEqualTo(5);
        }

        @Test
        void aClosedAccountTakesNoMore() {
            Account account = new Account("1", 1);
            Invocation invocation = admitted("1");
            Outcome<Result> outcome = settle(ledger, invocation, ran(10));
            assertThat(account.enter(invocation, ran(10), outcome.usage())).isTrue();
            assertThat(account.close("f").succeeded()).isEqualTo(1);
            assertThat(account.enter(invocation, ran(10), outcome.usage())).isFalse();
            assertThat(account.snapshot("f").succeeded()).isEqualTo(1);
        }
    }

    @Nested
    class Metering {
        @Test
        void isExactWhereEachRunWasMeasured() {
            ledger.openAccount("f");
            settle(ledger, arrived("a"), succeeded(new Cost(1_000, 40, 30, 100, Cost.UNKNOWN)));
            settle(ledger, arrived("b"), failed(Failure.Kind.HANDLER, new Cost(9_000, 60, 50, 50, Cost.UNKNOWN)));
            settle(ledger, arrived("c"), refused(Rejection.QUEUE_FULL));
            assertThat(usage().cpu()).isEqualTo(Duration.ofNanos(100));
            assertThat(usage().cpuExact()).isTrue();
            assertThat(usage().allocatedBytes()).hasValue(150);
            assertThat(usage().allocatedExact()).isTrue();
        }

        @Test
        void scalesCpuByRunTimeAndAllocatedBytesByRunsWhereSomeWereMeasured() {
            ledger.openAccount("f");
            settle(ledger, arrived("a"), succeeded(new Cost(1_000, 500, 400, 100, Cost.UNKNOWN)));
            settle(ledger, arrived("b"), ran(2_000));
            settle(ledger, arrived("c"), ran(7_000));
            assertThat(usage().cpu()).isEqualTo(Duration.ofNanos(5_000)); // 500 x 10,000 / 1,000
            assertThat(usage().cpuExact()).isFalse();
            assertThat(usage().allocatedBytes()).hasValue(300); // 100 x 3 / 1
            assertThat(usage().allocatedExact()).isFalse();
            assertThat(usage().userCpu()).isEqualTo(Duration.ofNanos(400));
        }

        @Test
        void scalesByRunsWhereTimeStandsStill() {
            ledger.openAccount("f");
            settle(ledger, arrived("a"), succeeded(new Cost(0, 500, Cost.UNKNOWN, Cost.UNKNOWN, Cost.UNKNOWN)));
            settle(ledger, arrived("b"), ran(0));
            assertThat(usage().cpu()).isEqualTo(Duration.ofNanos(1_000));
            assertThat(usage().times().runs().count()).isEqualTo(2);
        }

        @Test
        void saysWhatWasNeverMeasured() {
            ledger.openAccount("f");
            Outcome<Result> outcome = settle(ledger, arrived("a"), ran(1));
            assertThat(outcome.usage().cpu()).isEmpty();
            assertThat(outcome.usage().bytesIn()).isEqualTo(2);
            assertThat(outcome.usage().bytesOut()).isEqualTo(3);
            assertThat(usage().allocatedBytes()).isEmpty();
            assertThat(usage().cpu()).isZero();
            assertThat(usage().cpuExact()).isFalse();
        }

        @Test
        void addsEstimatesOfVersionsSoThatOneDoesNotSpeakForAnother() {
            Resources java = new Resources(
                    Duration.ofNanos(5), true, Duration.ZERO, Duration.ZERO, some(100), true, none(), 1, 2);
            Resources python = new Resources(
                    Duration.ofNanos(7), true, Duration.ZERO, Duration.ZERO, none(), false, some(9), 3, 4);
            Resources both = java.plus(python);
            assertThat(both.cpu()).isEqualTo(Duration.ofNanos(12));
            assertThat(both.cpuExact()).isTrue();
            assertThat(both.allocatedBytes()).hasValue(100);
            assertThat(both.allocatedExact()).isFalse();
            assertThat(both.peakMemoryBytes()).hasValue(9);
            assertThat(both.plus(new Resources(
                                    Duration.ZERO, false, Duration.ZERO, Duration.ZERO, some(1), false, some(8), 0, 0))
                            .peakMemoryBytes())
                    .hasValue(9);
        }

        private static OptionalLong some(long value) {
            return OptionalLong.of(value);
        }

        private static OptionalLong none() {
            return OptionalLong.empty();
        }
    }

    @Nested
    class Charging {
        @Test
        void goesByTheTariff() {
            Ledger priced = new Ledger(List.of(), Tariff.gigabyteSeconds(128 * MB, 4, 1));
            priced.openAccount("f");
            Outcome<Result> outcome = settle(priced, arrived("a"), ran(100_000_000));
            assertThat(outcome.usage().charge()).isEqualTo(new Charge(Duration.ofMillis(100), 0.0125, 1.05));
            settle(priced, arrived("b"), ran(100_000_000));
            Charge sum = priced.usage("f").orElseThrow().charge();
            assertThat(sum).isEqualTo(new Charge(Duration.ofMillis(200), 0.025, 2.1));
        }

        @Test
        void doesNotAskAboutWhatWasRejected() {
            Ledger priced = new Ledger(List.of(), Tariff.gigabyteSeconds(128 * MB, 1, 1));
            priced.openAccount("f");
            Outcome<Result> outcome = settle(priced, arrived("a"), refused(Rejection.QUEUE_FULL));
            assertThat(outcome.usage().charge()).isEqualTo(Charge.NONE);
            assertThat(priced.usage("f").orElseThrow().charge()).isEqualTo(Charge.NONE);
        }

        @Test
        void isPerMillisecondWhereTheTariffIsBroken() {
            Tariff broken = usage -> {
                throw new StackOverflowError("in a tariff");
            };
            Ledger unlucky = new Ledger(List.of(), broken);
            unlucky.openAccount("f");
            Outcome<Result> outcome = settle(unlucky, arrived("a"), ran(1_500_000));
            assertThat(outcome.succeeded()).isTrue();
            assertThat(outcome.usage().billed()).isEqualTo(Duration.ofMillis(2));
            assertThat(unlucky.usage("f").orElseThrow().billed()).isEqualTo(Duration.ofMillis(2));
        }
    }

    @Nested
    class Telling {
        @Test
        void eachListenerOnceAndThenReplies() {
            List<Boolean> replied = new ArrayList<>();
            Invocation one = arrived("a");
            Ledger telling = new Ledger(List.of(listener, new InvocationListener() {
                @Override
                public void ended(Outcome<?> outcome) {
                    replied.add(replies.get(one).isDone());
                }
            }));
            settle(telling, one, ran(1));
            assertThat(told).containsExactly("started a f 1", "ended a 1");
            assertThat(replied).containsExactly(false);
            assertThat(replies.get(one)).isDone();
        }

        @Test
        void eachAttemptInAPair() {
            Ledger telling = new Ledger(List.of(listener));
            settle(telling, arrived("a"), failed(Failure.Kind.HANDLER, Cost.ofTime(1)));
            Invocation again = arrived("a", 2);
            assertThat(settle(telling, again, ran(1)).usage().attempt()).isEqualTo(2);
            settle(telling, arrived("b"), refused(Rejection.UNKNOWN_FUNCTION));
            assertThat(told)
                    .containsExactly(
                            "started a f 1", "ended a 1", "started a f 2", "ended a 2", "started b f 1", "ended b 1");
        }

        @Test
        void theOthersAndRepliesWhateverAListenerThrows() {
            InvocationListener broken = new InvocationListener() {
                @Override
                public void started(Arrival arrival) {
                    throw new IllegalStateException("at the start");
                }

                @Override
                public void ended(Outcome<?> outcome) {
                    throw new StackOverflowError("at the end");
                }
            };
            Outcome<Result> outcome = settle(new Ledger(List.of(broken, listener)), arrived("a"), ran(1));
            assertThat(told).containsExactly("started a f 1", "ended a 1");
            assertThat(outcome.succeeded()).isTrue();
        }
    }
}
