package io.pilotlight.core.function;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a function.
 *
 * @param kind where it went wrong
 * @param type the error's type in the function's own language, such as {@code ValueError}
 * @param message the error's message
 * @param stack the lines of the stack trace in the function's own language, innermost call first
 * @param thrown what a Java handler threw; null for other languages
 */
public record Failure(
        Kind kind,
        String type,
        String message,
        List<String> stack,
        @Nullable Throwable thrown) {

    /** Checks and copies the parts. */
    public Failure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        stack = List.copyOf(stack);
    }

    /**
     * Makes a failure without a stack trace.
     *
     * @param kind where it went wrong
     * @param type the error's type
     * @param message the error's message
     * @return the failure
     */
    public static Failure of(Kind kind, String type, String message) {
        return new Failure(kind, type, message, List.of(), null);
    }

    /**
     * Makes a failure of what Java code threw.
     *
     * @param kind where it went wrong
     * @param thrown what was thrown
     * @return the failure
     */
    public static Failure of(Kind kind, Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            List<String> stack = List.of(thrown.getStackTrace()).stream()
                    .map(StackTraceElement::toString)
                    .toList();
            return new Failure(kind, type, Objects.requireNonNullElse(thrown.getMessage(), ""), stack, thrown);
        } catch (RuntimeException | Error unreadable) { // what is thrown is foreign code, too
            String message =
                    "its message cannot be read: " + unreadable.getClass().getName();
            return new Failure(kind, type, message, List.of(), thrown);
        }
    }

    /**
     * Returns what a Java handler threw.
     *
     * @return the throwable; empty for functions in other languages
     */
    public Optional<Throwable> cause() {
        return Optional.ofNullable(thrown);
    }

    @Override
    public String toString() {
        return kind + ": " + type + (message.isEmpty() ? "" : ": " + message);
    }

    /** Where a function went wrong. */
    public enum Kind {
        /** The function could not be made ready: its code does not load, or its start took too long. */
        INIT,
        /** The event does not fit what the handler takes. */
        INPUT,
        /** The handler threw. */
        HANDLER,
        /** The result cannot be carried: it is no JSON, or too large. */
        RESULT,
        /** The worker ended in the middle of the invocation. */
        EXIT,
        /** The caller took the invocation back while it ran. */
        CANCELLED
    }
}
