package io.pilotlight.core.time;

/** An action that {@link Time} was asked to run later. */
@FunctionalInterface
public interface Scheduled {

    /**
     * Takes the action back.
     *
     * <p>May be called from any thread, any number of times.
     *
     * @return true if the action had not started and now never will
     */
    boolean cancel();
}
