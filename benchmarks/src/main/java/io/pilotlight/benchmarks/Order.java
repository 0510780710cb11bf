package io.pilotlight.benchmarks;

import io.pilotlight.core.function.FunctionDefinition;
import java.util.List;

/** What a typed function takes and gives. */
record Order(String id, String customer, List<Item> items, int total, boolean paid) {
    record Item(String sku, int quantity) {}

    static Order sample() {
        return new Order("5f0c1b9e", "c-1024", List.of(new Item("A-17", 2)), 1999, false);
    }

    /** Declares a function that settles an order on its caller's thread: the object goes in, an object comes out. */
    static FunctionDefinition inlineFunction(String name) {
        return FunctionDefinition.builder(name, Order.class, (order, context) -> order.settled())
                .inline()
                .byReference()
                .build();
    }

    /** What the function does. */
    Order settled() {
        return new Order(id, customer, items, total, true);
    }

    /** Returns an order if it is settled; both sides of each comparison check that each time. */
    static Order requireSettled(Order order) {
        if (!order.paid || order.total != 1999) {
            throw new IllegalStateException("Not settled: " + order);
        }
        return order;
    }
}
