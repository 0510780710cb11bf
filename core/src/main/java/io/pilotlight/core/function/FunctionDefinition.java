package io.pilotlight.core.function;

import io.pilotlight.core.Environment;
import io.pilotlight.core.json.TypeRef;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is declared: a name, its code, its environment variables, its limits, and what else holds for its
 * invocations. Immutable.
 *
 * <pre>{@code
 * FunctionDefinition.of("double", Integer.class, (n, context) -> 2 * n)
 * FunctionDefinition.perWorker("query", String.class, () -> new QueryHandler(openConnection())).build()
 * FunctionDefinition.of("resize", pythonEnvironment, Path.of("functions"), "images.resize")
 * }</pre>
 */
public final class FunctionDefinition {
    private final String name;
    private final Code code;
    private final @Nullable String version;
    private final Map<String, Double> aliases;
    private final Map<String, String> variables;
    private final Map<String, String> tags;
    private final Limits limits;
    private final RetryPolicy retry;
    private final boolean inline;
    private final boolean byReference;
    private final Metering metering;

    FunctionDefinition(FunctionBuilder builder) {
        this.name = builder.name;
        this.code = builder.code;
        this.version = builder.version;
        this.aliases = Map.copyOf(builder.aliases);
        this.variables = Map.copyOf(builder.variables);
        this.tags = Map.copyOf(builder.tags);
        this.limits = builder.limits;
        this.retry = builder.retry;
        this.inline = builder.inline;
        this.byReference = builder.byReference;
        this.metering = builder.metering;
    }

    /**
     * Declares a Java function that takes a class, with the default limits.
     *
     * @param <I> what comes in
     * @param name the function's name
     * @param inputType what the event is read into
     * @param handler the handler
     * @return the definition
     * @throws IllegalArgumentException if the name is not valid
     */
    public static <I> FunctionDefinition of(String name, Class<I> inputType, Handler<I, ?> handler) {
        return builder(name, inputType, handler).build();
    }

    /**
     * Declares a function of a folder that an environment runs, with the default limits.
     *
     * @param name the function's name
     * @param environment whose interpreter and packages run the code
     * @param folder the source folder
     * @param handler module and function, such as {@code "images.resize"}
     * @return the definition
     * @throws IllegalArgumentException if name or handler is not valid
     */
    public static FunctionDefinition of(String name, Environment environment, Path folder, String handler) {
        return builder(name, environment, folder, handler).build();
    }

    /**
     * Starts a Java function that takes a class.
     *
     * @param <I> what comes in
     * @param name the function's name
     * @param inputType what the event is read into
     * @param handler the handler
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static <I> FunctionBuilder builder(String name, Class<I> inputType, Handler<I, ?> handler) {
        return typed(name, inputType, new HandlerSource.Shared<>(handler));
    }

    /**
     * Starts a Java function that takes a generic type.
     *
     * @param <I> what comes in
     * @param name the function's name
     * @param inputType what the event is read into
     * @param handler the handler
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static <I> FunctionBuilder builder(String name, TypeRef<I> inputType, Handler<I, ?> handler) {
        return typed(name, inputType.type(), new HandlerSource.Shared<>(handler));
    }

    /**
     * Starts a Java function that takes the event as it is and gives bytes.
     *
     * @param name the function's name
     * @param handler the handler
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static FunctionBuilder raw(String name, Handler<Event, byte[]> handler) {
        return new FunctionBuilder(name, new Code.Raw(new HandlerSource.Shared<>(handler)));
    }

    /**
     * Starts a Java function that takes a class, with a handler of its own for each worker.
     *
     * @param <I> what comes in
     * @param name the function's name
     * @param inputType what the event is read into
     * @param factory makes the handler of a worker
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static <I> FunctionBuilder perWorker(String name, Class<I> inputType, HandlerFactory<I, ?> factory) {
        return typed(name, inputType, new HandlerSource.PerWorker<>(factory));
    }

    /**
     * Starts a Java function that takes a generic type, with a handler of its own for each worker.
     *
     * @param <I> what comes in
     * @param name the function's name
     * @param inputType what the event is read into
     * @param factory makes the handler of a worker
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static <I> FunctionBuilder perWorker(String name, TypeRef<I> inputType, HandlerFactory<I, ?> factory) {
        return typed(name, inputType.type(), new HandlerSource.PerWorker<>(factory));
    }

    /**
     * Starts a Java function that takes the event as it is and gives bytes, with a handler of its own for each worker.
     *
     * @param name the function's name
     * @param factory makes the handler of a worker
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static FunctionBuilder rawPerWorker(String name, HandlerFactory<Event, byte[]> factory) {
        return new FunctionBuilder(name, new Code.Raw(new HandlerSource.PerWorker<>(factory)));
    }

    /**
     * Starts a function of a folder that an environment runs.
     *
     * @param name the function's name
     * @param environment whose interpreter and packages run the code
     * @param folder the source folder
     * @param handler module and function, such as {@code "images.resize"}
     * @return a builder
     * @throws IllegalArgumentException if name or handler is not valid
     */
    public static FunctionBuilder builder(String name, Environment environment, Path folder, String handler) {
        return new FunctionBuilder(name, new Code.Program(environment, folder, handler));
    }

    /**
     * Returns the function's name.
     *
     * @return letters, digits, dashes and underscores, at most 64
     */
    public String name() {
        return name;
    }

    /**
     * Returns where the function's code is.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * Returns the name of this version.
     *
     * @return the name; empty if the runtime is to number it
     */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Returns the aliases that are to point at this version once it is deployed.
     *
     * @return aliases, each with this version's share of its traffic: more than 0, 1 for all of it
     */
    public Map<String, Double> aliases() {
        return aliases;
    }

    /**
     * Returns the function's environment variables.
     *
     * @return names and values
     */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * Returns what the function is labelled with.
     *
     * @return keys and values
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Returns how much the function may take.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    /**
     * Says whether the function runs on its caller's thread.
     *
     * @return true if {@link FunctionBuilder#inline} was declared
     */
    public boolean inline() {
        return inline;
    }

    /**
     * Returns whether, when and how often an event is tried again.
     *
     * @return the policy
     */
    public RetryPolicy retry() {
        return retry;
    }

    /**
     * Says whether objects go in and come out as they are, and not through JSON.
     *
     * @return true if {@link FunctionBuilder#byReference} was declared
     */
    public boolean byReference() {
        return byReference;
    }

    /**
     * Returns how often CPU time and memory of a handler in this process are measured.
     *
     * @return as {@link FunctionBuilder#metering} was declared
     */
    public Metering metering() {
        return metering;
    }

    @Override
    public String toString() {
        return "FunctionDefinition[" + name + (version == null ? "" : ":" + version) + "]";
    }

    @SuppressWarnings("unchecked") // what is read into the input type is of that type
    private static FunctionBuilder typed(String name, Type inputType, HandlerSource<?, ?> handlers) {
        return new FunctionBuilder(name, new Code.Typed(inputType, (HandlerSource<Object, @Nullable Object>) handlers));
    }
}
