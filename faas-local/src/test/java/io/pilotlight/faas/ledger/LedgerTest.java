package io.pilotlight.faas.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.function.Failure;
import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.usage.FunctionUsage;
import io.pilotlight.faas.usage.InvocationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final VirtualTime time = VirtualTime.create();
    private final List<String> told = new ArrayList<>();

    private final InvocationListener listener = new InvocationListener() {
        @Override
        public void started(String invocationId, String function) {
            told.add("started " + invocationId + " " + function);
        }

        @Override
        public void ended(Outcome<?> outcome) {
            told.add("ended " + outcome.usage().invocationId());
        }
    };

    private CompletableFuture<Outcome<Result>> settled(Ledger ledger, String id, Verdict verdict) {
        CompletableFuture<Outcome<Result>> outcome = new CompletableFuture<>();
        Invocation invocation = Invocations.arrived(id, "12", time, outcome);
        ledger.open(invocation);
        invocation.decide(verdict);
        ledger.settle(invocation);
        return outcome;
    }

    @Test
    void addsUpWhateverBecameOfAnInvocation() {
        Ledger ledger = new Ledger(List.of());
        assertThat(ledger.usage("f")).isEmpty();
        ledger.openAccount("f");
        settled(
                ledger,
                "a",
                new Verdict.Succeeded(new Result.Bytes(new byte[3]), new Cost(1_500_000, 40, 30, 100, Cost.UNKNOWN)));
        settled(
                ledger,
                "b",
                new Verdict.Succeeded(new Result.Bytes(new byte[0]), new Cost(500_000, 60, Cost.UNKNOWN, 50, 7)));
        settled(ledger, "c", new Verdict.Failed(Failure.of(Failure.Kind.HANDLER, "T", "m"), Cost.NONE));
        settled(ledger, "d", new Verdict.TimedOut(Duration.ofSeconds(1), Cost.ofTime(1_000_000_000)));
        settled(ledger, "e", new Verdict.Rejected(Rejection.QUEUE_FULL, "m"));
        FunctionUsage usage = ledger.usage("f").orElseThrow();
        assertThat(List.of(usage.succeeded(), usage.failed(), usage.timedOut(), usage.rejected()))
                .containsExactly(2L, 1L, 1L, 1L);
        assertThat(usage.invocations()).isEqualTo(5);
        assertThat(usage.run()).isEqualTo(Duration.ofMillis(1_002));
        assertThat(usage.billed()).isEqualTo(Duration.ofMillis(1_003));
        assertThat(usage.cpu()).isEqualTo(Duration.ofNanos(100));
        assertThat(usage.userCpu()).isEqualTo(Duration.ofNanos(30));
        assertThat(usage.systemCpu()).isEqualTo(Duration.ofNanos(10));
        assertThat(usage.allocatedBytes()).hasValue(150);
        assertThat(usage.peakMemoryBytes()).hasValue(7);
    }

    @Test
    void saysWhatWasNotMeasured() {
        Ledger ledger = new Ledger(List.of());
        ledger.openAccount("f");
        Outcome<Result> outcome = settled(
                        ledger, "a", new Verdict.Succeeded(new Result.Bytes(new byte[3]), Cost.ofTime(1)))
                .join();
        assertThat(outcome.usage().cpu()).isEmpty();
        assertThat(outcome.usage().bytesIn()).isEqualTo(2);
        assertThat(outcome.usage().bytesOut()).isEqualTo(3);
        assertThat(ledger.usage("f").orElseThrow().allocatedBytes()).isEmpty();
    }

    @Test
    void tellsEachListenerOnceAndThenReplies() {
        List<Boolean> replied = new ArrayList<>();
        CompletableFuture<Outcome<Result>> reply = new CompletableFuture<>();
        Ledger ledger = new Ledger(List.of(listener, new InvocationListener() {
            @Override
            public void ended(Outcome<?> outcome) {
                replied.add(reply.isDone());
            }
        }));
        Invocation one = Invocations.arrived("a", "1", time, reply);
        ledger.open(one);
        one.decide(new Verdict.Succeeded(new Result.Bytes(new byte[0]), Cost.NONE));
        ledger.settle(one);
        assertThat(told).containsExactly("started a f", "ended a");
        assertThat(replied).containsExactly(false);
        assertThat(reply).isDone();
    }

    @Test
    void repliesAndTellsTheOthersWhateverAListenerThrows() {
        InvocationListener broken = new InvocationListener() {
            @Override
            public void started(String invocationId, String function) {
                throw new IllegalStateException("at the start");
            }

            @Override
            public void ended(Outcome<?> outcome) {
                throw new StackOverflowError("at the end");
            }
        };
        CompletableFuture<Outcome<Result>> outcome = settled(
                new Ledger(List.of(broken, listener)),
                "a",
                new Verdict.Succeeded(new Result.Bytes(new byte[0]), Cost.NONE));
        assertThat(told).containsExactly("started a f", "ended a");
        assertThat(outcome).isCompleted();
    }
}
