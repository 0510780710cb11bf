package io.pilotlight.core.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a message: immutable, in the order given, with repeats, found without regard to case.
 *
 * <p>Names are tokens, and values hold neither CR, LF nor NUL and no blank at either end (RFC 9110, section 5), so that
 * no header can smuggle in another.
 */
public final class HttpHeaders {
    private static final HttpHeaders EMPTY = new HttpHeaders(List.of());
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final List<Field> fields;

    private HttpHeaders(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Returns headers without any field.
     *
     * @return empty headers
     */
    public static HttpHeaders empty() {
        return EMPTY;
    }

    /**
     * Makes headers of one field.
     *
     * @param name a token
     * @param value the value
     * @return the headers
     * @throws IllegalArgumentException if name or value is not valid
     */
    public static HttpHeaders of(String name, String value) {
        return builder().add(name, value).build();
    }

    /**
     * Makes headers from a map, in its order.
     *
     * @param fields names and values
     * @return the headers
     * @throws IllegalArgumentException if a name or value is not valid
     */
    public static HttpHeaders of(Map<String, String> fields) {
        Builder builder = builder();
        fields.forEach(builder::add);
        return builder.build();
    }

    /**
     * Starts with no field.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder(new ArrayList<>());
    }

    /**
     * Starts with the fields of these headers.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(new ArrayList<>(fields));
    }

    /**
     * Finds the first value of a field.
     *
     * @param name the name, in any case
     * @return the value, if the field is there
     */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Finds every value of a field, in order.
     *
     * @param name the name, in any case
     * @return the values; empty if the field is not there
     */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /**
     * Finds every value of a field, joined by {@code ", "} as RFC 9110 section 5.3 permits.
     *
     * <p>Not for {@code Set-Cookie}, whose values hold commas: take {@link #all} there.
     *
     * @param name the name, in any case
     * @return the joined value, if the field is there
     */
    public Optional<String> joined(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
    }

    /**
     * Says whether a field is there.
     *
     * @param name the name, in any case
     * @return true if there is at least one such field
     */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /**
     * Returns the names of the fields, each once, as first written.
     *
     * @return the names in order
     */
    public Set<String> names() {
        Set<String> lower = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (Field field : fields) {
            if (lower.add(lowerCase(field.name()))) {
                names.add(field.name());
            }
        }
        return names;
    }

    /**
     * Hands over each field, repeats included, in order.
     *
     * @param action takes name and value
     */
    public void forEach(BiConsumer<String, String> action) {
        fields.forEach(field -> action.accept(field.name(), field.value()));
    }

    /**
     * Returns how many fields there are, repeats counted.
     *
     * @return zero or more
     */
    public int size() {
        return fields.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpHeaders that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Field(String name, String value) {
        Field {
            requireToken(name);
            requireValue(name, value);
        }

        private static void requireToken(String name) {
            Objects.requireNonNull(name, "name");
            boolean token = !name.isEmpty() && name.chars().allMatch(Field::isTokenCharacter);
            if (!token) {
                throw new IllegalArgumentException(
                        "Not a header name: " + quoted(name) + "; use letters, digits and " + TOKEN_MARKS);
            }
        }

        private static boolean isTokenCharacter(int c) {
            return TOKEN_MARKS.indexOf(c) >= 0 || (c < 128 && Character.isLetterOrDigit(c));
        }

        private static void requireValue(String name, String value) {
            Objects.requireNonNull(value, name);
            // 0x80 to 0x9f are lawful (obs-text): half of a character's UTF-8, when its bytes are read as latin-1
            boolean control = value.chars().anyMatch(c -> c == 0x7f || (c < ' ' && c != '\t'));
            if (control) {
                throw new IllegalArgumentException(
                        "Header " + name + " holds a control character: " + quoted(value) + "; leave it out");
            }
            if (!value.equals(value.strip())) {
                throw new IllegalArgumentException(
                        "Header " + name + " has a blank at an end: " + quoted(value) + "; strip it");
            }
        }

        private static String quoted(String text) {
            return '"' + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + '"';
        }

        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    /** Collects header fields. Not safe for use by many threads. */
    public static final class Builder {
        private final List<Field> fields;

        private Builder(List<Field> fields) {
            this.fields = fields;
        }

        /**
         * Adds a field behind those that are there, also those of the same name.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws IllegalArgumentException if name or value is not valid
         */
        public Builder add(String name, String value) {
            fields.add(new Field(name, value));
            return this;
        }

        /**
         * Puts a field in the place of all that have its name, or behind the others if there is none.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws IllegalArgumentException if name or value is not valid
         */
        public Builder set(String name, String value) {
            Field field = new Field(name, value);
            int at = indexOf(name);
            remove(name);
            fields.add(at < 0 ? fields.size() : at, field);
            return this;
        }

        /**
         * Adds a field unless one of its name is there.
         *
         * @param name a token
         * @param value the value
         * @return this
         * @throws IllegalArgumentException if name or value is not valid
         */
        public Builder setIfAbsent(String name, String value) {
            return indexOf(name) < 0 ? add(name, value) : this;
        }

        /**
         * Takes out every field of a name.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder remove(String name) {
            fields.removeIf(field -> field.name().equalsIgnoreCase(name));
            return this;
        }

        /**
         * Makes the headers.
         *
         * @return immutable headers
         */
        public HttpHeaders build() {
            return fields.isEmpty() ? EMPTY : new HttpHeaders(List.copyOf(fields));
        }

        private int indexOf(String name) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).name().equalsIgnoreCase(name)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
