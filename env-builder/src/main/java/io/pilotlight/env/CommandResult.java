package io.pilotlight.env;

import java.util.List;

/**
 * What came of a command.
 *
 * @param exitCode its exit code; 128 and the signal's number if a signal ended it; -1 if it took too long
 * @param output what it wrote to standard output, read as UTF-8
 * @param errors what it wrote to standard error, read as UTF-8
 * @param timedOut whether it was ended because it took too long
 */
public record CommandResult(int exitCode, String output, String errors, boolean timedOut) {
    private static final int LAST_LINES = 5;

    /**
     * A line that a command wrote.
     *
     * @param error whether it went to standard error
     * @param text the line without its end
     */
    public record Line(boolean error, String text) {}

    /**
     * Says whether the command ended by itself with the exit code zero.
     *
     * @return whether it did
     */
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }

    /**
     * Returns this result if the command succeeded.
     *
     * @return this
     * @throws CommandException if it did not; the message has the exit code and the last lines that it wrote
     */
    public CommandResult orThrow() {
        if (succeeded()) {
            return this;
        }
        List<String> said = (errors.isBlank() ? output : errors).strip().lines().toList();
        String last = String.join("\n", said.subList(Math.max(0, said.size() - LAST_LINES), said.size()));
        throw new CommandException((timedOut
                        ? "The command took too long, and was ended"
                        : "The command failed with exit code " + exitCode)
                + (last.isEmpty() ? "" : ":\n" + last));
    }
}
