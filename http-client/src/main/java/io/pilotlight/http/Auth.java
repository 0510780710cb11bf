package io.pilotlight.http;

import java.nio.charset.Charset;
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
     * Looks at an answer that is no challenge, for what it says about the next request. Called for each hop that may be answered
     * as by {@link #answer}, when its status is below 400.
     *
     * @implSpec does nothing
     * @param accepted the answer, without its content
     */
    default void accepted(Response accepted) {}

    /**
     * Signs with a name and a password (RFC 7617, in UTF-8).
     *
     * @param user the name
     * @param password the password
     * @return an auth that shows neither in its {@code toString}
     * @throws IllegalArgumentException if the name holds a colon
     */
    static Auth basic(String user, String password) {
        return basic(user, password, StandardCharsets.UTF_8);
    }

    /**
     * Signs with a name and a password in a charset of the server's, such as latin-1, which requests writes.
     *
     * @param user the name
     * @param password the password
     * @param charset how both become bytes
     * @return an auth that shows neither in its {@code toString}
     * @throws IllegalArgumentException if the name holds a colon, or the charset cannot write name or password
     */
    static Auth basic(String user, String password, Charset charset) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("A user name for basic auth cannot hold a colon (RFC 7617, section 2)");
        }
        String pair = user + ":" + password;
        if (!charset.newEncoder().canEncode(pair)) {
            throw new IllegalArgumentException(
                    "The user name or the password cannot be written in " + charset + "; take UTF-8");
        }
        return new AuthorizationHeader("Basic", Base64.getEncoder().encodeToString(pair.getBytes(charset)));
    }

    /**
     * Answers digest challenges (RFC 7616, and RFC 2617 and 2069 before it): MD5, SHA, SHA-256, SHA-512, SHA-512-256, each also
     * as {@code -sess}; {@code auth} rather than {@code auth-int}, which needs a body that can be read twice.
     *
     * <p>What a server asked for once is known to later requests to it, which are signed without being asked. Safe for use by many
     * threads; what is kept is of the last 64 origins. Like requests, it writes {@code qop} and {@code algorithm} in quotes.
     *
     * @param user the name
     * @param password the password
     * @return an auth that shows neither in its {@code toString}
     */
    static Auth digest(String user, String password) {
        return new Digest(new DigestAnswer.Credentials(user, password), true);
    }

    /**
     * Answers digest challenges as {@link #digest} does, with {@code qop} and {@code algorithm} without quotes, as RFC 7616 says and
     * some devices insist.
     *
     * @param user the name
     * @param password the password
     * @return an auth that shows neither in its {@code toString}
     */
    static Auth strictDigest(String user, String password) {
        return new Digest(new DigestAnswer.Credentials(user, password), false);
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
        return Unsigned.INSTANCE;
    }
}

/** Leaves requests as they are. */
enum Unsigned implements Auth {
    INSTANCE;

    @Override
    public PreparedRequest sign(PreparedRequest request) {
        return request;
    }

    @Override
    public String toString() {
        return "none";
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
