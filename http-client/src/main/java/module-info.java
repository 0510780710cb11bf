/**
 * Requests for Java.
 *
 * <p>Bodies in {@code br} are decoded if {@code org.brotli:dec} is there; on the module path, where nothing else asks for it,
 * by {@code --add-modules dec}.
 */
// brotli's jar says no name of its own, and its users alone meet the one that is made of the file's
@SuppressWarnings("requires-automatic")
module io.pilotlight.http {
    requires transitive io.pilotlight.core;
    requires okhttp3;
    requires static dec;
    requires static transitive org.jspecify;
    requires static com.google.errorprone.annotations;

    exports io.pilotlight.http;
    exports io.pilotlight.http.cassette;
    exports io.pilotlight.http.download;
    exports io.pilotlight.http.sse;
}
