package io.pilotlight.http;

import io.pilotlight.http.wire.WireException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an I/O failure means, by its kind and by how far the exchange had come. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** How far an exchange has come. */
    enum Phase {
        /** To the server, or to the proxy and what it has to agree to. */
        CONNECTING,
        SECURING,
        SENDING,
        WAITING,
        BODY
    }

    /**
     * Where it was when it failed.
     *
     * @param proxied whether what was connected to is a proxy
     */
    record Where(Phase phase, boolean proxied) {}

    /** An address that must not be connected to; OkHttp lets a resolver throw this kind only. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String host, InetAddress address) {
            super(host + " is " + address.getHostAddress());
        }
    }

    static RequestException of(IOException e, PreparedRequest request, Phase phase) {
        return of(e, request, new Where(phase, false));
    }

    static RequestException of(IOException e, PreparedRequest request, Where where) {
        Phase phase = where.phase();
        if (Thread.currentThread().isInterrupted()) {
            return new RequestInterruptedException("Interrupted during " + request, e);
        }
        if (e instanceof WireException wire) {
            return WireFailure.of(wire, request);
        }
        if (e instanceof CheckedBody.UnreadableException) {
            return new InvalidBodyException("Could not send " + request + ": " + e.getMessage(), e);
        }
        if (e instanceof RefusedAddressException) {
            return new RedirectRefusedException(
                    "Redirect refused: " + Url.shown(request.url()) + " leads to an address that the policy forbids ("
                            + reason(e) + "); allow it in the RedirectPolicy, or do not follow",
                    e);
        }
        if (e instanceof InterruptedIOException) {
            return timeout(e, request, phase);
        }
        if (phase == Phase.BODY) {
            return new IncompleteBodyException("The body of the answer to " + request + " broke off: " + reason(e), e);
        }
        if (phase == Phase.CONNECTING && where.proxied()) {
            return new ProxyException(
                    "No way through the proxy for " + request + ": " + reason(e)
                            + "; check the proxy's address, its user and password, and what it allows",
                    e);
        }
        if (e instanceof UnknownHostException) {
            return new ConnectionException(
                    "No such host: " + Url.parse(request.url()).host() + "; check its name, or this machine's DNS", e);
        }
        if (e instanceof SSLException failure) {
            return tls(failure, request);
        }
        if (e instanceof ProtocolException) {
            return new InvalidResponseException("What answered " + request + " speaks no HTTP: " + reason(e), e);
        }
        return phase == Phase.CONNECTING || phase == Phase.SECURING
                ? new ConnectionException("No connection for " + request + ": " + reason(e) + "; is the server up?", e)
                : new ConnectionException("The connection broke before " + request + " was answered: " + reason(e), e);
    }

    /** What a failure says, or its kind if it says nothing. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    private static TlsException tls(SSLException e, PreparedRequest request) {
        String start = "No secure connection for " + request + ": ";
        if (e instanceof SSLPeerUnverifiedException) {
            return new TlsException(
                    start + "the server's certificate is not for "
                            + Url.parse(request.url()).host() + "; ask by a name that it is for",
                    e);
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return new TlsException(
                        start + "a certificate of the server is out of its time (" + cause.getMessage()
                                + "); renew it, or set this machine's clock",
                        e);
            }
        }
        if (e.getCause() instanceof CertificateException) {
            return new TlsException(
                    start + "nobody who is trusted vouches for the server's certificate (" + reason(e)
                            + "); trust its authority by Tls.trusting",
                    e);
        }
        return new TlsException(start + reason(e), e);
    }

    private static RequestException timeout(IOException e, PreparedRequest request, Phase phase) {
        if (!(e instanceof SocketTimeoutException)) {
            return new DeadlineExceededException(
                    "The time for the whole exchange is over during " + request + "; allow more in total", e);
        }
        return switch (phase) {
            case CONNECTING, SECURING ->
                new ConnectTimeoutException("No connection in time for " + request + "; allow more to connect", e);
            case SENDING ->
                new WriteTimeoutException("The body of " + request + " was not taken in time; allow more to write", e);
            default -> new ReadTimeoutException("Nothing came in time for " + request + "; allow more to read", e);
        };
    }
}
