package io.pilotlight.http.wire;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIHostName;
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
        secure.startHandshake();
        if (verifier != null && !verifier.verify(bare, secure.getSession())) {
            throw new SSLPeerUnverifiedException("the certificate is not for " + bare);
        }
        return secure;
    }

    private static void serverName(SSLParameters parameters, String host) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        } catch (IllegalArgumentException e) {
            // not a name that TLS can send, such as one with an underscore: sent without
        }
    }
}
