package io.pilotlight.examples.property;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices; the same seed makes the same ones. */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of the choices in a row. */
    String several(int most, List<String> choices) {
        StringBuilder out = new StringBuilder();
        for (int i = below(most + 1); i > 0; i--) {
            out.append(of(choices));
        }
        return out.toString();
    }
}
