package io.pilotlight.env;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a builder announced. */
final class EventLog implements EnvListener {
    private final List<EnvEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(EnvEvent event) {
        events.add(event);
    }

    void clear() {
        events.clear();
    }

    List<EnvEvent> all() {
        return List.copyOf(events);
    }

    <T extends EnvEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
