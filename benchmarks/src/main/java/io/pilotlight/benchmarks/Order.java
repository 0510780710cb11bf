package io.pilotlight.benchmarks;

import java.util.List;

/** What a typed function takes and gives. */
record Order(String id, String customer, List<Item> items, int total, boolean paid) {
    record Item(String sku, int quantity) {}

    static Order sample() {
        return new Order("5f0c1b9e", "c-1024", List.of(new Item("A-17", 2)), 1999, false);
    }

    /** What the function does. */
    Order settled() {
        return new Order(id, customer, items, total, true);
    }
}
