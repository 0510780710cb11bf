/** Virtual environments for Python, Node.js and Java, made from Java. */
module io.pilotlight.env {
    requires transitive io.pilotlight.core;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.env;
}
