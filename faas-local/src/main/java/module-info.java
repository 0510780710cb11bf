/** The in-process function runtime. */
@SuppressWarnings("requires-automatic") // HdrHistogram has no module name but that of its file
module io.pilotlight.faas {
    requires transitive io.pilotlight.core;
    requires HdrHistogram;
    requires java.management;
    requires jdk.jfr;
    requires jdk.management;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.faas;
    exports io.pilotlight.faas.gateway;
    exports io.pilotlight.faas.usage;
}
