package io.pilotlight.benchmarks;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** One Python environment without pip, made in a warm Java virtual machine, beside {@code python -m venv} of the same Python. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvironmentCreation {

    /** Is made by JMH. */
    public EnvironmentCreation() {}

    /** An interpreter, and a folder in which each environment has a name of its own. Nothing is removed meanwhile. */
    @State(Scope.Benchmark)
    public static class Site {
        final PythonInterpreter python = PythonInterpreter.find();
        final EnvBuilder builder = new EnvBuilder(
                EnvBuilder.options().python(python.executable()).withPip(false).build());
        private Path folder = Path.of("");
        private int made;

        /** Is made by JMH. */
        public Site() {}

        /**
         * Makes the folder.
         *
         * @throws IOException if it cannot be made
         */
        @Setup
        public void open() throws IOException {
            folder = Folder.fresh();
        }

        /** Makes sure that there are environments. */
        @TearDown
        public void check() {
            for (int number = 1; number <= made; number++) {
                Path program = folder.resolve("env-" + number).resolve("bin").resolve("python3");
                if (!Files.isExecutable(program)) {
                    throw new IllegalStateException("Not made: " + program);
                }
            }
        }

        Path next() {
            made++;
            return folder.resolve("env-" + made);
        }
    }

    /**
     * Makes an environment.
     *
     * @param its where, and of what
     * @return the environment
     */
    @Benchmark
    public PythonEnvironment envBuilder(Site its) {
        return its.builder.create(its.next());
    }

    /**
     * Makes an environment as one does it in a shell.
     *
     * @param its where, and of what
     * @return the exit code
     * @throws IOException if there is no Python
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public int venv(Site its) throws IOException, InterruptedException {
        int code = new ProcessBuilder(List.of(
                        its.python.executable().toString(),
                        "-m",
                        "venv",
                        "--without-pip",
                        its.next().toString()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("python -m venv ended with exit code " + code);
        }
        return code;
    }
}
