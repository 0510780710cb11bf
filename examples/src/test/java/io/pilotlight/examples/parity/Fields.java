package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object, read by name.
 *
 * @param map its fields
 */
record Fields(Map<String, @Nullable Object> map) {

    /** Returns an object as fields; no fields if it is none. */
    static Fields of(@Nullable Object json) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> object) {
            object.forEach((name, value) -> copy.put(String.valueOf(name), value));
        }
        return new Fields(copy);
    }

    static Fields read(Path file) throws IOException {
        return of(Json.standard().read(Files.readAllBytes(file), Object.class));
    }

    /** Reads a file of one object a line, by the id that each has. */
    static Map<String, Fields> readLines(Path file) throws IOException {
        Map<String, Fields> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                Fields fields = of(Json.standard().read(line, Object.class));
                lines.put(fields.text("id"), fields);
            }
        }
        return lines;
    }

    /** Returns the entries of an array; none if it is none. */
    static List<@Nullable Object> entries(@Nullable Object json) {
        return json instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
    }

    /** Returns the entries of an array as objects. */
    static List<Fields> objects(@Nullable Object json) {
        return entries(json).stream().map(Fields::of).toList();
    }

    boolean has(String name) {
        return map.containsKey(name);
    }

    /** Says whether a field is there and true. */
    boolean isTrue(String name) {
        return Boolean.TRUE.equals(map.get(name));
    }

    @Nullable
    Object value(String name) {
        return map.get(name);
    }

    Optional<Object> find(String name) {
        return Optional.ofNullable(map.get(name));
    }

    String text(String name) {
        return String.valueOf(map.get(name));
    }

    Fields fields(String name) {
        return of(map.get(name));
    }

    List<@Nullable Object> list(String name) {
        return entries(map.get(name));
    }

    /** Returns the names that the object gives as it says the kind of a thing: the first of its fields. */
    Map.Entry<String, @Nullable Object> first() {
        return map.entrySet().iterator().next();
    }
}
