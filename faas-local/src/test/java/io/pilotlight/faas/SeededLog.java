package io.pilotlight.faas;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.core.time.Time;
import io.pilotlight.faas.usage.Arrival;
import io.pilotlight.faas.usage.InvocationListener;
import java.nio.charset.StandardCharsets;

/** Everything that happens, line by line in the order in which it happens, but for what a machine's clock measures. */
final class SeededLog implements InvocationListener {
    private final Time time;
    private final StringBuffer lines = new StringBuffer();

    SeededLog(Time time) {
        this.time = time;
    }

    void say(String line) {
        lines.append(time.nanos()).append(' ').append(line).append('\n');
    }

    String text() {
        return lines.toString();
    }

    @Override
    public void started(Arrival arrival) {
        say("> " + arrival.invocationId() + " " + arrival.function() + " #" + arrival.attempt());
    }

    @Override
    public void ended(Outcome<?> outcome) {
        Usage usage = outcome.usage();
        say("< " + usage.invocationId() + " " + usage.function() + ":" + usage.version() + " #" + usage.attempt() + " "
                + kind(outcome) + " queue " + usage.queueWait().toNanos() + " init "
                + usage.init().toNanos() + " run " + usage.run().toNanos() + " billed "
                + usage.billed().toNanos() + " in " + usage.bytesIn() + " out " + usage.bytesOut() + " "
                + usage.cold().map(Enum::name).orElse("warm"));
    }

    /** Says what came out, and why. */
    static String kind(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Succeeded<?> succeeded) {
            return "succeeded "
                    + (succeeded.value() instanceof byte[] json
                            ? new String(json, StandardCharsets.UTF_8)
                            : succeeded.value());
        }
        if (outcome instanceof Outcome.Failed<?> failed) {
            return "failed " + failed.failure();
        }
        return outcome instanceof Outcome.Rejected<?> rejected ? "rejected " + rejected.reason() : "timed out";
    }
}
