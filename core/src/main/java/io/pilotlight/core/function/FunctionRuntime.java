package io.pilotlight.core.function;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Runs functions. Whether it does so in this process or on a cluster is its own affair.
 *
 * <p>What belongs to the normal run of things comes back as an {@link Outcome}: an unknown function, a full queue, a
 * handler that throws or takes too long. Safe for use by many threads.
 *
 * <p>Who invokes a function may say which version of it, after a colon, as on AWS Lambda: {@code greet} and {@code greet:latest} are
 * the version that was deployed last, {@code greet:2} is version 2, and {@code greet:live} is what the {@linkplain Alias alias}
 * {@code live} points at. All other methods take the name alone.
 */
public interface FunctionRuntime extends AutoCloseable {

    /**
     * Deploys a version of a function, which is the latest from now on.
     *
     * <p>It is atomic: at each moment an invocation finds the old version or the new one, and an alias that the definition moves,
     * moves at that same moment. A version never changes. One that is neither the latest nor behind an alias is retired: it gets no
     * new invocations, those that run or wait end there, and then it is closed. No worker is started before the first event, but
     * for {@link Limits#minimumWorkers}.
     *
     * @param definition the function
     * @return the version that was deployed: that of the definition; if it has none, a number, counted for each function from 1 and
     *     again from 1 after {@link #undeploy}, and never that of a version or an alias that is live
     * @throws VersionException if that version of the function is deployed already, or if a version and an alias of the function
     *     would have the same name
     * @throws io.pilotlight.core.PilotlightException if this runtime cannot run such a function, or is closed
     */
    String deploy(FunctionDefinition definition);

    /**
     * Points an alias at versions of a function, in the place of what it pointed at before.
     *
     * <p>It is atomic. A version that nothing points at any more, and that is not the latest, is retired as by {@link #deploy}.
     *
     * @param function the function's name
     * @param alias the alias and the versions behind it
     * @throws VersionException if there is no such function, if it has no such version, or if one of its versions has that name
     */
    void alias(String function, Alias alias);

    /**
     * Takes an alias away. Versions that nothing points at any more, but for the latest, are retired as by {@link #deploy}.
     *
     * @param function the function's name
     * @param alias the alias's name
     * @return true if the function had such an alias
     */
    boolean removeAlias(String function, String alias);

    /**
     * Returns the aliases of a function.
     *
     * @param function the function's name
     * @return aliases by their names, in alphabetical order, as of now; none if there is no such function
     */
    Map<String, Alias> aliases(String function);

    /**
     * Names the versions of a function that can be invoked.
     *
     * @param function the function's name
     * @return versions in the order in which they were deployed, the latest last, as of now; none if there is no such function
     */
    Set<String> versions(String function);

    /**
     * Takes a function away, with all its versions and aliases. Invocations that wait are rejected, those that run may end.
     *
     * @param function the function's name
     * @return true if there was such a function
     */
    boolean undeploy(String function);

    /**
     * Names the functions that are deployed.
     *
     * @return their names in alphabetical order, as of now
     */
    Set<String> functions();

    /**
     * Invokes a function and waits for what comes out.
     *
     * @param function the function's name, which may name a version or an alias after a colon
     * @param event what goes in
     * @return the outcome, with the result as bytes
     * @throws InterruptedException if the calling thread is interrupted; the invocation is then cancelled
     */
    Outcome<byte[]> invoke(String function, Event event) throws InterruptedException;

    /**
     * Invokes a function without waiting.
     *
     * @param function the function's name, which may name a version or an alias after a colon
     * @param event what goes in
     * @return completes with the outcome, never exceptionally; cancelling it cancels the invocation
     */
    CompletableFuture<Outcome<byte[]>> invokeAsync(String function, Event event);

    /**
     * Invokes a function with a value and waits for what comes out. Both go through JSON, unless the function takes objects
     * {@linkplain FunctionBuilder#byReference by reference}.
     *
     * @param <O> the type of the result
     * @param function the function's name, which may name a version or an alias after a colon
     * @param input what goes in
     * @param outputType what the result is read into
     * @return the outcome
     * @throws InterruptedException if the calling thread is interrupted; the invocation is then cancelled
     * @throws io.pilotlight.core.json.JsonException if JSON cannot carry the input
     */
    <O> Outcome<O> invoke(String function, Object input, Class<O> outputType) throws InterruptedException;

    /**
     * Invokes a function with a value, without waiting. The value and what comes out go through JSON, unless the function takes
     * objects {@linkplain FunctionBuilder#byReference by reference}.
     *
     * @param <O> the type of the result
     * @param function the function's name, which may name a version or an alias after a colon
     * @param input what goes in
     * @param outputType what the result is read into
     * @return completes with the outcome, never exceptionally; cancelling it cancels the invocation
     * @throws io.pilotlight.core.json.JsonException if JSON cannot carry the input
     */
    <O> CompletableFuture<Outcome<O>> invokeAsync(String function, Object input, Class<O> outputType);

    /**
     * Invokes a function once for each event, at most so many at a time.
     *
     * <p>Every event is invoked, whatever becomes of the others: a failure, a time-out or a rejection stands in its place.
     * Each is tried again as its function's {@link RetryPolicy} says. With a parallelism of at most
     * {@link Limits#maximumConcurrency}, a function that is invoked by nobody else rejects nothing for want of capacity. There
     * is no thread for it: each invocation begins on the thread that ended the one before it.
     *
     * @param function the function's name, which may name a version or an alias after a colon
     * @param events what goes in
     * @param parallelism how many may run or wait at a time; 1 or more
     * @return completes with as many outcomes as there are events, in their order; cancelling it cancels what has not ended
     *     and begins nothing else
     * @throws IllegalArgumentException if the parallelism is less than 1
     */
    default CompletableFuture<List<Outcome<byte[]>>> map(String function, List<Event> events, int parallelism) {
        List<Event> all = List.copyOf(events);
        return Mapping.start(all.size(), parallelism, place -> invokeAsync(function, all.get(place)));
    }

    /**
     * Invokes a function once for each value, at most so many at a time: each as {@link #invokeAsync(String, Object, Class)}
     * does, and otherwise as {@link #map(String, List, int)}.
     *
     * @param <O> the type of the results
     * @param function the function's name, which may name a version or an alias after a colon
     * @param inputs what goes in
     * @param outputType what each result is read into
     * @param parallelism how many may run or wait at a time; 1 or more
     * @return completes with as many outcomes as there are inputs, in their order; cancelling it cancels what has not ended
     *     and begins nothing else. It completes exceptionally with a {@link io.pilotlight.core.json.JsonException} if JSON
     *     cannot carry an input: what has not ended is then cancelled
     * @throws IllegalArgumentException if the parallelism is less than 1
     */
    default <O> CompletableFuture<List<Outcome<O>>> map(
            String function, List<?> inputs, Class<O> outputType, int parallelism) {
        List<?> all = List.copyOf(inputs);
        return Mapping.start(all.size(), parallelism, place -> invokeAsync(function, all.get(place), outputType));
    }

    /**
     * Ends all functions: refuses new invocations, lets those that run end for a while, then ends them.
     *
     * <p>No thread and no process of the runtime is left afterwards, but for handlers that cannot be stopped. Closing
     * again does nothing.
     */
    @Override
    void close();
}
