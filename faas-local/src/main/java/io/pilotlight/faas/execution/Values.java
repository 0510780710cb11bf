package io.pilotlight.faas.execution;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.Failure;
import io.pilotlight.core.json.Json;
import io.pilotlight.faas.flow.Input;
import io.pilotlight.faas.flow.Result;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What crosses to a handler in this process and back: through JSON, or as it is.
 */
final class Values {
    private final Type type;
    private final Json json;

    /** What an object has to be of to cross as it is; null if none does. */
    private final @Nullable Class<?> asItIs;

    /**
     * Makes the crossing of one function.
     *
     * @param type what the handler takes
     * @param byReference whether objects cross as they are, as far as they fit
     */
    Values(Type type, boolean byReference, Json json) {
        this.type = type;
        this.json = json;
        this.asItIs = byReference ? raw(type) : null;
    }

    /** Makes what the handler takes. */
    Object input(Input input) throws Unfit {
        if (asItIs != null && input instanceof Input.Reference reference && asItIs.isInstance(reference.value())) {
            return reference.value();
        }
        Event event = event(input);
        if (type == Event.class) {
            return event;
        }
        try {
            return Objects.requireNonNull(json.read(event.body(), type), "JSON null");
        } catch (RuntimeException e) {
            throw new Unfit(Failure.Kind.INPUT, e);
        }
    }

    /** Makes the event that a handler takes as it is. */
    Event event(Input input) throws Unfit {
        if (input instanceof Input.Bytes bytes) {
            return bytes.event();
        }
        try {
            return Event.json(json.write(((Input.Reference) input).value()));
        } catch (RuntimeException e) {
            throw new Unfit(Failure.Kind.INPUT, e);
        }
    }

    /** Makes what comes out of what the handler gave. */
    Result result(@Nullable Object value) throws Unfit {
        if (asItIs != null) {
            return new Result.Reference(value);
        }
        try {
            return new Result.Bytes(json.write(value));
        } catch (RuntimeException e) {
            throw new Unfit(Failure.Kind.RESULT, e);
        }
    }

    private static Class<?> raw(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        return raw instanceof Class<?> known ? known : Object.class;
    }
}
