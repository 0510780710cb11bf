package io.pilotlight.http;

import io.pilotlight.http.wire.WireException;
import javax.net.ssl.SSLException;

/** What a failure of our own HTTP/1.1 means to who asked. */
final class WireFailure {
    private WireFailure() {}

    static RequestException of(WireException e, PreparedRequest request) {
        String reason = NetworkFailure.reason(e);
        return switch (e.kind()) {
            case UNKNOWN_HOST ->
                new ConnectionException(
                        "No such host: " + Url.parse(request.url()).host() + "; check its name, or this machine's DNS",
                        e);
            case ADDRESS_REFUSED ->
                new RedirectRefusedException(
                        "Redirect refused: " + Url.shown(request.url())
                                + " leads to an address that the policy forbids (" + reason
                                + "); allow it in the RedirectPolicy, or do not follow",
                        e);
            case NO_CONNECTION ->
                new ConnectionException("No connection for " + request + ": " + reason + "; is the server up?", e);
            case CONNECT_TIMEOUT ->
                new ConnectTimeoutException("No connection in time for " + request + "; allow more to connect", e);
            case TLS ->
                e.getCause() instanceof SSLException tls
                        ? NetworkFailure.of(tls, request, NetworkFailure.Phase.SECURING)
                        : new TlsException("No secure connection for " + request + ": " + reason, e);
            case PROXY ->
                new ProxyException(
                        "No way through the proxy for " + request + ": " + reason
                                + "; check the proxy's address, its user and password, and what it allows",
                        e);
            case NO_ANSWER, BROKEN ->
                new ConnectionException("The connection broke before " + request + " was answered: " + reason, e);
            case READ_TIMEOUT ->
                new ReadTimeoutException("Nothing came in time for " + request + "; allow more to read", e);
            case WRITE_TIMEOUT ->
                new WriteTimeoutException("The body of " + request + " was not taken in time; allow more to write", e);
            case DEADLINE ->
                new DeadlineExceededException(
                        "The time for the whole exchange is over during " + request + "; allow more in total", e);
            case INTERRUPTED -> new RequestInterruptedException("Interrupted during " + request, e);
            case CANCELLED -> new RequestInterruptedException("Given up during " + request, e);
            case MALFORMED ->
                new InvalidResponseException("What answered " + request + " speaks no HTTP: " + reason, e);
            case HEAD_TOO_LARGE ->
                new HeadersTooLargeException(
                        "The head of the answer to " + request + " is too long: " + reason
                                + "; allow more in the Limits",
                        e);
            case CUT_BODY, BAD_CHUNK ->
                new IncompleteBodyException("The body of the answer to " + request + " broke off: " + reason, e);
            case BAD_SOURCE ->
                new InvalidBodyException("The body of " + request + " cannot be sent: " + reason, e.getCause());
        };
    }
}
