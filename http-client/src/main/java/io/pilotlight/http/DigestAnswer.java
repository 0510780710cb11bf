package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a digest challenge asks for, and the field that answers it (RFC 7616, section 3.4). Immutable. */
final class DigestAnswer {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "MD5", "MD5",
            "SHA", "SHA-1",
            "SHA-256", "SHA-256",
            "SHA-512", "SHA-512",
            "SHA-512-256", "SHA-512/256");
    private static final String SESSION = "-SESS";

    private final Challenge challenge;
    private final Credentials credentials;
    private final boolean session;
    private final String hash;
    private final String qop;

    private DigestAnswer(Challenge challenge, Credentials credentials, String algorithm, String qop) {
        this.challenge = challenge;
        this.credentials = credentials;
        this.session = algorithm.endsWith(SESSION);
        this.hash = ALGORITHMS.getOrDefault(plain(algorithm), "MD5");
        this.qop = qop;
    }

    /** A name and a password; shows neither. */
    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** The parts of one answer that change each time. */
    record Use(long count, String cnonce, boolean quoted) {
        String nc() {
            return String.format(Locale.ROOT, "%08x", count);
        }
    }

    /** Makes an answer, if the challenge is one that can be answered. */
    static Optional<DigestAnswer> to(Challenge challenge, Credentials credentials) {
        String algorithm = algorithm(challenge);
        if (!challenge.scheme().equals("digest")
                || !challenge.values().containsKey("nonce")
                || !ALGORITHMS.containsKey(plain(algorithm))) {
            return Optional.empty();
        }
        Set<String> offered = Arrays.stream(
                        challenge.value("qop").toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        if (offered.isEmpty() || offered.contains("auth") || offered.contains("auth-int")) {
            String qop = offered.isEmpty() ? "" : offered.contains("auth") ? "auth" : "auth-int";
            return Optional.of(new DigestAnswer(challenge, credentials, algorithm, qop));
        }
        return Optional.empty();
    }

    private static String algorithm(Challenge challenge) {
        String named = challenge.value("algorithm").toUpperCase(Locale.ROOT);
        return named.isEmpty() ? "MD5" : named;
    }

    private static String plain(String algorithm) {
        return algorithm.endsWith(SESSION) ? algorithm.substring(0, algorithm.length() - SESSION.length()) : algorithm;
    }

    /** Returns the same answer to another number from the server. */
    DigestAnswer withNonce(String nonce) {
        Map<String, String> values = new HashMap<>(challenge.values());
        values.put("nonce", nonce);
        return new DigestAnswer(new Challenge(challenge.scheme(), values), credentials, algorithm(challenge), qop);
    }

    String nonce() {
        return challenge.value("nonce");
    }

    /** Says whether the content is signed too. */
    boolean coversBody() {
        return qop.equals("auth-int");
    }

    /** Says whether the key holds the client's number, which then stays the same for one of the server's. */
    boolean session() {
        return session;
    }

    /** Makes the value of {@code Authorization}. */
    String field(PreparedRequest request, Use use) throws IOException {
        String uri = Url.parse(request.url()).target();
        StringBuilder field = new StringBuilder("Digest ").append(user());
        quoted(field, "realm", challenge.value("realm"));
        quoted(field, "nonce", nonce());
        quoted(field, "uri", uri);
        quoted(field, "response", response(request, uri, use));
        if (challenge.values().containsKey("opaque")) {
            quoted(field, "opaque", challenge.value("opaque"));
        }
        String mark = use.quoted() ? "\"" : "";
        if (!challenge.value("algorithm").isEmpty()) {
            field.append(", algorithm=")
                    .append(mark)
                    .append(challenge.value("algorithm"))
                    .append(mark);
        }
        if (!qop.isEmpty()) {
            field.append(", qop=").append(mark).append(qop).append(mark);
            field.append(", nc=").append(use.nc());
        }
        if (!qop.isEmpty() || session) {
            quoted(field, "cnonce", use.cnonce());
        }
        return field.append(hashesUser() ? ", userhash=true" : "").toString();
    }

    private boolean hashesUser() {
        return challenge.value("userhash").equalsIgnoreCase("true");
    }

    /** RFC 7616, section 3.4.4: a name is hashed, or beyond ASCII encoded, where the server says that it knows of that. */
    private String user() {
        if (hashesUser()) {
            return "username=\"" + hash(credentials.user() + ":" + challenge.value("realm")) + "\"";
        }
        boolean ascii = credentials.user().chars().allMatch(c -> c >= ' ' && c < 0x7f);
        if (!ascii && challenge.value("charset").equalsIgnoreCase("UTF-8")) {
            return "username*=UTF-8''" + percentEncoded(credentials.user());
        }
        byte[] utf8 = credentials.user().getBytes(StandardCharsets.UTF_8);
        return "username=\"" + escaped(new String(utf8, StandardCharsets.ISO_8859_1)) + "\"";
    }

    private static String percentEncoded(String text) {
        StringBuilder out = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each > 0 && (Character.isLetterOrDigit(each) || "!#$&+-.^_`|~".indexOf(each) >= 0);
            out.append(plain ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each));
        }
        return out.toString();
    }

    private static void quoted(StringBuilder field, String name, String value) {
        field.append(", ").append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String response(PreparedRequest request, String uri, Use use) throws IOException {
        String secret = hash(credentials.user() + ":" + challenge.value("realm") + ":" + credentials.password());
        String key = session ? hash(secret + ":" + nonce() + ":" + use.cnonce()) : secret;
        String asked = request.method() + ":" + uri + (coversBody() ? ":" + hash(request.body()) : "");
        String middle = qop.isEmpty() ? nonce() : nonce() + ":" + use.nc() + ":" + use.cnonce() + ":" + qop;
        return hash(key + ":" + middle + ":" + hash(asked));
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String hash(Body body) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[8192];
        try (InputStream in = body.stream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + hash + "; take one that has", e);
        }
    }
}
