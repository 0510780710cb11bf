package io.pilotlight.http;

import java.time.Duration;

/**
 * How many connections there may be, and which are kept.
 *
 * @param perHost the most connections to one host at a time
 * @param total the most connections at a time
 * @param idle how many connections are kept while nobody uses them
 * @param idleTime for how long they are kept
 */
public record Pool(int perHost, int total, int idle, Duration idleTime) {
    /** As many connections as requests at a time, 5 kept, for 5 minutes: what holds if nothing is said. */
    public static final Pool DEFAULT = new Pool(Integer.MAX_VALUE, Integer.MAX_VALUE, 5, Duration.ofMinutes(5));
}
