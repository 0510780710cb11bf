package io.pilotlight.faas.flow;

import io.pilotlight.core.function.Event;
import java.util.Objects;

/** What goes in: an event, or an object of this process. */
public sealed interface Input {

    /** Returns how many bytes cross: zero for an object. */
    int size();

    /** An event: it crosses as bytes. */
    record Bytes(Event event) implements Input {
        public Bytes {
            Objects.requireNonNull(event, "event");
        }

        @Override
        public int size() {
            return event.size();
        }
    }

    /** The object itself. */
    record Reference(Object value) implements Input {
        public Reference {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public int size() {
            return 0;
        }
    }
}
