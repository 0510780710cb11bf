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
    void applyTo(ChainedOptionsBuilder options, Pace pace) {
        options.forks(1).warmupIterations(warmUps(pace)).measurementIterations(measured(pace));
        if (pace == Pace.FLOW) {
            options.warmupTime(warmUpTime()).measurementTime(time());
        }
    }

    @Override
    public String toString() {
        return rounds + (rounds == 1 ? " round" : " rounds") + " of " + warmUps(Pace.FLOW) + " warm-up iterations of "
                + warmUpTime() + " and " + measured(Pace.FLOW) + " measured ones of " + time()
                + " (environments of ours: "
                + shots(Pace.WARM_SHOTS) + ", of others, and scenario: " + shots(Pace.SHOTS) + ", heap: "
                + shots(Pace.DEPLOYMENTS) + ", HTTP: " + shots(Pace.TURNS)
                + " single shots); ours and peers take turns, each time in a new JVM";
    }

    private String shots(Pace pace) {
        return warmUps(pace) + " + " + measured(pace);
    }

    /** On one CPU the compiler takes its time from what is measured: after two seconds ours was still being compiled. */
    private int warmUps(Pace pace) {
        return switch (pace) {
            case FLOW -> quick ? 1 : 6;
            case SHOTS -> quick ? 5 : 40;
            case WARM_SHOTS -> quick ? 40 : 400;
            case TURNS -> quick ? 2 : 8;
            case DEPLOYMENTS, SECONDS -> 1;
        };
    }

    private int measured(Pace pace) {
        boolean shots = pace == Pace.SHOTS || pace == Pace.WARM_SHOTS;
        return shots && !quick ? 20 : ITERATIONS;
    }

    private TimeValue warmUpTime() {
        return quick ? TimeValue.milliseconds(500) : TimeValue.seconds(1);
    }

    private TimeValue time() {
        return TimeValue.milliseconds(quick ? 200 : 500);
    }
}
