package io.pilotlight.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names by which one caller invokes functions, one after another and round again. */
final class Names {
    /** How many functions are many. */
    static final int MANY = 100_000;

    private final String[] names;
    private int next;

    private Names(List<String> names) {
        this.names = names.toArray(String[]::new);
    }

    /** Returns the name of one of many functions. */
    static String name(int number) {
        return "function-" + number;
    }

    /** Always the same name, looked up like the others. */
    static Names same() {
        return new Names(Collections.nCopies(MANY, name(MANY / 2)));
    }

    /** All of them, in an order that no cache foresees; other objects than the names that were deployed. */
    static Names any() {
        List<String> names = IntStream.range(0, MANY).mapToObj(Names::name).collect(Collectors.toList());
        Collections.shuffle(names, new Random(1024));
        return new Names(names);
    }

    String next() {
        next = next + 1 == names.length ? 0 : next + 1;
        return names[next];
    }
}
