/**
 * The words that Pilotlight's parts share: plain interfaces and values, and nothing that runs.
 *
 * <p>Every other module of Pilotlight depends on this one, and no other depends on another.
 */
module io.pilotlight.core {
    requires transitive org.slf4j;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.core;
    exports io.pilotlight.core.function;
    exports io.pilotlight.core.http;
    exports io.pilotlight.core.json;
    exports io.pilotlight.core.time;
}
