package io.pilotlight.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Has several sides do the same in short turns, in one process, so that what disturbs the machine disturbs all of them
 * alike.
 */
final class Turns {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int turns;
    private final int count;

    /**
     * Sets how much is done.
     *
     * @param turns how many turns each side has
     * @param count how often a side does its thing in a turn
     */
    Turns(int turns, int count) {
        this.turns = turns;
        this.count = count;
    }

    /** Runs all turns, another side first each time, and returns what one thing costs each side. */
    List<Cost> of(Side... sides) throws Exception {
        List<List<Cost>> costs = IntStream.range(0, sides.length)
                .<List<Cost>>mapToObj(side -> new ArrayList<>())
                .toList();
        for (int turn = 0; turn < turns; turn++) {
            for (int i = 0; i < sides.length; i++) {
                int side = (turn + i) % sides.length;
                costs.get(side).add(cost(sides[side]));
            }
        }
        return costs.stream().map(Cost::median).toList();
    }

    private Cost cost(Side side) throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long started = System.nanoTime();
        side.run(count);
        long nanos = System.nanoTime() - started;
        return new Cost(
                (double) nanos / count,
                (double) (THREADS.getCurrentThreadCpuTime() - cpu) / count,
                (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / count);
    }

    /** One of those that take turns. */
    interface Side {
        /** Does its thing so many times. */
        void run(int count) throws Exception;
    }

    /**
     * What one thing costs.
     *
     * @param nanos nanoseconds, by the clock on the wall
     * @param cpu nanoseconds that the calling thread runs, calls of the system included
     * @param bytes what the calling thread allocates
     */
    record Cost(double nanos, double cpu, double bytes) {
        double inASecond() {
            return 1e9 / nanos;
        }

        private static Cost median(List<Cost> costs) {
            return new Cost(median(costs, Cost::nanos), median(costs, Cost::cpu), median(costs, Cost::bytes));
        }

        private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
            List<Double> parts = costs.stream().mapToDouble(part).boxed().toList();
            return new Figures(Quantity.TIME, parts).median();
        }
    }
}
