package io.pilotlight.http.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** TLS over a connection. */
final class Secured {
    private Secured() {}

    /** Shakes hands with a host; its certificate must be for it. */
    static SSLSocket over(Socket socket, String host, int port, WireTls tls) throws IOException {
        String bare = Hosts.bare(host);
        SSLSocket secure = (SSLSocket) tls.factory().createSocket(socket, bare, port, true);
        secure.setUseClientMode(true);
        SSLParameters parameters = secure.getSSLParameters();
        if (!Hosts.isAddress(bare)) {
            // the JDK's own choice leaves out names without a dot
            serverName(parameters, bare);
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        HostnameVerifier verifier = tls.verifier();
        if (verifier == null) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secure.setSSLParameters(parameters);
        shakeHands(secure, bare);
        if (verifier != null && !verifier.verify(bare, secure.getSession())) {
            throw new SSLPeerUnverifiedException("the certificate is not for " + bare);
        }
        return secure;
    }

    /** The JDK has no exception of its own for a certificate that is for another host: only words. */
    private static void shakeHands(SSLSocket secure, String host) throws IOException {
        try {
            secure.startHandshake();
        } catch (SSLHandshakeException e) {
            String why = e.getCause() instanceof CertificateException ? WireException.reason(e.getCause()) : "";
            if (why.startsWith("No subject alternative") || why.startsWith("No name matching")) {
                throw (IOException) new SSLPeerUnverifiedException("the certificate is not for " + host).initCause(e);
            }
            throw e;
        }
    }

    private static void serverName(SSLParameters parameters, String host) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        } catch (IllegalArgumentException e) {
            // not a name that TLS can send, such as one with an underscore: sent without
        }
    }
}
