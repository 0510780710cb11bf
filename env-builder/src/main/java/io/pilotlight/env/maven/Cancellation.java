package io.pilotlight.env.maven;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ends what the resolver does: closes what it has open, and what it opens after that. */
final class Cancellation {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Closeable> open = new ArrayList<>();

    @GuardedBy("lock")
    private boolean cancelled;

    boolean cancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /** Takes note of something open. */
    void closing(Closeable resource) {
        boolean late;
        synchronized (lock) {
            late = cancelled;
            open.add(resource);
        }
        if (late) {
            closeAll();
        }
    }

    void cancel() {
        synchronized (lock) {
            cancelled = true;
        }
        closeAll();
    }

    /** Closes what is open; more may be opened after it. */
    void closeAll() {
        List<Closeable> all;
        synchronized (lock) {
            all = List.copyOf(open);
            open.clear();
        }
        for (Closeable resource : all) {
            try {
                resource.close();
            } catch (IOException closedEnough) {
                // nothing more can be done about it
            }
        }
    }
}
