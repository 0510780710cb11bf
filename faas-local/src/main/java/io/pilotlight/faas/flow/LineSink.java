package io.pilotlight.faas.flow;

/** Takes what functions print. */
@FunctionalInterface
public interface LineSink {

    /**
     * Takes one line.
     *
     * @param function whose worker printed it
     * @param invocationId during which invocation; empty between invocations
     * @param line the line, without its end
     */
    void line(String function, String invocationId, String line);
}
