package io.pilotlight.benchmarks;

import io.pilotlight.core.Environment;
import io.pilotlight.core.Language;
import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.NodeEnvBuilder;
import io.pilotlight.faas.LocalRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One invocation of a Python or Node.js function whose worker process is there, beside a bare child process of the same
 * interpreter at the end of two pipes.
 *
 * <p><em>raw</em>: bytes go to the function and come back. <em>json</em>: the function's language reads JSON, and writes it
 * again.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkerRoundTrip {

    /** Is made by JMH. */
    public WorkerRoundTrip() {}

    /**
     * Invokes a function with bytes.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] pythonRaw(PythonFunction its) throws InterruptedException {
        return its.invokeRaw();
    }

    /**
     * Invokes a function with JSON.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] pythonJson(PythonFunction its) throws InterruptedException {
        return its.invokeJson();
    }

    /**
     * Asks a child that sends bytes back.
     *
     * @param its the children
     * @return the echo
     * @throws IOException if the child is gone
     */
    @Benchmark
    public byte[] pythonPipe(PythonPipes its) throws IOException {
        return its.askRaw();
    }

    /**
     * Asks a child that reads and writes JSON.
     *
     * @param its the children
     * @return the echo
     * @throws IOException if the child is gone
     */
    @Benchmark
    public byte[] pythonPipeJson(PythonPipes its) throws IOException {
        return its.askJson();
    }

    /**
     * Invokes a function with bytes.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] nodeRaw(NodeFunction its) throws InterruptedException {
        return its.invokeRaw();
    }

    /**
     * Invokes a function with JSON.
     *
     * @param its the runtime
     * @return the echo
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public byte[] nodeJson(NodeFunction its) throws InterruptedException {
        return its.invokeJson();
    }

    /**
     * Asks a child that sends bytes back.
     *
     * @param its the children
     * @return the echo
     * @throws IOException if the child is gone
     */
    @Benchmark
    public byte[] nodePipe(NodePipes its) throws IOException {
        return its.askRaw();
    }

    /**
     * Asks a child that reads and writes JSON.
     *
     * @param its the children
     * @return the echo
     * @throws IOException if the child is gone
     */
    @Benchmark
    public byte[] nodePipeJson(NodePipes its) throws IOException {
        return its.askJson();
    }

    /** A runtime with a function that sends back what it gets. */
    public abstract static class EchoFunction {
        private final byte[] payload = Payload.bytes();
        private final LocalRuntime runtime = LocalRuntime.create();
        private final Language language;

        EchoFunction(Language language) {
            this.language = language;
        }

        /**
         * Deploys the function, and makes sure that it works.
         *
         * @throws IOException if its files cannot be made
         * @throws InterruptedException if the benchmark is ended
         */
        @Setup
        public void deploy() throws IOException, InterruptedException {
            runtime.deploy(FunctionDefinition.of(
                    "echo",
                    environment(language),
                    Folder.with(language == Language.PYTHON ? "echo.py" : "echo.js"),
                    "echo.echo"));
            Payload.requireEcho(invokeRaw());
            Payload.requireEcho(invokeJson());
        }

        /** Closes the runtime. */
        @TearDown
        public void close() {
            runtime.close();
        }

        byte[] invokeRaw() throws InterruptedException {
            return invoke(Event.of(payload, "application/octet-stream"));
        }

        byte[] invokeJson() throws InterruptedException {
            return invoke(Event.json(payload));
        }

        private byte[] invoke(Event event) throws InterruptedException {
            return Payload.echoed(runtime.invoke("echo", event).orThrow());
        }
    }

    /** The function in Python. */
    @State(Scope.Benchmark)
    public static class PythonFunction extends EchoFunction {
        /** Is made by JMH. */
        public PythonFunction() {
            super(Language.PYTHON);
        }
    }

    /** The function in Node.js. */
    @State(Scope.Benchmark)
    public static class NodeFunction extends EchoFunction {
        /** Is made by JMH. */
        public NodeFunction() {
            super(Language.NODE);
        }
    }

    /** Two children that send back what they get, one of which reads and writes JSON to do so. */
    public abstract static class Pipes {
        private final byte[] payload = Payload.bytes();
        private final List<PipeChild> children = new ArrayList<>();
        private final Language language;

        Pipes(Language language) {
            this.language = language;
        }

        /**
         * Starts the children, and makes sure that they work.
         *
         * @throws IOException if they cannot be started
         */
        @Setup
        public void start() throws IOException {
            String interpreter = environment(language).interpreter().toString();
            for (String mode : List.of("raw", "json")) {
                children.add(PipeChild.start(
                        language == Language.PYTHON
                                ? List.of(interpreter, "-I", "-X", "utf8", "-c", Folder.text("pipe.py"), mode)
                                : List.of(interpreter, "-e", Folder.text("pipe.js"), mode)));
            }
        }

        /**
         * Ends the children.
         *
         * @throws IOException if a pipe is broken
         */
        @TearDown
        public void close() throws IOException {
            for (PipeChild child : children) {
                child.close();
            }
        }

        byte[] askRaw() throws IOException {
            return Payload.echoed(children.get(0).ask(payload));
        }

        byte[] askJson() throws IOException {
            return Payload.echoed(children.get(1).ask(payload));
        }
    }

    /** The children in Python. */
    @State(Scope.Benchmark)
    public static class PythonPipes extends Pipes {
        /** Is made by JMH. */
        public PythonPipes() {
            super(Language.PYTHON);
        }
    }

    /** The children in Node.js. */
    @State(Scope.Benchmark)
    public static class NodePipes extends Pipes {
        /** Is made by JMH. */
        public NodePipes() {
            super(Language.NODE);
        }
    }

    private static Environment environment(Language language) throws IOException {
        return language == Language.PYTHON
                ? new EnvBuilder(EnvBuilder.options().withPip(false).build()).create(Folder.fresh())
                : new NodeEnvBuilder().create(Folder.fresh());
    }
}
