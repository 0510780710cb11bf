package io.pilotlight.core.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Shared with builders, which copy it before they change it. */
    private final List<HeaderField> fields;

    private HttpHeaders(List<HeaderField> fields) {
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
        return new Builder(List.of());
    }

    /**
     * Starts with the fields of these headers.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(fields);
    }

    /**
     * Finds the first value of a field.
     *
     * @param name the name, in any case
     * @return the value, if the field is there
     */
    public Optional<String> first(String name) {
        int at = indexOf(fields, name);
        return at < 0 ? Optional.empty() : Optional.of(fields.get(at).value());
    }

    /**
     * Finds every value of a field, in order.
     *
     * @param name the name, in any case
     * @return the values; empty if the field is not there
     */
    public List<String> all(String name) {
        int at = indexOf(fields, name);
        if (at < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (HeaderField field : fields.subList(at, fields.size())) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return List.copyOf(values);
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
        return indexOf(fields, name) >= 0;
    }

    /**
     * Returns the names of the fields, each once, as first written.
     *
     * @return the names in order
     */
    public Set<String> names() {
        Set<String> lower = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (HeaderField field : fields) {
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
        for (HeaderField field : fields) {
            action.accept(field.name(), field.value());
        }
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

    private static int indexOf(List<HeaderField> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Collects header fields. Not safe for use by many threads. */
    public static final class Builder {
        private List<HeaderField> fields;
        /** Whether headers have these fields too; then they are copied before they change. */
        private boolean shared = true;

        private Builder(List<HeaderField> fields) {
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
            own().add(new HeaderField(name, value));
            return this;
        }

        /** Adds fields that were checked before. */
        Builder addAll(HttpHeaders more) {
            own().addAll(more.fields);
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
            HeaderField field = new HeaderField(name, value);
            int at = indexOf(fields, name);
            if (at < 0) {
                own().add(field);
            } else {
                List<HeaderField> behind = own().subList(at + 1, fields.size());
                behind.removeIf(other -> other.name().equalsIgnoreCase(name));
                fields.set(at, field);
            }
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
            return indexOf(fields, name) < 0 ? add(name, value) : this;
        }

        /**
         * Takes out every field of a name.
         *
         * @param name the name, in any case
         * @return this
         */
        public Builder remove(String name) {
            if (indexOf(fields, name) >= 0) {
                own().removeIf(field -> field.name().equalsIgnoreCase(name));
            }
            return this;
        }

        /**
         * Makes the headers.
         *
         * @return immutable headers
         */
        public HttpHeaders build() {
            shared = true;
            return fields.isEmpty() ? EMPTY : new HttpHeaders(fields);
        }

        /** Returns fields that may be changed, with room for a few more. */
        private List<HeaderField> own() {
            if (shared) {
                List<HeaderField> copy = new ArrayList<>(fields.size() + 8);
                copy.addAll(fields);
                fields = copy;
                shared = false;
            }
            return fields;
        }
    }
}
