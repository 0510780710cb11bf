package io.pilotlight.faas.admission;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many invocations may run at once in several functions together. Gates that find no place stand in line, and each
 * place that comes free goes to the first of them.
 */
public final class Capacity {
    private final AtomicInteger free;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<Admission> line = new LinkedHashSet<>();

    private volatile boolean contended;

    /**
     * Makes a capacity of which nothing is taken.
     *
     * @param places how many may run at once; zero or more
     */
    public Capacity(int places) {
        this.free = new AtomicInteger(places);
    }

    /** Changes how many may run at once; who runs by now runs on. {@link #giveOut} must follow. */
    void add(int places) {
        free.addAndGet(places);
    }

    boolean take() {
        for (int places = free.get(); places > 0; places = free.get()) {
            if (free.compareAndSet(places, places - 1)) {
                return true;
            }
        }
        return false;
    }

    /** Says whether somebody stands in line. */
    boolean contended() {
        return contended;
    }

    /** Gives a place back, and nobody has it before {@link #giveOut}. */
    void release() {
        free.incrementAndGet();
    }

    /** Puts a gate in line, once. {@link #giveOut} must follow: a place may have come free before. */
    void lineUp(Admission gate) {
        synchronized (lock) {
            line.add(gate);
            contended = true;
        }
    }

    /** Gives the places that are free to those in line. One after another, and not nested: the line can be long. */
    void giveOut() {
        if (contended) {
            for (Admission next = next(); next != null; next = next()) {
                next.granted();
            }
        }
    }

    private @Nullable Admission next() {
        synchronized (lock) {
            if (line.isEmpty() || !take()) {
                contended = !line.isEmpty();
                return null;
            }
            Admission first = line.iterator().next();
            line.remove(first);
            contended = !line.isEmpty();
            return first;
        }
    }
}
