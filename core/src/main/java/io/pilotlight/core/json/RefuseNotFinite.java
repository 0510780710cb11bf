package io.pilotlight.core.json;

import java.io.Serial;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Refuses NaN and the infinities, which RFC 8259 section 6 does not permit and Jackson would write as strings. */
final class RefuseNotFinite extends SimpleModule {
    @Serial
    private static final long serialVersionUID = 1L;

    RefuseNotFinite() {
        super("refuse-not-finite");
        add(Double.class, Double.TYPE, (value, out) -> out.writeNumber(finite(value)));
        add(Float.class, Float.TYPE, (value, out) -> out.writeNumber(finite(value)));
        addSerializer(double[].class, new Writer<>(double[].class, (values, out) -> {
            out.writeStartArray(values, values.length);
            for (double value : values) {
                out.writeNumber(finite(value));
            }
            out.writeEndArray();
        }));
        addSerializer(float[].class, new Writer<>(float[].class, (values, out) -> {
            out.writeStartArray(values, values.length);
            for (float value : values) {
                out.writeNumber(finite(value));
            }
            out.writeEndArray();
        }));
    }

    private <T> void add(Class<T> boxed, Class<T> primitive, Body<T> body) {
        addSerializer(boxed, new Writer<>(boxed, body));
        addSerializer(primitive, new Writer<>(primitive, body));
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new NotFinite(value);
        }
        return value;
    }

    private static float finite(float value) {
        if (!Float.isFinite(value)) {
            throw new NotFinite(value);
        }
        return value;
    }

    @FunctionalInterface
    private interface Body<T> {
        void write(T value, JsonGenerator out);
    }

    private static final class Writer<T> extends StdSerializer<T> {
        private final Body<T> body;

        Writer(Class<T> type, Body<T> body) {
            super(type);
            this.body = body;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            try {
                body.write(value, out);
            } catch (NotFinite e) {
                context.reportMappingProblem("JSON has no number for %s", e.value);
            }
        }
    }

    private static final class NotFinite extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final double value;

        NotFinite(double value) {
            super(null, null, false, false);
            this.value = value;
        }
    }
}
