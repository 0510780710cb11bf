package io.pilotlight.core.function;

/** Why a worker had to be made for an invocation. */
public enum ColdStart {
    /** No worker of this version had been made yet. */
    FIRST_USE("no worker of this version had been made yet"),
    /** The last worker had ended after its idle time. */
    SCALED_TO_ZERO("the last worker had ended after its idle time"),
    /** Every worker was busy. */
    ALL_BUSY("every worker was busy"),
    /** The worker that was there had died or was given up. */
    WORKER_LOST("the worker that was there had died or was given up");

    private final String description;

    ColdStart(String description) {
        this.description = description;
    }

    /**
     * Returns the reason in words.
     *
     * @return a phrase without a full stop
     */
    public String description() {
        return description;
    }
}
