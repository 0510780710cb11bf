/** The in-process function runtime. */
module io.pilotlight.faas {
    requires transitive io.pilotlight.core;
    requires java.management;
    requires jdk.management;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.faas;
    exports io.pilotlight.faas.gateway;
    exports io.pilotlight.faas.usage;
}
