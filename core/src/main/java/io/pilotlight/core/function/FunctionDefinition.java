package io.pilotlight.core.function;

import io.pilotlight.core.Environment;
import io.pilotlight.core.json.TypeRef;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is declared: a name, its code, its environment variables and its limits. Immutable.
 *
 * <pre>{@code
 * FunctionDefinition.of("double", Integer.class, (n, context) -> 2 * n)
 * FunctionDefinition.perWorker("query", String.class, () -> new QueryHandler(openConnection())).build()
 * FunctionDefinition.of("resize", pythonEnvironment, Path.of("functions"), "images.resize")
 * }</pre>
 */
public final class FunctionDefinition {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final String name;
    private final Code code;
    private final Map<String, String> variables;
    private final Limits limits;
    private final boolean inline;
    private final boolean byReference;

    private FunctionDefinition(Builder builder) {
        this.name = builder.name;
        this.code = builder.code;
        this.variables = Map.copyOf(builder.variables);
        this.limits = builder.limits;
        this.inline = builder.inline;
        this.byReference = builder.byReference;
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
    public static <I> Builder builder(String name, Class<I> inputType, Handler<I, ?> handler) {
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
    public static <I> Builder builder(String name, TypeRef<I> inputType, Handler<I, ?> handler) {
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
    public static Builder raw(String name, Handler<Event, byte[]> handler) {
        return new Builder(name, new Code.Raw(new HandlerSource.Shared<>(handler)));
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
    public static <I> Builder perWorker(String name, Class<I> inputType, HandlerFactory<I, ?> factory) {
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
    public static <I> Builder perWorker(String name, TypeRef<I> inputType, HandlerFactory<I, ?> factory) {
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
    public static Builder rawPerWorker(String name, HandlerFactory<Event, byte[]> factory) {
        return new Builder(name, new Code.Raw(new HandlerSource.PerWorker<>(factory)));
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
    public static Builder builder(String name, Environment environment, Path folder, String handler) {
        return new Builder(name, new Code.Program(environment, folder, handler));
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
     * Returns the function's environment variables.
     *
     * @return names and values
     */
    public Map<String, String> variables() {
        return variables;
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
     * @return true if {@link Builder#inline} was declared
     */
    public boolean inline() {
        return inline;
    }

    /**
     * Temporary.
     *
     * @return true if so
     */
    public boolean byReference() {
        return byReference;
    }

    @Override
    public String toString() {
        return "FunctionDefinition[" + name + "]";
    }

    @SuppressWarnings("unchecked") // what is read into the input type is of that type
    private static Builder typed(String name, Type inputType, HandlerSource<?, ?> handlers) {
        return new Builder(name, new Code.Typed(inputType, (HandlerSource<Object, @Nullable Object>) handlers));
    }

    /** Collects what a function declares. Not safe for use by many threads. */
    public static final class Builder {
        private final String name;
        private final Code code;
        private final Map<String, String> variables = new TreeMap<>();
        private Limits limits = Limits.defaults();
        private boolean inline;
        private boolean byReference;

        private Builder(String name, Code code) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Not a function name: '" + name
                        + "'; use 1 to 64 letters, digits, dashes and underscores, a letter or digit first");
            }
            this.name = name;
            this.code = code;
        }

        /**
         * Adds an environment variable of the function.
         *
         * @param variable the variable's name
         * @param value its value
         * @return this
         */
        public Builder variable(String variable, String value) {
            variables.put(variable, Objects.requireNonNull(value, variable));
            return this;
        }

        /**
         * Adds environment variables of the function.
         *
         * @param more names and values
         * @return this
         */
        public Builder variables(Map<String, String> more) {
            more.forEach(this::variable);
            return this;
        }

        /**
         * Sets how much the function may take. If not set, {@link Limits#defaults}.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(Limits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
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
        public Builder inline() {
            this.inline = true;
            return this;
        }

        /**
         * Temporary.
         *
         * @return this
         */
        public Builder byReference() {
            this.byReference = true;
            return this;
        }

        /**
         * Makes the definition.
         *
         * @return an immutable definition
         * @throws IllegalStateException if the function is to run inline, but has no Java handler that is shared: what has
         *     workers cannot run on its caller's thread
         */
        public FunctionDefinition build() {
            if (inline && !sharesItsHandler()) {
                throw new IllegalStateException(
                        "Function '" + name
                                + "' cannot run inline: it has workers of its own; declare it with a handler, or not as inline");
            }
            return new FunctionDefinition(this);
        }

        private boolean sharesItsHandler() {
            return (code instanceof Code.Typed typed && typed.handlers() instanceof HandlerSource.Shared)
                    || (code instanceof Code.Raw raw && raw.handlers() instanceof HandlerSource.Shared);
        }
    }
}
