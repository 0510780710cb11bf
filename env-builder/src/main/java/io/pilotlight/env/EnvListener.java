package io.pilotlight.env;

/**
 * Is told what happens while an environment is made.
 *
 * <p>It is called on the thread that makes the environment, which waits for it. What it throws ends the making, and
 * nothing of the environment is left.
 */
@FunctionalInterface
public interface EnvListener {

    /**
     * Is called for each event.
     *
     * @param event what happened
     */
    void onEvent(EnvEvent event);

    /**
     * Returns a listener that does nothing.
     *
     * @return the same listener on each call
     */
    static EnvListener none() {
        return event -> {};
    }
}
