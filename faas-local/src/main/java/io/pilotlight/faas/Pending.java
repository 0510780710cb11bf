package io.pilotlight.faas;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.faas.flow.Invocation;
import io.pilotlight.faas.flow.Reply;
import io.pilotlight.faas.flow.Result;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that is not there yet. Whoever ends the wait in another way than with the outcome, by cancelling it or by a
 * time limit of its own, takes the invocation back.
 */
final class Pending<O> extends CompletableFuture<Outcome<O>> implements Reply {
    private final ResultReader<O> reader;
    private final Consumer<Invocation> takeBack;
    private @Nullable Invocation invocation;

    Pending(ResultReader<O> reader, Consumer<Invocation> takeBack) {
        this.reader = reader;
        this.takeBack = takeBack;
    }

    /** Says what is waited for; once, before anybody else has this future. */
    void waitFor(Invocation its) {
        invocation = its;
    }

    @Override
    public void settled(Outcome<Result> outcome) {
        super.complete(reader.read(outcome));
    }

    @Override
    public boolean complete(Outcome<O> instead) {
        return ended(super.complete(instead));
    }

    @Override
    public boolean completeExceptionally(Throwable problem) {
        return ended(super.completeExceptionally(problem));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return ended(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    private boolean ended(boolean byCaller) {
        Invocation its = invocation;
        if (byCaller && its != null) {
            takeBack.accept(its);
        }
        return byCaller;
    }
}
