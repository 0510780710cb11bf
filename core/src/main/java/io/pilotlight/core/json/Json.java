package io.pilotlight.core.json;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON and reads them back.
 *
 * <p>Implementations are safe for use by many threads. What {@link #standard()} accepts is RFC 8259 and nothing more:
 * UTF-8, one value and no text after it, no NaN and no infinity.
 */
public interface Json {

    /**
     * Writes a value as JSON in UTF-8, without blanks between the tokens.
     *
     * @param value a record, bean, map, collection, array, string, number, boolean, or null
     * @return the JSON text
     * @throws JsonException if JSON cannot carry the value: NaN, infinity, a cycle, or a type without properties
     */
    byte[] write(@Nullable Object value);

    /**
     * Reads JSON into a type, which may be generic.
     *
     * @param json the JSON text in UTF-8
     * @param type a class, or what {@link TypeRef#type()} returns
     * @return the value, or null if the text is {@code null}
     * @throws JsonException if the text is no JSON, or does not fit the type
     */
    @Nullable
    Object read(byte[] json, Type type);

    /**
     * Reads JSON into a class.
     *
     * @param <T> the class
     * @param json the JSON text in UTF-8
     * @param type the class; {@code Object.class} gives maps, lists, strings, numbers and booleans
     * @return the value
     * @throws JsonException if the text is no JSON, does not fit the class, or is {@code null}
     */
    default <T> T read(byte[] json, Class<T> type) {
        @Nullable Object value = read(json, (Type) type);
        if (value == null) {
            throw new JsonException("JSON null where a " + type.getName() + " is needed", null);
        }
        @SuppressWarnings("unchecked") // a primitive class cannot cast its own boxed values
        T typed = type.isPrimitive() ? (T) value : type.cast(value);
        return typed;
    }

    /**
     * Reads JSON into a generic type.
     *
     * @param <T> the type
     * @param json the JSON text in UTF-8
     * @param type the type, such as {@code new TypeRef<List<Integer>>() {}}
     * @return the value
     * @throws JsonException if the text is no JSON, does not fit the type, or is {@code null}
     */
    @SuppressWarnings("unchecked") // the implementation's contract: the value is of the type asked for
    default <T> T read(byte[] json, TypeRef<T> type) {
        @Nullable Object value = read(json, type.type());
        if (value == null) {
            throw new JsonException("JSON null where a " + type + " is needed", null);
        }
        return (T) value;
    }

    /**
     * Writes a value as JSON text.
     *
     * @param value what {@link #write} accepts
     * @return the JSON text
     * @throws JsonException if JSON cannot carry the value
     */
    default String text(@Nullable Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }

    /**
     * Reads JSON text into a class.
     *
     * @param <T> the class
     * @param json the JSON text
     * @param type the class
     * @return the value
     * @throws JsonException if the text is no JSON, does not fit the class, or is {@code null}
     */
    default <T> T read(String json, Class<T> type) {
        return read(Objects.requireNonNull(json, "json").getBytes(StandardCharsets.UTF_8), type);
    }

    /**
     * Returns the codec that everything uses unless told otherwise.
     *
     * @return a codec built on Jackson
     */
    static Json standard() {
        return JacksonJson.STANDARD;
    }
}
