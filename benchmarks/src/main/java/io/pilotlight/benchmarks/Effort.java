package io.pilotlight.benchmarks;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is done for one figure.
 *
 * @param rounds how often everything is measured, each time in new Java virtual machines
 * @param quick whether one short look is enough
 */
record Effort(int rounds, boolean quick) {
    private static final int ITERATIONS = 5;

    /** Tells JMH. */
    void applyTo(ChainedOptionsBuilder options, boolean singleShot) {
        options.forks(1).warmupIterations(warmUps(singleShot)).measurementIterations(measured(singleShot));
        if (!singleShot) {
            options.warmupTime(time()).measurementTime(time());
        }
    }

    @Override
    public String toString() {
        return rounds + (rounds == 1 ? " round" : " rounds") + " of " + warmUps(false) + " warm-up + " + measured(false)
                + " measured iterations of " + time() + " (environments: " + warmUps(true) + " + " + measured(true)
                + " single shots); ours and peers take turns, each time in a new JVM";
    }

    /** On one CPU the compiler takes its time from what is measured: after two seconds ours was still being compiled. */
    private int warmUps(boolean singleShot) {
        return singleShot ? (quick ? 5 : 40) : (quick ? 1 : 6);
    }

    private int measured(boolean singleShot) {
        return singleShot && !quick ? 20 : ITERATIONS;
    }

    private TimeValue time() {
        return quick ? TimeValue.milliseconds(200) : TimeValue.seconds(1);
    }
}
