package io.pilotlight.benchmarks;

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

/** Python environments as others make them, each in a process, as one starts them in a shell. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OtherMakers {

    /** Is made by JMH. */
    public OtherMakers() {}

    /** A uv that has made an environment of each kind before, and asks no index for what it has. */
    @State(Scope.Benchmark)
    public static class Uv {
        private List<String> venv = List.of();

        /** Is made by JMH. */
        public Uv() {}

        /**
         * Makes environments once.
         *
         * @param its where, and of what
         * @throws IOException if uv cannot be started
         * @throws InterruptedException if the benchmark is ended
         */
        @Setup
        public void open(EnvironmentSite its) throws IOException, InterruptedException {
            String python = its.python.executable().toString();
            venv = List.of(its.uv(), "venv", "--quiet", "--no-project", "--python", python);
            Path seeded = its.next();
            its.run(seeded, its.words(venv, "--seed", seeded.toString()));
        }
    }

    /**
     * Makes an environment without pip by uv.
     *
     * @param its where, and of what
     * @param uv the program
     * @return the folder
     * @throws IOException if there is no uv
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Path uvVenv(EnvironmentSite its, Uv uv) throws IOException, InterruptedException {
        Path folder = its.next();
        return its.run(folder, its.words(uv.venv, "--offline", folder.toString()));
    }

    /**
     * Makes an environment with pip by uv, from its cache.
     *
     * @param its where, and of what
     * @param uv the program
     * @return the folder
     * @throws IOException if there is no uv
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Path uvVenvSeed(EnvironmentSite its, Uv uv) throws IOException, InterruptedException {
        Path folder = its.next();
        return its.run(folder, its.words(uv.venv, "--offline", "--seed", folder.toString()));
    }

    /**
     * Makes an environment without pip by Python's venv.
     *
     * @param its where, and of what
     * @return the folder
     * @throws IOException if there is no Python
     * @throws InterruptedException if the benchmark is ended
     */
    @Benchmark
    public Path venvWithoutPip(EnvironmentSite its) throws IOException, InterruptedException {
        Path folder = its.next();
        return its.run(folder, venv(its, "--without-pip", folder.toString()));
    }

    /** What takes others seconds. */
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public static class Slow {

        /** Is made by JMH. */
        public Slow() {}

        /** An environment with pip, for each installation a new one. */
        @State(Scope.Benchmark)
        public static class Fresh {
            private Path folder = Path.of("");

            /** Is made by JMH. */
            public Fresh() {}

            /**
             * Makes the next environment.
             *
             * @param its where, and of what
             */
            @Setup(org.openjdk.jmh.annotations.Level.Invocation)
            public void open(EnvironmentSite its) {
                folder = its.withPip.create(its.next()).directory();
            }
        }

        /**
         * Makes an environment with pip by Python's venv.
         *
         * @param its where, and of what
         * @return the folder
         * @throws IOException if there is no Python
         * @throws InterruptedException if the benchmark is ended
         */
        @Benchmark
        public Path venv(EnvironmentSite its) throws IOException, InterruptedException {
            Path folder = its.next();
            return its.run(folder, OtherMakers.venv(its, folder.toString()));
        }

        /**
         * Installs twenty packages by pip, from its cache, into an environment that is there.
         *
         * @param its of what
         * @param fresh the environment
         * @return its folder
         * @throws IOException if pip cannot be started
         * @throws InterruptedException if the benchmark is ended
         */
        @Benchmark
        public Path pip(EnvironmentSite its, Fresh fresh) throws IOException, InterruptedException {
            String pip = fresh.folder.resolve("bin").resolve("pip").toString();
            Path flask = fresh.folder.resolve("bin").resolve("flask");
            its.run(
                    flask,
                    List.of(pip, "--quiet", "install", "-r", its.requirements().toString()));
            return Files.exists(flask) ? flask : fresh.folder;
        }
    }

    private static List<String> venv(EnvironmentSite its, String... words) {
        return its.words(List.of(its.python.executable().toString(), "-m", "venv"), words);
    }
}
