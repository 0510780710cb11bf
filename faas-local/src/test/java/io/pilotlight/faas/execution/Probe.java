package io.pilotlight.faas.execution;

import io.pilotlight.core.time.Time;
import io.pilotlight.faas.flow.Cost;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Invocations;
import io.pilotlight.faas.flow.Result;
import io.pilotlight.faas.flow.Seat;
import io.pilotlight.faas.flow.Verdict;
import io.pilotlight.faas.flow.Worker;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker and its seat, on the thread of the test, that count what happens to them. */
final class Probe implements Worker, Seat {
    final AtomicInteger interrupts = new AtomicInteger();
    final AtomicInteger abandoned = new AtomicInteger();
    final AtomicInteger interruptedByOthers = new AtomicInteger();
    private final Thread thread = Thread.currentThread();
    private final Runnable onInterrupt;

    Probe() {
        this(() -> {});
    }

    Probe(Runnable onInterrupt) {
        this.onInterrupt = onInterrupt;
    }

    /** Starts a run on this worker. */
    Run run(Time time) {
        return new Run(this, Invocations.arrived("a", "1", time), this, time.nanos());
    }

    @Override
    public Verdict run(Invocation invocation, long deadline) {
        return new Verdict.Succeeded(new Result.Bytes(new byte[0]), Cost.NONE);
    }

    @Override
    public boolean usable() {
        return true;
    }

    @Override
    public void interrupt(Thread on) {
        interrupts.incrementAndGet();
        onInterrupt.run();
    }

    @Override
    public void close() {}

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean abandon() {
        abandoned.incrementAndGet();
        return true;
    }

    @Override
    public void interruptedByOthers() {
        interruptedByOthers.incrementAndGet();
    }
}
