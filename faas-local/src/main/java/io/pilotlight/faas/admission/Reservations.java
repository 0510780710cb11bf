package io.pilotlight.faas.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many invocations may run at once in all functions, and which functions have reserved a part of that. What a function
 * has reserved nobody else can take, and it takes nothing else; the others share what is left. As on AWS Lambda.
 */
public final class Reservations {
    private final int overall;
    private final int minimumUnreserved;
    private final Capacity unreserved;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Reserved> reserved = new HashMap<>();

    /** How many places are reserved. */
    @GuardedBy("lock")
    private int taken;

    /**
     * Makes reservations of nothing so far.
     *
     * @param overall how many invocations may run at once
     * @param minimumUnreserved how many of them nobody can reserve
     */
    public Reservations(int overall, int minimumUnreserved) {
        this.overall = overall;
        this.minimumUnreserved = minimumUnreserved;
        this.unreserved = new Capacity(overall);
    }

    /** Reserves so many places for a function, in place of what it had; false, and nothing done, if there are too few. */
    public boolean reserve(String function, OptionalInt places) {
        @Nullable Reserved before;
        synchronized (lock) {
            before = reserved.get(function);
            int more = places.orElse(0) - (before == null ? 0 : before.places());
            if (places.isPresent() && more > reservable()) {
                return false;
            }
            if (places.isEmpty()) {
                reserved.remove(function);
            } else if (before == null) {
                reserved.put(function, new Reserved(places.getAsInt(), new Capacity(places.getAsInt())));
            } else {
                reserved.put(function, new Reserved(places.getAsInt(), before.capacity()));
                before.capacity().add(more);
            }
            taken += more;
            unreserved.add(-more);
        }
        unreserved.giveOut();
        if (before != null) {
            before.capacity().giveOut();
        }
        return true;
    }

    /** Returns how many places a function has reserved, if it has. */
    public OptionalInt places(String function) {
        synchronized (lock) {
            Reserved its = reserved.get(function);
            return its == null ? OptionalInt.empty() : OptionalInt.of(its.places());
        }
    }

    /** Returns how many places can be reserved at most, beside those that are. */
    public int reservable() {
        synchronized (lock) {
            return overall - minimumUnreserved - taken;
        }
    }

    /** Returns what a function's invocations take their places from. */
    public Capacity of(String function) {
        synchronized (lock) {
            Reserved its = reserved.get(function);
            return its == null ? unreserved : its.capacity();
        }
    }

    private record Reserved(int places, Capacity capacity) {}
}
