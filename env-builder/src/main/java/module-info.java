/** Virtual environments for Python, Node.js and Java, made from Java. */
@SuppressWarnings("requires-automatic") // Maven Resolver has no module descriptors; it is optional
module io.pilotlight.env {
    requires transitive io.pilotlight.core;
    requires java.xml;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;
    requires static eu.maveniverse.maven.mima.context;
    requires static eu.maveniverse.maven.mima.runtime.standalonestatic;
    requires static eu.maveniverse.maven.mima.runtime.shared;
    requires static org.apache.maven.resolver;
    requires static org.apache.maven.resolver.util;

    exports io.pilotlight.env;
}
