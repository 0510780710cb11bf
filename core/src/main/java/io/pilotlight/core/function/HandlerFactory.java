package io.pilotlight.core.function;

import org.jspecify.annotations.Nullable;

/**
 * Makes the handler of one worker.
 *
 * <p>It is called once for each worker, on the worker's thread, and its time is part of the cold start
 * ({@link Usage#init}). It has {@link Limits#initTimeout} and is interrupted after that. A handler that is an
 * {@link AutoCloseable} is closed when its worker ends, on the worker's thread; what that throws is logged.
 *
 * @param <I> what comes in: a type that JSON can be read into, or {@link Event} to take it as it is; any type of a function
 *     that takes objects {@linkplain FunctionBuilder#byReference by reference}
 * @param <O> what goes out: a value that JSON can carry, {@code byte[]} of a raw function, or any value by reference
 */
@FunctionalInterface
public interface HandlerFactory<I, O extends @Nullable Object> {

    /**
     * Makes a handler, which is called by one thread only.
     *
     * @return a handler that no other worker has
     * @throws Exception whatever goes wrong; the invocation's outcome is then {@link Outcome.Failed}, of the kind
     *     {@link Failure.Kind#INIT}, and the next one tries again
     */
    Handler<I, ? extends O> create() throws Exception;
}
