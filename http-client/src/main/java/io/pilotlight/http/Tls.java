package io.pilotlight.http;

import io.pilotlight.http.tls.ClientCertificate;
import io.pilotlight.http.tls.TlsContext;
import io.pilotlight.http.tls.Trust;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom to believe over HTTPS, and what to prove.
 *
 * <pre>{@code
 * Session session = Session.builder()
 *         .tls(Tls.trusting(Path.of("company-ca.pem")).withClientCertificate(Path.of("me.pem")))
 *         .build();
 * }</pre>
 *
 * <p>Files are read once, when a value is made, and a file that is no good is told then: so make a value once and keep it,
 * and make another after a file has changed. Two values are equal if what was read is, and equal ones share connections.
 * Immutable. The counterpart of {@code verify} and {@code cert} in Python's requests.
 */
public final class Tls {
    /** Believes the JDK's certificate authorities, and proves nothing: what holds if nothing is said. */
    public static final Tls DEFAULT = new Tls(Trust.OF_THE_JDK, null);

    private static final List<String> BUNDLES = List.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");

    private static final Tls UNVERIFIED = new Tls(Trust.IN_ANYBODY, null);

    private final Trust trust;
    private final @Nullable ClientCertificate client;
    private final int hash;

    private Tls(Trust trust, @Nullable ClientCertificate client) {
        this.trust = trust;
        this.client = client;
        this.hash = Objects.hash(trust, client == null ? null : client.chain());
    }

    /**
     * Believes every server, whatever its certificate says: for tests against a server of one's own, and nothing else.
     *
     * <p>Anybody between here and there can then read and change what is sent.
     *
     * @return TLS that hides from nobody who wants to see
     */
    public static Tls unverified() {
        return UNVERIFIED;
    }

    /**
     * Believes given certificate authorities, in place of the JDK's.
     *
     * @param pemFileOrFolder a file of PEM certificates, or a folder of which each file that ends in {@code .pem},
     *     {@code .crt} or {@code .cer}, or has a name of OpenSSL's rehash, is read
     * @return TLS with that trust
     * @throws TlsException if there is no certificate there, or one that cannot be read
     */
    public static Tls trusting(Path pemFileOrFolder) {
        return read(() -> new Tls(Trust.in(pemFileOrFolder), null));
    }

    /**
     * Shows a certificate to servers that ask for one.
     *
     * @param pemWithKey a PEM file with the client's certificate, those up to its authority, and its private key
     * @return another value
     * @throws TlsException if the file is not that
     */
    public Tls withClientCertificate(Path pemWithKey) {
        return withClientCertificate(pemWithKey, pemWithKey);
    }

    /**
     * Shows a certificate to servers that ask for one.
     *
     * @param certificate a PEM file with the client's certificate, and behind it those up to its authority
     * @param key a PEM file with its private key: PKCS#8, or PKCS#1 of RSA, or SEC1 of an elliptic curve
     * @return another value
     * @throws TlsException if a file is not that, or the key is another's or encrypted
     */
    public Tls withClientCertificate(Path certificate, Path key) {
        return read(() -> new Tls(trust, ClientCertificate.read(certificate, key, null)));
    }

    /**
     * Shows a certificate to servers that ask for one.
     *
     * @param certificate a PEM file with the client's certificate, and behind it those up to its authority
     * @param key a PEM file with its private key, encrypted in PKCS#8
     * @param password opens the key; not kept, and for the caller to clear
     * @return another value
     * @throws TlsException if a file is not that, the key is another's, or the password is
     */
    public Tls withClientCertificate(Path certificate, Path key, char[] password) {
        return read(() -> new Tls(trust, ClientCertificate.read(certificate, key, password)));
    }

    /**
     * Says whether servers have to prove who they are.
     *
     * @return false for {@link #unverified()} and what was made of it
     */
    public boolean verified() {
        return trust.verified();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Tls that
                        && hash == that.hash
                        && trust.equals(that.trust)
                        && Objects.equals(client, that.client));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns whom it believes and as whom it comes, without any secret. */
    @Override
    public String toString() {
        return "Tls[" + shown() + "]";
    }

    String shown() {
        return "believes " + trust + (client == null ? "" : ", " + client);
    }

    /**
     * Believes the bundle that the environment's variables name, if they do; the one of requests wins over curl's. An empty
     * one names nothing. It is read when it is needed, as in requests: who asks no https does not wait for a hundred certificates.
     */
    static Tls fromEnvironment(Map<String, String> variables) {
        @Nullable String name = variable(variables);
        return name == null
                ? DEFAULT
                : read(() -> new Tls(Trust.later(path(name, variables.getOrDefault(name, ""))), null));
    }

    /** Names the variable that {@link #fromEnvironment} goes by; null if there is none. */
    static @Nullable String variable(Map<String, String> variables) {
        for (String name : BUNDLES) {
            if (!variables.getOrDefault(name, "").isEmpty()) {
                return name;
            }
        }
        return null;
    }

    private static Path path(String name, String value) throws IOException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IOException("The variable " + name + " names no path: '" + value + "'; correct or unset it", e);
        }
    }

    /** Makes what connections are opened with; each transport keeps its own, by value. */
    TlsContext context() {
        return read(() -> TlsContext.of(trust, client));
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new TlsException(NetworkFailure.reason(e), e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }
}
