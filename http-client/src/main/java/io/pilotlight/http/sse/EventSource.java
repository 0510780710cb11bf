package io.pilotlight.http.sse;

import io.pilotlight.core.time.Time;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.IncompleteBodyException;
import io.pilotlight.http.ReadTimeoutException;
import io.pilotlight.http.Request;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RequestInterruptedException;
import io.pilotlight.http.Response;
import io.pilotlight.http.ResponseTooLargeException;
import io.pilotlight.http.Session;
import io.pilotlight.http.StreamedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that a server sends, one after the other, as they arrive.
 *
 * <pre>{@code
 * try (EventSource events = EventSource.builder(session, "https://news.example/feed").reconnects(5).open()) {
 *     for (ServerSentEvent event : events) {
 *         System.out.println(event.name() + ": " + event.data());
 *     }
 * }
 * }</pre>
 *
 * <p>The loop ends when the server ends the stream and coming back is not wanted, and when it answers 204. What breaks the
 * connection is thrown as a {@link RequestException} once no reconnect is left. For one thread at a time, on which all runs.
 */
public final class EventSource implements Iterable<ServerSentEvent>, AutoCloseable {
    private final Session session;
    private final String url;
    private final Builder settings;
    private @Nullable StreamedResponse response;
    private @Nullable EventParser parser;
    private String lastId;
    private Duration retry;
    private int failures;
    private boolean ended;

    private EventSource(Builder settings) {
        this.session = settings.session;
        this.url = settings.url;
        this.settings = new Builder(settings);
        this.lastId = settings.lastId;
        this.retry = settings.retry;
    }

    /**
     * Starts to say which events to read.
     *
     * @param session sends the requests; not closed
     * @param url who sends the events
     * @return a builder
     */
    public static Builder builder(Session session, String url) {
        return new Builder(session, url);
    }

    /** How long lines and events may be. */
    record Sizes(int line, int event) {}

    /**
     * Returns the events that are still to come.
     *
     * @return an iterator that waits for the next event; each one goes on where the one before it stopped
     */
    @Override
    public Iterator<ServerSentEvent> iterator() {
        return new Events();
    }

    /**
     * Returns the identity to go on behind, in another process too.
     *
     * @return the last one that the server gave, or that was handed in; empty if there is none
     */
    public String lastId() {
        return lastId;
    }

    /** Closes the connection. Again does nothing. */
    @Override
    public void close() {
        ended = true;
        disconnect();
    }

    private @Nullable ServerSentEvent next() {
        while (!ended) {
            try {
                EventParser connected = parser == null ? connect() : parser;
                ServerSentEvent event = connected == null ? null : read(connected);
                if (event != null) {
                    failures = 0;
                    return event;
                }
                disconnect();
                ended = ended || failures >= settings.reconnects;
            } catch (ConnectionException | ReadTimeoutException e) {
                disconnect();
                if (failures >= settings.reconnects) {
                    ended = true;
                    throw e;
                }
            }
            if (!ended) {
                failures++;
                pause();
            }
        }
        return null;
    }

    /** Returns null if the server says that there are no events. */
    private @Nullable EventParser connect() {
        StreamedResponse answer = session.stream("GET", url, request -> {
            settings.options.accept(request);
            request.header("Accept", "text/event-stream").header("Cache-Control", "no-store");
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
        });
        response = answer;
        Response head = answer.head();
        if (head.status() == 204) {
            ended = true;
            return null;
        }
        try {
            requireEvents(head);
        } catch (RequestException e) {
            close();
            throw e;
        }
        EventParser opened = new EventParser(answer.reader(StandardCharsets.UTF_8), settings.sizes, lastId);
        parser = opened;
        return opened;
    }

    private static void requireEvents(Response head) {
        head.raiseForStatus();
        String type = head.headers().first("Content-Type").orElse("no type");
        String essence = type.split(";", 2)[0].strip();
        if (head.status() != 200 || !essence.equalsIgnoreCase("text/event-stream")) {
            throw new InvalidEventStreamException(
                    "What answers " + head.request() + " sends no events but status " + head.status() + " with "
                            + essence + "; ask a URL that answers text/event-stream",
                    head);
        }
    }

    private @Nullable ServerSentEvent read(EventParser from) {
        try {
            return from.next();
        } catch (IOException e) {
            close();
            String what = url.split("[?#]", 2)[0].replaceFirst("//[^/]*@", "//");
            throw new ResponseTooLargeException(
                    "The stream from " + what + " has " + e.getMessage() + "; allow more in the builder's limits", e);
        } finally {
            lastId = from.lastId();
            retry = from.retry() == null ? retry : from.retry();
        }
    }

