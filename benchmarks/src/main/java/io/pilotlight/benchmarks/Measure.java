package io.pilotlight.benchmarks;

import java.util.regex.Pattern;

/**
 * One thing that is measured.
 *
 * @param where the class that holds the benchmark
 * @param method the benchmark
 * @param title what a reader is told that it is
 */
record Measure(Class<?> where, String method, String title) {

    /** Returns the expression by which JMH finds exactly this benchmark. */
    String pattern() {
        return "^" + Pattern.quote(where.getName() + "." + method) + "$";
    }

    /** Says whether it is measured call by call, and not as an average over a time. */
    boolean singleShot() {
        return where == EnvironmentCreation.class;
    }

    @Override
    public String toString() {
        return where.getSimpleName() + "." + method;
    }
}
