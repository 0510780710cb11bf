package io.pilotlight.faas.execution;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What belongs to a thread that runs a handler for its caller, kept until the handler has come back. */
record Borrowed(
        Thread thread,
        @Nullable ClassLoader loader,
        @Nullable Map<String, String> diagnostics) {

    /** Keeps what the current thread has. */
    static Borrowed current() {
        Thread thread = Thread.currentThread();
        return new Borrowed(thread, thread.getContextClassLoader(), MDC.getCopyOfContextMap());
    }

    void giveBack() {
        thread.setContextClassLoader(loader);
        if (diagnostics == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(diagnostics);
        }
    }
}