    private void disconnect() {
        StreamedResponse open = response;
        response = null;
        parser = null;
        if (open != null) {
            try {
                open.close();
            } catch (IncompleteBodyException e) {
                // it is over either way
            }
        }
    }

    private void pause() {
        try {
            settings.time.sleep(retry.compareTo(settings.maxRetry) > 0 ? settings.maxRetry : retry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new RequestInterruptedException("Interrupted before reconnecting for events", e);
        }
    }

    private final class Events implements Iterator<ServerSentEvent> {
        private @Nullable ServerSentEvent waiting;

        @Override
        public boolean hasNext() {
            if (waiting == null) {
                waiting = EventSource.this.next();
            }
            return waiting != null;
        }

        @Override
        public ServerSentEvent next() {
            if (!hasNext() || waiting == null) {
                throw new NoSuchElementException("No more events; ask hasNext() first");
            }
            ServerSentEvent event = waiting;
            waiting = null;
            return event;
        }
    }

    /** Collects how to read events. Not safe for use by many threads. */
    public static final class Builder {
        private final Session session;
        private final String url;
        private Consumer<Request.Builder> options = request -> {};
        private Time time = Time.system();
        private Duration retry = Duration.ofSeconds(3);
        private Duration maxRetry = Duration.ofMinutes(1);
        private Sizes sizes = new Sizes(1 << 20, 8 << 20);
        private String lastId = "";
        private int reconnects;

        private Builder(Session session, String url) {
            this.session = Objects.requireNonNull(session, "session");
            this.url = Objects.requireNonNull(url, "url");
        }

        private Builder(Builder other) {
            this(other.session, other.url);
            options = other.options;
            time = other.time;
            retry = other.retry;
            maxRetry = other.maxRetry;
            sizes = other.sizes;
            lastId = other.lastId;
            reconnects = other.reconnects;
        }

        /**
         * Sets what each request differs in from its session. If not set, nothing but the fields that ask for events.
         *
         * @param itsOptions sets it; timeouts for reading say how long a server may be silent
         * @return this
         */
        public Builder options(Consumer<Request.Builder> itsOptions) {
            this.options = Objects.requireNonNull(itsOptions, "options");
            return this;
        }

        /**
         * Sets how often to come back after the stream ended or broke, counted from the last event on. If not set, never.
         *
         * @param most 0 or more
         * @return this
         * @throws IllegalArgumentException if the number is negative
         */
        public Builder reconnects(int most) {
            if (most < 0) {
                throw new IllegalArgumentException("Not a number of reconnects: " + most + "; take 0 or more");
            }
            this.reconnects = most;
            return this;
        }

        /**
         * Sets how long to wait before coming back, while the server says nothing of it. If not set, 3 seconds.
         *
         * @param wait how long
         * @return this
         */
        public Builder retry(Duration wait) {
            this.retry = Objects.requireNonNull(wait, "retry");
            return this;
        }

        /**
         * Sets how long to wait at most, whatever the server says. If not set, a minute.
         *
         * @param longest how long
         * @return this
         */
        public Builder maxRetry(Duration longest) {
            this.maxRetry = Objects.requireNonNull(longest, "maxRetry");
            return this;
        }

        /**
         * Sets how long lines and events may be. If not set, 1 Mi and 8 Mi characters.
         *
         * @param line the longest line, in characters
         * @param event the longest data of an event, in characters
         * @return this
         * @throws IllegalArgumentException if a number is less than 1
         */
        public Builder limits(int line, int event) {
            if (line < 1 || event < 1) {
                throw new IllegalArgumentException("Not limits: " + line + ", " + event + "; take 1 or more");
            }
            this.sizes = new Sizes(line, event);
            return this;
        }

        /**
         * Sets the identity to go on behind. If not set, the server decides where to start.
         *
         * @param id what {@link EventSource#lastId()} said
         * @return this
         */
        public Builder lastId(String id) {
            this.lastId = Objects.requireNonNull(id, "lastId");
            return this;
        }

        /**
         * Sets the time that waiting goes by. If not set, the machine's.
         *
         * @param other the time
         * @return this
         */
        public Builder time(Time other) {
            this.time = Objects.requireNonNull(other, "time");
            return this;
        }

        /**
         * Makes the source. The first request goes out when the first event is asked for.
         *
         * @return a source, to be closed
         */
        public EventSource open() {
            return new EventSource(this);
        }
    }
}
