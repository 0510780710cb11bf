package io.pilotlight.benchmarks;

/** On how many CPUs the figures of a line mean something. */
enum Cpus {
    /** Hand-offs: on more than one CPU they fall into two groups, by the scheduler's luck. */
    ONE("1"),
    /** Many threads at once: on one CPU they take turns. */
    ALL("all"),
    /** One thread that hands nothing over. */
    ANY("any");

    private final String text;

    Cpus(String text) {
        this.text = text;
    }

    /** Says whether so many CPUs will do. */
    boolean content(int available) {
        return this == ANY || (this == ONE) == (available == 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
