package io.pilotlight.http.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.time.Scheduled;
import io.pilotlight.core.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections between exchanges, the one that was idle last in front. */
final class IdleConnections implements AutoCloseable {
    private final Time time;
    private final Keep keep;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Connection> kept = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private @Nullable Scheduled sweep;

    IdleConnections(Time time, Keep keep) {
        this.time = time;
        this.keep = keep;
    }

    /** Takes one that is still good, if there is one. */
    @Nullable
    Connection take(Destination key) {
        while (true) {
            @Nullable Connection candidate = remove(key);
            if (candidate == null || candidate.fresh()) {
                return candidate;
            }
            candidate.close();
        }
    }

    /** Keeps one for the next, or closes it. */
    void give(Connection connection) {
        connection.idleSince(time.nanos());
        List<Connection> tooMany = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                tooMany.add(connection);
            } else {
                kept.addFirst(connection);
                removeOverflow(connection.key(), tooMany);
                if (sweep == null && !kept.isEmpty()) {
                    sweep = time.schedule(keep.idle(), this::sweep);
                }
            }
        }
        tooMany.forEach(Connection::close);
    }

    /** Closes all, and whatever comes later. */
    @Override
    public void close() {
        List<Connection> all;
        synchronized (lock) {
            closed = true;
            all = List.copyOf(kept);
            kept.clear();
            if (sweep != null) {
                sweep.cancel();
                sweep = null;
            }
        }
        all.forEach(Connection::close);
    }

    int size() {
        synchronized (lock) {
            return kept.size();
        }
    }

    private @Nullable Connection remove(Destination key) {
        synchronized (lock) {
            for (Iterator<Connection> each = kept.iterator(); each.hasNext(); ) {
                Connection connection = each.next();
                if (connection.key().equals(key)) {
                    each.remove();
                    return connection;
                }
            }
            return null;
        }
    }

    @GuardedBy("lock")
    private void removeOverflow(Destination key, List<Connection> into) {
        int same = 0;
        for (Iterator<Connection> each = kept.iterator(); each.hasNext(); ) {
            Connection connection = each.next();
            if (connection.key().equals(key) && ++same > keep.perDestination()) {
                each.remove();
                into.add(connection);
            }
        }
        while (kept.size() > keep.total()) {
            into.add(kept.removeLast());
        }
    }

    private void sweep() {
        List<Connection> old = new ArrayList<>();
        synchronized (lock) {
            sweep = null;
            long now = time.nanos();
            long idle = Waits.nanos(keep.idle());
            while (!kept.isEmpty() && now - kept.getLast().idleSince() >= idle) {
                old.add(kept.removeLast());
            }
            if (!kept.isEmpty()) {
                long left = idle - (now - kept.getLast().idleSince());
                sweep = time.schedule(Duration.ofNanos(left), this::sweep);
            }
        }
        old.forEach(Connection::close);
    }
}
