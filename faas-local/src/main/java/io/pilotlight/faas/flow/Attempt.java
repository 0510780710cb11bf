package io.pilotlight.faas.flow;

/**
 * One try of an event.
 *
 * @param id what tells the event from all others, however often it is tried
 * @param number the how manieth try of it this is; 1 for the first
 */
public record Attempt(String id, int number) {}
