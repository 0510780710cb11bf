package io.pilotlight.core.function;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what a function declares, for {@link FunctionDefinition}. Not safe for use by many threads. */
public final class FunctionBuilder {
    final String name;
    final Code code;
    final Map<String, Double> aliases = new TreeMap<>();
    final Map<String, String> variables = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();

    @Nullable
    String version;

    Limits limits = Limits.defaults();
    RetryPolicy retry = RetryPolicy.none();
    boolean inline;
    boolean byReference;
    Metering metering = Metering.SAMPLED;

    FunctionBuilder(String name, Code code) {
        this.name = Names.function(name);
        this.code = code;
    }

    /**
     * Names this version of the function. If not set, the runtime numbers the versions of each function from 1, in the order in
     * which they are deployed, because most functions need no more than an order.
     *
     * @param name letters, digits, dots, underscores and dashes, at most 64, but not {@code latest}
     * @return this
     * @throws IllegalArgumentException if the version is not valid
     */
    public FunctionBuilder version(String name) {
        this.version = Names.version(name);
        return this;
    }

    /**
     * Makes an alias point at this version, and at no other, once it is deployed. If not set, aliases stay as they are, so that
     * deploying alone gives nobody a new version who did not ask for the latest.
     *
     * @param alias as the name of a function, but not digits only and not {@code latest}
     * @return this
     * @throws IllegalArgumentException if the alias is not valid
     */
    public FunctionBuilder alias(String alias) {
        return alias(alias, 1);
    }

    /**
     * Gives this version a share of an alias's traffic once it is deployed. What the alias pointed at before shares the rest in
     * proportion, and leaves what would have less than a millionth; if it pointed at nothing, this version has all of it.
     *
     * @param alias as the name of a function, but not digits only and not {@code latest}
     * @param share more than 0; 1 for all of it
     * @return this
     * @throws IllegalArgumentException if the alias is not valid, or the share is out of its range
     */
    public FunctionBuilder alias(String alias, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share of alias '" + alias + "' is " + share + "; it must be more than 0, and 1 or less");
        }
        aliases.put(Names.alias(alias), share);
        return this;
    }

    /**
     * Labels the function. If never called, it has no tags. The runtime makes nothing of them: they are for who lists, bills or
     * selects functions.
     *
     * @param key what kind of label it is, such as {@code team}; not blank
     * @param value the label
     * @return this
     * @throws IllegalArgumentException if the key is blank
     */
    public FunctionBuilder tag(String key, String value) {
        if (key.isBlank()) {
            throw new IllegalArgumentException(
                    "The key of tag '" + value + "' is blank; name what kind of label it is");
        }
        tags.put(key, Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * Labels the function.
     *
     * @param more keys and values
     * @return this
     * @throws IllegalArgumentException if a key is blank
     */
    public FunctionBuilder tags(Map<String, String> more) {
        more.forEach(this::tag);
        return this;
    }

    /**
     * Adds an environment variable of the function. If never called, it has none: it does not see those of the process.
     *
     * @param variable the variable's name
     * @param value its value
     * @return this
     */
    public FunctionBuilder variable(String variable, String value) {
        variables.put(variable, Objects.requireNonNull(value, variable));
        return this;
    }

    /**
     * Adds environment variables of the function.
     *
     * @param more names and values
     * @return this
     */
    public FunctionBuilder variables(Map<String, String> more) {
        more.forEach(this::variable);
        return this;
    }

    /**
     * Sets how much the function may take. If not set, {@link Limits#defaults}.
     *
     * @param limits the limits
     * @return this
     */
    public FunctionBuilder limits(Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets whether, when and how often an event is tried again. If not set, {@link RetryPolicy#none}, because only who wrote the
     * function knows that running it twice for one event does no harm.
     *
     * <p>It holds for every invocation of the function, and the outcome is that of the last attempt; each attempt is metered. Who
     * waits for an outcome waits for the attempts, too. Not for a function that runs {@link #inline}.
     *
     * @param policy the policy
     * @return this
     */
    public FunctionBuilder retry(RetryPolicy policy) {
        this.retry = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Lets objects go in and come out as they are, and not through JSON, where caller and handler are in one process. If not set,
     * what goes in and out is written and read as JSON, so that the handler has a copy of its own and can move to another process.
     *
     * <p>What follows from it: caller and handler share the object and what it refers to, at the same time, and neither may change
     * what the other reads, unless both take care of that; there is no size, so {@link Limits#payloadBytes} does not apply and
     * {@link Usage} counts zero bytes in and out; an attempt after the first has the same object, as the one before left it. An
     * input that is not of the declared type, and a result that is not of the type that is asked for, still go through JSON. An
     * {@link Event} goes in as its bytes, and what comes out for it is bytes.
     *
     * @return this
     */
    public FunctionBuilder byReference() {
        this.byReference = true;
        return this;
    }

    /**
     * Sets how often CPU time and memory of a handler in this process are measured. If not set, {@link Metering#SAMPLED}, since
     * to measure each short run would take longer than many of them.
     *
     * @param metering how often
     * @return this
     */
    public FunctionBuilder metering(Metering metering) {
        this.metering = Objects.requireNonNull(metering, "metering");
        return this;
    }

    /**
     * Lets the function run on the thread that invokes it, under the same limits, deadline and metering, but without
     * the microseconds that handing it to another thread takes. If not set, the function has worker threads.
     *
     * <p>For handlers that are trusted to end: the deadline interrupts the handler and settles the invocation, but the
     * caller has its thread back only when the handler ends, and so long the capacity is taken too. An invocation
     * without waiting ({@link FunctionRuntime#invokeAsync}) runs before that method returns. One that has to wait in
     * the queue runs on the thread of the invocation that made room for it, before that thread goes back to its own
     * caller; with a {@link Limits#queueCapacity} of 0 nobody ever works for others.
     *
     * <p>Context class loader, MDC and interrupt status of the thread are afterwards what they were. The handler does not
     * see an interrupt that came before it; one that comes from elsewhere while it runs stays with the thread.
     *
     * @return this
     */
    public FunctionBuilder inline() {
        this.inline = true;
        return this;
    }

    /**
     * Makes the definition.
     *
     * @return an immutable definition
     * @throws IllegalStateException if the function is to run inline, but has no Java handler that is shared, or keeps workers, or is
     *     tried again: it has no thread but its caller's; or if objects are to go in as they are, but there is no Java handler that
     *     takes a type
     */
    public FunctionDefinition build() {
        require(
                !inline || sharesItsHandler(),
                "cannot run inline: it has workers of its own; declare it with a handler, or not as inline");
        require(
                !inline || limits.minimumWorkers() == 0,
                "cannot run inline and keep " + limits.minimumWorkers()
                        + " workers; leave out minimumWorkers, or do not declare it as inline");
        require(
                !inline || !retry.triesAgain(),
                "cannot run inline and be tried again: a later attempt has no caller's thread; leave out the retry policy, or do"
                        + " not declare it as inline");
        require(
                !byReference || code instanceof Code.Typed,
                "cannot take objects by reference: its handler takes an event's bytes, or runs in another process; declare it"
                        + " with a handler that takes a type, or not as byReference");
        return new FunctionDefinition(this);
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalStateException("Function '" + name + "' " + problem);
        }
    }

    private boolean sharesItsHandler() {
        return (code instanceof Code.Typed typed && typed.handlers() instanceof HandlerSource.Shared)
                || (code instanceof Code.Raw raw && raw.handlers() instanceof HandlerSource.Shared);
    }
}
