package io.pilotlight.benchmarks;

import io.pilotlight.env.PythonEnvironment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Python environments, each in a folder of its own, made by {@code EnvBuilder} in a warm Java virtual machine. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvironmentCreation {

    /** Is made by JMH. */
    public EnvironmentCreation() {}

    /** An environment that is there. */
    @State(Scope.Benchmark)
    public static class Made {
        private Path folder = Path.of("");

        /** Is made by JMH. */
        public Made() {}

        /**
         * Makes it.
         *
         * @param its where, and of what
         */
        @Setup
        public void make(EnvironmentSite its) {
            folder = its.next();
            its.plain.create(folder);
        }
    }

    /**
     * Makes an environment without pip.
     *
     * @param its where, and of what
     * @return the environment
     */
    @Benchmark
    public PythonEnvironment plain(EnvironmentSite its) {
        return its.checked(its.plain.create(its.next()));
    }

    /**
     * Makes an environment that is there, made of the same things.
     *
     * @param its of what
     * @param made the environment
     * @return the environment
     */
    @Benchmark
    public PythonEnvironment unchanged(EnvironmentSite its, Made made) {
        return its.plain.create(made.folder);
    }

    /**
     * Makes an environment with pip.
     *
     * @param its where, and of what
     * @return the environment
     */
    @Benchmark
    public PythonEnvironment withPip(EnvironmentSite its) {
        return its.checked(its.withPip.create(its.next()));
    }

    /**
     * Makes an environment with twenty packages, which another one has already.
     *
     * @param its where, and of what
     * @return the environment
     */
    @Benchmark
    public PythonEnvironment twentyPackages(EnvironmentSite its) {
        return its.checked(its.twentyPackages.create(its.next()));
    }
}
