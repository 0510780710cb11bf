/** Puts any HttpHandler on a port. */
module io.pilotlight.server {
    requires transitive io.pilotlight.core;
    requires org.eclipse.jetty.server;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.server;
}
