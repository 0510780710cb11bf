package io.pilotlight.faas.flow;

import java.util.List;
import java.util.function.Predicate;

/** Runs invocations on workers under their deadline: what the pool asks of the execution. */
public interface Runner {

    /**
     * Runs an invocation to its end on the calling thread, and decides it unless somebody else did.
     *
     * @param seat where it runs, to be given up if the invocation does not end
     * @return true if this call decided the invocation: {@link #settle} must follow once the capacity is free again
     */
    boolean run(Worker worker, Invocation invocation, Seat seat);

    /** Decides an invocation whose worker could not be made; true as for {@link #run}. */
    boolean failToStart(Invocation invocation, WorkerStartException problem);

    /** Hands a decided invocation to the ledger. */
    void settle(Invocation invocation);

    /** Returns what runs right now, late or not, in the order in which it began: as far as its seat is asked for. */
    List<Invocation> running(Predicate<Seat> where);

    /** Lets go of what only running invocations need: there is no worker any more. */
    void rest();
}
