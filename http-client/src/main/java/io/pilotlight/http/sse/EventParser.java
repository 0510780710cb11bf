package io.pilotlight.http.sse;

import io.pilotlight.http.text.LineReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes events of text, as the HTML standard says in section 9.2.6; an event that is not ended by an empty line is dropped. */
final class EventParser {
    private final LineReader lines;
    private final long maxEvent;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id;
    private String lastId;
    private @Nullable Duration retry;

    EventParser(Reader text, EventSource.Sizes sizes, String lastId) {
        this.lines = new LineReader(text, sizes.line());
        this.maxEvent = sizes.event();
        this.id = lastId;
        this.lastId = lastId;
    }

    /** Says that an event is longer than allowed for. */
    static final class EventTooLongException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        EventTooLongException(long limit) {
            super("an event of more than " + limit + " characters");
        }
    }

    /** Returns null at the end. */
    @Nullable
    ServerSentEvent next() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isEmpty()) {
                field(line);
                continue;
            }
            // not before the event is whole: one that breaks off is to be sent again
            lastId = id;
            if (data.length() > 0) {
                return dispatched();
            }
            name = "";
        }
        return null;
    }

    String lastId() {
        return lastId;
    }

    /** What the server said last of when to come back; null if it said nothing. */
    @Nullable
    Duration retry() {
        return retry;
    }

    private ServerSentEvent dispatched() {
        ServerSentEvent event =
                new ServerSentEvent(name.isEmpty() ? "message" : name, data.substring(0, data.length() - 1), lastId);
        data.setLength(0);
        name = "";
        return event;
    }

    private void field(String line) throws IOException {
        int colon = line.indexOf(':');
        if (colon == 0) {
            return;
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + (line.startsWith(" ", colon + 1) ? 2 : 1));
        switch (field) {
            case "event" -> name = value;
            case "data" -> append(value);
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            case "retry" -> retry = value.matches("[0-9]{1,15}") ? Duration.ofMillis(Long.parseLong(value)) : retry;
            default -> {
                // the standard has no other field
            }
        }
    }

    private void append(String value) throws IOException {
        if (data.length() + (long) value.length() > maxEvent) {
            throw new EventTooLongException(maxEvent);
        }
        data.append(value).append('\n');
    }
}
