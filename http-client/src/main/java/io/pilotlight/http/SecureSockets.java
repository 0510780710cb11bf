package io.pilotlight.http;

import io.pilotlight.http.tls.TlsContext;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSocketFactory;

/**
 * What secure connections of one kind are made with. Connections are shared by those with the same two objects.
 *
 * @param sockets makes the sockets
 * @param verifier says whether a certificate is for a host
 */
record SecureSockets(SSLSocketFactory sockets, HostnameVerifier verifier) {
    private static final HostnameVerifier ANY_NAME = (host, session) -> true;

    /** Makes new ones; names are checked by the given rule if they are checked. */
    static SecureSockets of(Tls tls, HostnameVerifier rule) {
        TlsContext context = tls.context();
        return new SecureSockets(context.context().getSocketFactory(), context.verifiesNames() ? rule : ANY_NAME);
    }
}
