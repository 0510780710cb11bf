package io.pilotlight.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names with values, in order, with repeats: the parameters of a query, or the fields of a form.
 *
 * <p>A name whose value is null, or a list without entries, counts as named, so that it takes out what a session has under
 * it, and is not sent.
 */
final class Pairs {
    private final List<Pair> pairs;

    private Pairs(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** Puts others on top: a name that they have replaces all that these have under it. */
    Pairs overriddenBy(Pairs others) {
        if (pairs.isEmpty() || others.pairs.isEmpty()) {
            return pairs.isEmpty() ? others : this;
        }
        Set<String> replaced = new LinkedHashSet<>();
        others.pairs.forEach(pair -> replaced.add(pair.name()));
        List<Pair> merged = new ArrayList<>();
        for (Pair pair : pairs) {
            if (!replaced.contains(pair.name())) {
                merged.add(pair);
            }
        }
        merged.addAll(others.pairs);
        return new Pairs(List.copyOf(merged));
    }

    /** Hands out each pair that is sent, in order. */
    void forEach(BiConsumer<String, String> action) {
        for (Pair pair : pairs) {
            if (pair.value() != null) {
                action.accept(pair.name(), pair.value());
            }
        }
    }

    /** Writes them as application/x-www-form-urlencoded. */
    String encoded() {
        if (pairs.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (Pair pair : pairs) {
            if (pair.value() != null) {
                out.append(out.isEmpty() ? "" : "&")
                        .append(PercentEncoding.formEncode(pair.name()))
                        .append('=')
                        .append(PercentEncoding.formEncode(pair.value()));
            }
        }
        return out.toString();
    }

    /** Collects pairs. */
    static final class Builder {
        private final List<Pair> pairs = new ArrayList<>();

        /** Adds a value; of an Iterable or an array each entry, of anything else its text. */
        void add(String name, @Nullable Object value) {
            Objects.requireNonNull(name, "name");
            if (value instanceof Object[] many) {
                add(name, Arrays.asList(many));
            } else if (value instanceof Iterable<?> many) {
                int before = pairs.size();
                many.forEach(entry -> pairs.add(new Pair(name, text(entry))));
                if (pairs.size() == before) {
                    pairs.add(new Pair(name, null));
                }
            } else {
                pairs.add(new Pair(name, text(value)));
            }
        }

        Pairs build() {
            return new Pairs(List.copyOf(pairs));
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }
    }

    private record Pair(String name, @Nullable String value) {}
}
