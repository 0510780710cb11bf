/** The in-process function runtime. */
module io.pilotlight.faas {
    requires transitive io.pilotlight.core;
    requires java.management;
    requires jdk.management;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.faas;
}
