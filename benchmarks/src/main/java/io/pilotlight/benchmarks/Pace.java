package io.pilotlight.benchmarks;

/** How a benchmark is repeated. */
enum Pace {
    /** As often as it goes for a time: an average. */
    FLOW,
    /** Call by call, many of them. */
    SHOTS,
    /** Call by call, after more of them: what is a millisecond of files and our own code is compiled only then. */
    WARM_SHOTS,
    /** Call by call, few of them, since in each the sides take turns for about a second. */
    TURNS,
    /** Call by call, few of them, since each takes seconds. */
    SECONDS,
    /** Call by call, few of them, since each does something ten thousands of times. */
    DEPLOYMENTS
}
