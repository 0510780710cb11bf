package io.pilotlight.core.function;

/** Why an invocation had to make its worker. */
public enum ColdStart {
    /** No worker of this version had been made yet. */
    FIRST_USE,
    /** The last worker had ended after its idle time. */
    SCALED_TO_ZERO,
    /** Every worker was busy. */
    ALL_BUSY,
    /** The worker that was there had died or was given up. */
    WORKER_LOST
}
