package io.pilotlight.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What an I/O failure means, by its kind and by how far the exchange had come. */
final class NetworkFailure {
    private NetworkFailure() {}

    /** How far an exchange has come. */
    enum Phase {
        CONNECTING,
        WAITING,
        BODY
    }

    static RequestException of(IOException e, PreparedRequest request, Phase phase) {
        if (e instanceof CheckedBody.UnreadableException) {
            return new InvalidBodyException("Could not send " + request + ": " + e.getMessage(), e);
        }
        if (e instanceof InterruptedIOException) {
            return timeout(e, request, phase);
        }
        if (e instanceof UnknownHostException) {
            return new ConnectionException(
                    "No such host: " + Url.parse(request.url()).host() + "; check its name, or this machine's DNS", e);
        }
        if (e instanceof SSLException) {
            return new TlsException("No secure connection for " + request + ": " + reason(e), e);
        }
        if (phase == Phase.BODY) {
            return new IncompleteBodyException("The body of the answer to " + request + " broke off: " + reason(e), e);
        }
        if (e instanceof ProtocolException) {
            return new InvalidResponseException("What answered " + request + " speaks no HTTP: " + reason(e), e);
        }
        return phase == Phase.CONNECTING
                ? new ConnectionException("No connection for " + request + ": " + reason(e) + "; is the server up?", e)
                : new ConnectionException("The connection broke before " + request + " was answered: " + reason(e), e);
    }

    /** What a failure says, or its kind if it says nothing. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    private static RequestException timeout(IOException e, PreparedRequest request, Phase phase) {
        if (Thread.currentThread().isInterrupted()) {
            return new RequestInterruptedException("Interrupted during " + request, e);
        }
        if (!(e instanceof SocketTimeoutException)) {
            return new DeadlineExceededException(
                    "The time for the whole exchange is over during " + request + "; allow more in total", e);
        }
        return phase == Phase.CONNECTING
                ? new ConnectTimeoutException("No connection in time for " + request + "; allow more to connect", e)
                : new ReadTimeoutException("Nothing came in time for " + request + "; allow more to read", e);
    }
}
