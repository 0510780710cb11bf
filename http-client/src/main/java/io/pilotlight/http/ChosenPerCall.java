package io.pilotlight.http;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;

/** Stands where each call brings its own TLS: so that none is made for sessions without, and none is used by mistake. */
final class ChosenPerCall extends SSLSocketFactory {
    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
        throw missing();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw missing();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw missing();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw missing();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw missing();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("no TLS was chosen for this call");
    }

    /** Trusts nobody, and has no list of authorities: who really decides sits in the socket factory of the call. */
    static final class Nobody implements X509TrustManager {
        private static final X509Certificate[] NONE = {};

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return NONE;
        }
    }
}
