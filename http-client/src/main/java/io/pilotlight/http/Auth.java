package io.pilotlight.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * Signs requests: sees each one fully prepared, and returns the one to send.
 *
 * <p>What it sets replaces a field that was set by hand. Called by many threads at once; a redirect is not signed again, and
 * loses its {@code Authorization} when it leads elsewhere.
 */
@FunctionalInterface
public interface Auth {

    /**
     * Signs a request.
     *
     * @param request the request as it would be sent
     * @return the request to send in its place
     */
    PreparedRequest sign(PreparedRequest request);

    /**
     * Answers a challenge: called for an answer of 400 to 499, once for each request and each redirect that does not lead
     * elsewhere.
     *
     * @implSpec answers none
     * @param challenge the answer, without its content; its cookies are stored
     * @return the request to send in its place; empty to hand the answer on
     */
    default Optional<PreparedRequest> answer(Response challenge) {
        return Optional.empty();
    }

    /**
     * Signs with a name and a password (RFC 7617, in UTF-8).
     *
     * @param user the name
     * @param password the password
     * @return an auth that shows neither in its {@code toString}
     * @throws IllegalArgumentException if the name holds a colon
     */
    static Auth basic(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("A user name for basic auth cannot hold a colon (RFC 7617, section 2)");
        }
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new AuthorizationHeader("Basic", Base64.getEncoder().encodeToString(pair));
    }

    /**
     * Signs with a token (RFC 6750).
     *
     * @param token the token
     * @return an auth that does not show the token in its {@code toString}
     */
    static Auth bearer(String token) {
        return new AuthorizationHeader("Bearer", Objects.requireNonNull(token, "token"));
    }

    /**
     * Signs nothing: for a request that must not be signed as its session, or the user information of its URL, says.
     *
     * @return an auth that returns what it is given
     */
    static Auth none() {
        return request -> request;
    }
}

/** Sets one field, and keeps quiet about its value. */
final class AuthorizationHeader implements Auth {
    private final String scheme;
    private final String credentials;

    AuthorizationHeader(String scheme, String credentials) {
        this.scheme = scheme;
        this.credentials = credentials;
    }

    @Override
    public PreparedRequest sign(PreparedRequest request) {
        return request.withHeader("Authorization", scheme + " " + credentials);
    }

    @Override
    public String toString() {
        return scheme + " ***";
    }
}
