/** Requests for Java. */
module io.pilotlight.http {
    requires transitive io.pilotlight.core;
    requires okhttp3;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.http;
    exports io.pilotlight.http.cassette;
}
