package io.pilotlight.http;

import io.pilotlight.core.PilotlightException;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of what goes wrong with a request.
 *
 * <pre>
 * RequestException
 *   InvalidUrlException            no URL that can be asked
 *     MissingSchemaException       "example.com" in place of "https://example.com"
 *     InvalidSchemaException       a scheme that no transport is mounted for
 *     InvalidProxyUrlException     no URL of a proxy
 *   InvalidHeaderException         a header field that must not be sent
 *   InvalidBodyException           a body that cannot be made, or cannot be sent with this method
 *     UnrewindableBodyException    a stream that a redirect would need a second time
 *   ConnectionException            no connection, or one that broke
 *     ConnectTimeoutException      no connection in time
 *     PoolTimeoutException         no connection was free in time
 *     ProxyException               no way through the proxy
 *     TlsException                 no trust, or no common language
 *     WriteTimeoutException        a body that was not taken in time
 *     IncompleteBodyException      the connection ended before the body did
 *   ReadTimeoutException           a connection on which nothing came in time
 *   DeadlineExceededException      the time for the whole exchange was over
 *   RequestInterruptedException    this thread was interrupted
 *   TooManyRedirectsException      round in circles
 *   RedirectRefusedException       to where the policy allows none
 *   RetriesExhaustedException      as often as the retries allowed
 *   InvalidResponseException       what came back is no HTTP
 *     HeadersTooLargeException     or its head does not end
 *     ContentDecodingException     or no gzip, although it says so
 *     InvalidJsonException         or no JSON, although it was read as such
 *   ResponseTooLargeException      more than was allowed for
 *   StreamConsumedException        content that had been read another way
 *   CookieConflictException        several cookies of one name
 *   CookieRefusedException         a cookie for all of co.uk
 *   HttpStatusException            {@link Response#raiseForStatus()} found an error status
 *     ProblemException             and the server said what is wrong
 * </pre>
 *
 * <p>A message names the URL without its query and its user information, and never quotes a body or a secret.
 */
public class RequestException extends PilotlightException {
    @Serial
    private static final long serialVersionUID = 1L;

    private transient @Nullable PreparedRequest request;
    private transient @Nullable Response response;

    /**
     * Makes an exception with a message and what caused it.
     *
     * @param message what went wrong, with which value, and what to do
     * @param cause what caused it, or null if nothing did
     */
    public RequestException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what was being sent.
     *
     * @return the request; empty if it could not be prepared, or if this exception was deserialized
     */
    public final Optional<PreparedRequest> request() {
        return Optional.ofNullable(request);
    }

    /**
     * Returns what had been answered by then.
     *
     * @return the response, without content if its body is what failed; empty if there was no answer
     */
    public final Optional<Response> response() {
        return Optional.ofNullable(response);
    }

    /**
     * Says whether time ran out: while connecting, while waiting for bytes, or for the whole exchange.
     *
     * @return true for a timeout of any kind
     */
    public boolean timedOut() {
        return false;
    }

    /**
     * Remembers the circumstances, unless they are known.
     *
     * @param itsRequest what was being sent, or null
     * @param itsResponse what had been answered, or null
     * @return this
     */
    protected final RequestException about(@Nullable PreparedRequest itsRequest, @Nullable Response itsResponse) {
        if (request == null) {
            request = itsRequest;
        }
        if (response == null) {
            response = itsResponse;
        }
        return this;
    }
}
