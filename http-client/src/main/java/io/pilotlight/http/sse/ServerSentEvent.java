package io.pilotlight.http.sse;

import java.util.Objects;

/**
 * One event that a server sent.
 *
 * @param name what kind of event; {@code "message"} if the server named none
 * @param data the lines of its data, with LF between them
 * @param lastId the last identity that the server gave, by this event or one before; empty if it gave none
 */
public record ServerSentEvent(String name, String data, String lastId) {

    /** Refuses nulls. */
    public ServerSentEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(lastId, "lastId");
    }

    /** Returns the name and how much data there is: what it says may be private. */
    @Override
    public String toString() {
        return "ServerSentEvent[" + name + ", " + data.length() + " characters]";
    }
}
