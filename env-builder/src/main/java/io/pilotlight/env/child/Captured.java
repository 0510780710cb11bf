package io.pilotlight.env.child;

/**
 * What a short-lived program answered.
 *
 * @param exitCode its exit code; -1 if it was ended because it took too long
 * @param output what it wrote to standard output, as UTF-8
 * @param errors what it wrote to standard error, as UTF-8
 * @param timedOut whether it was ended because it took too long
 */
public record Captured(int exitCode, String output, String errors, boolean timedOut) {}
