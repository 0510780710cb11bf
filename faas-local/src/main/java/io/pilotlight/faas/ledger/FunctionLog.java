package io.pilotlight.faas.ledger;

import io.pilotlight.faas.flow.LineSink;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes what functions print to the log named after the function, with function and invocation in the MDC. */
public final class FunctionLog implements LineSink {
    @Override
    public void line(String function, String invocationId, String line) {
        MDC.put("function", function);
        MDC.put("invocation", invocationId);
        try {
            LoggerFactory.getLogger("function." + function).info(line);
        } finally {
            MDC.clear();
        }
    }
}
