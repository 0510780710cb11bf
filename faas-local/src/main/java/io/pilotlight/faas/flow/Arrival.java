package io.pilotlight.faas.flow;

import java.time.Instant;

/**
 * Which event came in, and when.
 *
 * @param id what tells it from all others
 * @param attempt the how manieth try of the same event this is; 1 for the first
 * @param at what the clock showed
 * @param nanos the same moment, to measure from
 */
public record Arrival(String id, int attempt, Instant at, long nanos) {}
