package io.pilotlight.examples;

import io.pilotlight.core.function.Outcome;
import io.pilotlight.core.function.Usage;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An outcome as a program reads it. Times are milliseconds; what was not measured is left out. */
final class OutcomeJson {
    private OutcomeJson() {}

    static Map<String, @Nullable Object> of(Outcome<byte[]> outcome) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Succeeded<byte[]> succeeded) {
            fields.put("outcome", "succeeded");
            fields.put("result", result(succeeded.value()));
        } else if (outcome instanceof Outcome.Failed<byte[]> failed) {
            fields.put("outcome", "failed");
            fields.put("kind", failed.failure().kind());
            fields.put("type", failed.failure().type());
            fields.put("message", failed.failure().message());
            fields.put("stack", failed.failure().stack());
        } else if (outcome instanceof Outcome.TimedOut<byte[]> timedOut) {
            fields.put("outcome", "timed out");
            fields.put("timeout", millis(timedOut.timeout()));
        } else if (outcome instanceof Outcome.Rejected<byte[]> rejected) {
            fields.put("outcome", "rejected");
            fields.put("reason", rejected.reason());
            fields.put("message", rejected.message());
        }
        fields.put("usage", usage(outcome.usage()));
        return fields;
    }

    private static @Nullable Object result(byte[] json) {
        try {
            return Json.standard().read(json, (Type) Object.class);
        } catch (JsonException bytes) {
            return json; // written in base64
        }
    }

    private static Map<String, Object> usage(Usage usage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("invocationId", usage.invocationId());
        fields.put("function", usage.function());
        fields.put("version", usage.version());
        fields.put("arrived", usage.arrived().toString());
        fields.put("attempt", usage.attempt());
        fields.put("coldStart", usage.coldStart());
        usage.cold().ifPresent(reason -> fields.put("coldReason", reason));
        fields.put("queueWait", millis(usage.queueWait()));
        fields.put("init", millis(usage.init()));
        fields.put("run", millis(usage.run()));
        fields.put("billed", usage.billed().toMillis());
        usage.cpu().ifPresent(cpu -> fields.put("cpu", millis(cpu)));
        usage.userCpu().ifPresent(cpu -> fields.put("userCpu", millis(cpu)));
        usage.systemCpu().ifPresent(cpu -> fields.put("systemCpu", millis(cpu)));
        usage.allocatedBytes().ifPresent(bytes -> fields.put("allocatedBytes", bytes));
        usage.peakMemoryBytes().ifPresent(bytes -> fields.put("peakMemoryBytes", bytes));
        fields.put("bytesIn", usage.bytesIn());
        fields.put("bytesOut", usage.bytesOut());
        return fields;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
