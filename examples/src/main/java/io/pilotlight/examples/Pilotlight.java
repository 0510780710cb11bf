package io.pilotlight.examples;

/** The {@code pilotlight} command. */
public final class Pilotlight {
    private Pilotlight() {}

    /**
     * Runs the command.
     *
     * @param arguments what was typed
     */
    public static void main(String[] arguments) {
        System.out.println("pilotlight");
    }
}
