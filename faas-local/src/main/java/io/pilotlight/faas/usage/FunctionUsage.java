package io.pilotlight.faas.usage;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a function has cost so far, in all its versions.
 *
 * @param function the function's name
 * @param invocations how many were settled; the sum of the next four
 * @param succeeded how many brought a result
 * @param failed how many went wrong
 * @param timedOut how many did not come back in time
 * @param rejected how many were refused
 * @param coldStarts how many had to wait for a new worker
 * @param queueWait how long all of them together waited until they were allowed to run
 * @param init how long all of them together waited until their worker was ready
 * @param run how long all of them together ran
 * @param billed what is to be paid for
 * @param cpu the CPU time of those for which it was measured
 * @param userCpu the user part of it, of those for which it was measured
 * @param systemCpu the system part of it, of those for which it was measured
 * @param allocatedBytes what they allocated on the Java heap; empty if that was never measured
 * @param peakMemoryBytes the most memory that a worker process held; empty if that was never measured
 */
public record FunctionUsage(
        String function,
        long invocations,
        long succeeded,
        long failed,
        long timedOut,
        long rejected,
        long coldStarts,
        Duration queueWait,
        Duration init,
        Duration run,
        Duration billed,
        Duration cpu,
        Duration userCpu,
        Duration systemCpu,
        OptionalLong allocatedBytes,
        OptionalLong peakMemoryBytes) {}
