package io.pilotlight.benchmarks;

import java.util.regex.Pattern;

/**
 * One thing that is measured.
 *
 * @param where the class that holds the benchmark
 * @param method the benchmark
 * @param quantity what its figures count
 * @param counter which of the benchmark's figures it is: a field of its state; empty if it is what JMH measures itself
 * @param title what a reader is told that it is
 */
record Measure(Class<?> where, String method, Quantity quantity, String counter, String title) {

    /** A figure that is found where its quantity has its place. */
    Measure(Class<?> where, String method, Quantity quantity, String title) {
        this(where, method, quantity, quantity.counter(), title);
    }

    /** Returns a time, which is what most of them are. */
    static Measure time(Class<?> where, String method, String title) {
        return new Measure(where, method, Quantity.TIME, title);
    }

    /** Returns the expression by which JMH finds exactly this benchmark. */
    String pattern() {
        return "^" + Pattern.quote(where.getCanonicalName() + "." + method) + "$";
    }

    /** Says how it is repeated. */
    Pace pace() {
        if (where == EnvironmentCreation.class) {
            return Pace.WARM_SHOTS;
        }
        if (where == OtherMakers.class || where == SixHours.class) {
            return Pace.SHOTS;
        }
        if (where == OtherMakers.Slow.class) {
            return Pace.SECONDS;
        }
        if (where == HttpLargeBodies.class || where == HttpFirstGet.class) {
            return Pace.SECONDS;
        }
        if (where == HttpSmallGet.class || where == HttpTogether.class || where == HttpMounted.class) {
            return Pace.TURNS;
        }
        return where == IdleHeap.class ? Pace.DEPLOYMENTS : Pace.FLOW;
    }

    /** Returns the name of the benchmark. */
    String benchmark() {
        return where.getSimpleName() + "." + method;
    }

    @Override
    public String toString() {
        return benchmark() + (counter.equals(quantity.counter()) ? "" : " " + counter);
    }
}
