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
            description =
                    "Goes through this proxy: http, https, socks4, socks4a, socks5 or socks5h; 'none' for no proxy."
                            + " If not given, as HTTP_PROXY and the like say.")
    private @Nullable String proxy;

    @Option(names = "--insecure", description = "Trusts any certificate: for tests only.")
    private boolean insecure;

    @Option(
            names = "--cacert",
            paramLabel = "PATH",
            description = "Trusts these authorities, a PEM file or a folder, in place of the JDK's.")
    private @Nullable Path caCertificates;

    @Option(names = "--cert", paramLabel = "PATH", description = "Shows this certificate, a PEM file, to the server.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "PATH", description = "The key of --cert, if that file does not hold it.")
    private @Nullable Path key;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Tries again up to N times what may be repeated: not POST and PATCH.")
    private int retries;

    @Option(names = "--netrc", description = "Signs with the name and password that ~/.netrc has for the host.")
    private boolean netrc;

    @Option(
            names = "--cookie-jar",
            paramLabel = "FILE",
            description = "Sends and keeps the cookies of this file, in the format of curl; it is made if missing.")
    private @Nullable Path cookieJar;

    @Option(names = "--http1", description = "Speaks HTTP/1.1 only.")
    private boolean http1;

    /** Makes the session that was described. */
    Session session() {
        Session.Builder session = Session.builder().http2(!http1);
        if (proxy != null) {
            session.proxy(proxy.equals("none") ? Proxy.NONE : Proxy.of(proxy));
        }
        if (insecure || caCertificates != null || certificate != null || key != null) {
            session.tls(tls());
        }
        if (retries < 0) {
            throw new IllegalArgumentException("Not a number of retries: " + retries + "; write --retries 0 or more");
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
