package io.pilotlight.examples;

import io.pilotlight.http.CookieJar;
import io.pilotlight.http.Netrc;
import io.pilotlight.http.Proxy;
import io.pilotlight.http.Retries;
import io.pilotlight.http.Session;
import io.pilotlight.http.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the options of {@code http} say of how requests are carried. */
final class HttpSessionOptions {
    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "Goes through a proxy: http://, socks5:// and so on; none to go without one.")
    private @Nullable String proxy;

    @Option(names = "--insecure", description = "Trusts any certificate.")
    private boolean insecure;

    @Option(names = "--cacert", paramLabel = "PATH", description = "Trusts the certificates of a PEM file or a folder.")
    private @Nullable Path caCertificates;

    @Option(names = "--cert", paramLabel = "PATH", description = "Shows this certificate to the server, PEM.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PATH", description = "The key of --cert, if that file does not hold it.")
    private @Nullable Path key;

    @Option(names = "--retries", paramLabel = "N", description = "Tries so often again what may be repeated.")
    private int retries;

    @Option(names = "--netrc", description = "Signs by the names and passwords of the .netrc file.")
    private boolean netrc;

    @Option(
            names = "--cookie-jar",
            paramLabel = "FILE",
            description = "Keeps cookies in this file, which is a cookies.txt; it need not be there yet.")
    private @Nullable Path cookieJar;

    @Option(names = "--http1", description = "Speaks HTTP/1.1 only.")
    private boolean http1;

    /** Makes the session that was described. */
    Session session() {
        Session.Builder session = Session.builder().http2(!http1);
        if (proxy != null) {
            session.proxy(proxy.equals("none") ? Proxy.NONE : Proxy.of(proxy));
        }
        if (insecure || caCertificates != null || certificate != null) {
            session.tls(tls());
        }
        if (retries != 0) {
            session.retries(Retries.of(retries));
        }
        if (netrc) {
            session.netrc(Netrc.fromEnvironment(System.getenv()));
        }
        if (cookieJar != null && Files.exists(cookieJar)) {
            session.cookies(CookieJar.load(cookieJar));
        }
        return session.build();
    }

    /** Keeps the cookies of a session, if they are to be kept. */
    void keepCookies(Session session) {
        if (cookieJar != null) {
            session.cookies().save(cookieJar, true);
        }
    }

    private Tls tls() {
        if (insecure && caCertificates != null) {
            throw new IllegalArgumentException("Both --insecure and --cacert: trust anybody, or those");
        }
        if (key != null && certificate == null) {
            throw new IllegalArgumentException("--key needs --cert PATH");
        }
        Tls tls = insecure ? Tls.unverified() : caCertificates == null ? Tls.DEFAULT : Tls.trusting(caCertificates);
        if (certificate == null) {
            return tls;
        }
        return key == null ? tls.withClientCertificate(certificate) : tls.withClientCertificate(certificate, key);
    }
}
