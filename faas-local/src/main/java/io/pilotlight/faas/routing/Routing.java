package io.pilotlight.faas.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * From a name to what stands behind it. Each change is atomic: an invocation finds the old or the new, never neither.
 *
 * @param <T> what stands behind a name
 */
public final class Routing<T> {
    private final ConcurrentHashMap<String, T> targets = new ConcurrentHashMap<>();

    /** Finds what stands behind a name, or null. */
    public @Nullable T find(String name) {
        return targets.get(name);
    }

    /** Finds what stands behind a name by now, or null if that is what was found before. */
    public @Nullable T findOther(String name, T before) {
        T now = targets.get(name);
        return now == before ? null : now;
    }

    /** Returns what stands behind all names. */
    public Collection<T> all() {
        return List.copyOf(targets.values());
    }

    /** Puts something behind a name, and returns what stood there before, or null. */
    public @Nullable T put(String name, T target) {
        return targets.put(name, target);
    }

    /** Takes a name away, and returns what stood behind it, or null. */
    public @Nullable T remove(String name) {
        return targets.remove(name);
    }

    /** Takes all names away, and returns what stood behind them. */
    public Collection<T> clear() {
        List<T> taken = new ArrayList<>();
        for (String name : targets.keySet()) { // one by one: what is put meanwhile is taken too, or stays
            T target = targets.remove(name);
            if (target != null) {
                taken.add(target);
            }
        }
        return taken;
    }

    /** Returns the names in alphabetical order. */
    public Set<String> names() {
        return new TreeSet<>(targets.keySet());
    }
}
