package io.pilotlight.examples.property;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What both clients are handed.
 *
 * @param kind the name of what is to be done with it
 * @param parts texts, whose meaning depends on the kind
 */
record Sample(String kind, List<String> parts) {

    Sample {
        parts = List.copyOf(parts);
    }

    Sample with(List<String> others) {
        return new Sample(kind, others);
    }

    Sample with(int index, String part) {
        List<String> changed = new ArrayList<>(parts);
        changed.set(index, part);
        return new Sample(kind, changed);
    }

    /** Says whether no part has half of a surrogate pair. */
    boolean isWhole() {
        return parts.stream()
                .allMatch(part -> StandardCharsets.UTF_8.newEncoder().canEncode(part));
    }

    /** Returns the parts as they are written in Java, so that what is not seen can be seen. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(kind);
        parts.forEach(part -> out.append(' ').append(Ascii.quoted(part)));
        return out.toString();
    }
}
