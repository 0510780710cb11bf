package io.pilotlight.core.function;

import org.jspecify.annotations.Nullable;

/**
 * The code of a function written in Java.
 *
 * <p>One handler may be called by several threads at once, up to the function's limit of concurrency, unless a
 * {@link HandlerFactory} makes one for each worker. A call that runs past its deadline is interrupted.
 *
 * @param <I> what comes in: a type that JSON can be read into, or {@link Event} to take it as it is; any type of a function
 *     that takes objects {@linkplain FunctionBuilder#byReference by reference}
 * @param <O> what goes out: a value that JSON can carry, {@code byte[]} of a raw function, or any value by reference
 */
@FunctionalInterface
public interface Handler<I, O extends @Nullable Object> {

    /**
     * Handles one event.
     *
     * @param input what came in
     * @param context who calls, and until when
     * @return the result
     * @throws Exception whatever goes wrong; the invocation's outcome is then {@link Outcome.Failed}
     */
    O handle(I input, Context context) throws Exception;
}
