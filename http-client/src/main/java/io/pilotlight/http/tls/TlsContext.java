package io.pilotlight.http.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to open secure connections of one kind. One context has one cache of TLS sessions, so none is resumed by
 * who trusts less or more.
 *
 * @param context makes sockets
 * @param trust decides on certificates
 * @param verifiesNames whether a server's certificate has to be for the name it was asked by
 */
public record TlsContext(SSLContext context, X509TrustManager trust, boolean verifiesNames) {

    /**
     * Makes a context.
     *
     * @param trust whose word is taken
     * @param client shown to servers that ask for it; null for none
     * @return a new context
     * @throws IOException if this JDK cannot make one
     */
    public static TlsContext of(Trust trust, @Nullable ClientCertificate client) throws IOException {
        try {
            X509TrustManager decider = trust.decider();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    client == null ? new KeyManager[0] : new KeyManager[] {new OneKey(client)},
                    new TrustManager[] {decider},
                    null);
            return new TlsContext(context, decider, trust.verified());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "This JDK cannot make a TLS context for " + trust
                            + "; look at its security properties and javax.net.ssl.* system properties",
                    e);
        }
    }
}
