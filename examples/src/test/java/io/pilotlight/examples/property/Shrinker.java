package io.pilotlight.examples.property;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the smallest sample that still shows a difference that nobody declared. */
final class Shrinker {
    private static final int MOST_ROUNDS = 200;

    private final Kind kind;
    private final Judge judge;

    Shrinker(Kind kind, Judge judge) {
        this.kind = kind;
        this.judge = judge;
    }

    Verdict shrunk(Verdict found) throws IOException {
        if (kind.isClosed()) {
            return found;
        }
        Verdict smallest = found;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Verdict smaller = smaller(smallest);
            if (smaller.equals(smallest)) {
                return smallest;
            }
            smallest = smaller;
        }
        return smallest;
    }

    private Verdict smaller(Verdict verdict) throws IOException {
        boolean whole = verdict.sample().isWhole();
        List<Sample> candidates = candidates(verdict.sample()).stream()
                .filter(each -> !whole || each.isWhole())
                .toList();
        return judge.judge(candidates).stream()
                .filter(Verdict::isUndeclared)
                .findFirst()
                .orElse(verdict);
    }

    /** All that are a step smaller, the great steps first. */
    private List<Sample> candidates(Sample sample) {
        List<Sample> candidates = new ArrayList<>();
        List<String> parts = sample.parts();
        for (int i = kind.fixed(); i + 1 < parts.size(); i += 2) {
            List<String> fewer = new ArrayList<>(parts);
            fewer.subList(i, i + 2).clear();
            candidates.add(sample.with(fewer));
        }
        for (int i = 0; i < parts.size(); i++) {
            for (String shorter : shorter(parts.get(i))) {
                candidates.add(sample.with(i, shorter));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            for (String plainer : plainer(parts.get(i))) {
                candidates.add(sample.with(i, plainer));
            }
        }
        return candidates;
    }

    private static List<String> shorter(String text) {
        List<String> shorter = new ArrayList<>();
        for (int length = text.length(); length > 0; length /= 2) {
            for (int at = 0; at + length <= text.length(); at += length) {
                shorter.add(text.substring(0, at) + text.substring(at + length));
            }
        }
        return shorter;
    }

    /** Puts the plainest letter in the place of each character that is not as plain. */
    private static List<String> plainer(String text) {
        List<String> plainer = new ArrayList<>();
        if (!text.equals(text.toLowerCase(Locale.ROOT))) {
            plainer.add(text.toLowerCase(Locale.ROOT));
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != 'a' && "/:?#%@".indexOf(text.charAt(i)) < 0) {
                plainer.add(text.substring(0, i) + "a" + text.substring(i + 1));
            }
        }
        return plainer;
    }
}
