package io.pilotlight.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * What this Java virtual machine holds.
 *
 * @param bytes heap that is in use
 * @param threads threads that live
 */
record Holdings(long bytes, int threads) {
    private static final int TRIES = 20;
    private static final int BETWEEN_FRIENDS = 16 * 1024;

    /** Collects garbage until no more is found, and looks then. */
    static Holdings settled() {
        Holdings last = collected();
        for (int tries = 0; tries < TRIES; tries++) {
            Holdings next = collected();
            if (Math.abs(last.bytes - next.bytes) < BETWEEN_FRIENDS && last.threads == next.threads) {
                return next;
            }
            last = next;
        }
        return last;
    }

    private static Holdings collected() {
        System.gc();
        return new Holdings(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
