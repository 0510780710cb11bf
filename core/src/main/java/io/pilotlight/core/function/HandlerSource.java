package io.pilotlight.core.function;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers of a Java function have their handler from.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public sealed interface HandlerSource<I, O extends @Nullable Object> {

    /**
     * One handler for all workers. It belongs to whoever declared the function, and is never closed.
     *
     * @param <I> what comes in
     * @param <O> what goes out
     * @param handler the handler, called by several threads at once
     */
    record Shared<I, O extends @Nullable Object>(Handler<I, O> handler) implements HandlerSource<I, O> {
        /** Checks the part. */
        public Shared {
            Objects.requireNonNull(handler, "handler");
        }
    }

    /**
     * A handler of its own for each worker, which ends with the worker.
     *
     * @param <I> what comes in
     * @param <O> what goes out
     * @param factory makes the handler
     */
    record PerWorker<I, O extends @Nullable Object>(HandlerFactory<I, O> factory) implements HandlerSource<I, O> {
        /** Checks the part. */
        public PerWorker {
            Objects.requireNonNull(factory, "factory");
        }
    }
}
