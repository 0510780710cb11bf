package io.pilotlight.faas.flow;

/** What stands before the workers: is told when they make room, and when one is lost. */
@FunctionalInterface
public interface Gate {

    /** Says that a worker can take, or made room for, another invocation. Once for each that was let in. */
    void leave();

    /**
     * Says that capacity is free, once for each that was let in, as {@link #leave} does; but who let in this one lets in the
     * next, too.
     */
    default void free() {
        leave();
    }

    /** Says that a worker does not come back from its invocation. */
    default void lost() {}

    /** Says that a worker that was lost has ended after all. */
    default void found() {}
}
