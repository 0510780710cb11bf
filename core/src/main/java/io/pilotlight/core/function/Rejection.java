package io.pilotlight.core.function;

/** Why an invocation was refused before its handler ran. */
public enum Rejection {
    /** No function of that name is deployed. */
    UNKNOWN_FUNCTION("no function of that name is deployed"),
    /** The function is deployed, but not in that version, and it has no such alias. */
    UNKNOWN_VERSION("the function has no such version or alias"),
    /** The function's {@linkplain Limits#reservedConcurrency reserved concurrency} is 0. */
    SWITCHED_OFF("the function's reserved concurrency is 0"),
    /** The event is larger than {@link Limits#payloadBytes}. A result that is larger is a failure: {@link Failure.Kind#RESULT}. */
    PAYLOAD_TOO_LARGE("the event is larger than the function's limit"),
    /** The function runs at its maximum concurrency, and its queue is full. */
    QUEUE_FULL("the function is at its maximum concurrency and its queue is full"),
    /** The invocation waited in the queue for as long as the function allows. */
    QUEUE_TIME_EXCEEDED("no worker came free within the queue time"),
    /** The runtime runs as much as it may, in all its functions; what others reserved is set aside. */
    RUNTIME_FULL("the runtime is at its overall concurrency limit"),
    /** Too many workers of the function went on after their time-out and cannot be stopped. */
    TOO_MANY_RUNAWAYS("too many of the function's workers do not end after a time-out"),
    /** The caller took the invocation back before it ran. */
    CANCELLED("the caller took it back"),
    /** The function was undeployed, or the runtime closed, before the invocation ran. */
    CLOSED("the function is being undeployed or the runtime is closing");

    private final String description;

    Rejection(String description) {
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
