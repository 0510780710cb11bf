package io.pilotlight.examples.parity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out what differs between two runs or two clients: ports, boundaries, nonces, the clients' names. The twin of
 * {@code Norm} in oracle.py.
 */
final class Normal {
    private static final Pattern BOUNDARY = Pattern.compile("(\\bboundary=)\"?[^\\s;\"]+\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUNDARY_VALUE = Pattern.compile("boundary=\"?([^\\s;\"]+)");
    private static final Pattern HEX_32 = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern HEX_LONG = Pattern.compile("\\b[0-9a-f]{64,128}\\b");
    private static final Pattern DIGEST = Pattern.compile("(response|cnonce|nonce|opaque)=\"[^\"]*\"");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "www-authenticate");
    private static final Set<String> VOLATILE_FIELDS = Set.of("origin", "uuid");
    private static final int LONGEST_TEXT = 4_000;

    private final List<String[]> replacements = new ArrayList<>();
    private final String userAgent;
    private final String acceptEncoding;

    /**
     * Makes a normaliser for one run.
     *
     * @param userAgent what the client says of itself by default
     * @param acceptEncoding the codings that it asks for by default
     */
    Normal(Placeholders env, String userAgent, String acceptEncoding) {
        this.userAgent = userAgent;
        this.acceptEncoding = acceptEncoding;
        for (String name : List.of("base", "alt", "refused", "blackhole")) {
            replacements.add(new String[] {env.value(name), "{" + name + "}"});
        }
        replacements.sort(
                Comparator.comparingInt((String[] pair) -> pair[0].length()).reversed());
        for (String colon : List.of(":", "%3A")) {
            String suffix = colon.equals(":") ? "}" : "-enc}";
            replacements.add(new String[] {"127.0.0.1" + colon + env.value("port"), "{hostport" + suffix});
            replacements.add(new String[] {"localhost" + colon + env.value("port"), "{althostport" + suffix});
        }
    }

    String text(String value) {
        String text = value;
        for (String[] pair : replacements) {
            text = text.replace(pair[0], pair[1]);
        }
        text = BOUNDARY.matcher(text.replace(userAgent, "{ua}")).replaceAll("$1{boundary}");
        return HEX_LONG.matcher(HEX_32.matcher(text).replaceAll("{hex32}")).replaceAll("{hexlong}");
    }

    String header(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("accept-encoding") && value.equals(acceptEncoding)) {
            return "{accept-encoding}";
        }
        boolean digest = value.regionMatches(true, 0, "digest", 0, 6);
        return text(
                digest && CREDENTIALS.contains(lower) ? DIGEST.matcher(value).replaceAll("$1=\"*\"") : value);
    }

    @Nullable
    Object json(@Nullable Object value) {
        return json(value, "");
    }

    private @Nullable Object json(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            object.forEach((name, field) -> {
                if (!VOLATILE_FIELDS.contains(String.valueOf(name))) {
                    sorted.put(String.valueOf(name), json(field, String.valueOf(name)));
                }
            });
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> entries = new ArrayList<>();
            list.forEach(entry -> entries.add(json(entry, "")));
            return entries;
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return number.isNaN() ? "{nan}" : number > 0 ? "{inf}" : "{-inf}";
        }
        return value instanceof String text ? header(key, text) : value;
    }

    /** A body as text; what is no UTF-8 in Base64, what is long as its checksum. */
    String body(byte[] bytes, @Nullable String boundary) {
        String text = asText(bytes);
        if (boundary != null) {
            text = text.startsWith("base64:")
                    ? asText(replaced(bytes, boundary))
                    : text.replace(boundary, "{boundary}");
        }
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text(text)
                : "sha256:" + sha256(bytes) + " len:" + bytes.length;
    }

    String body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8), null);
    }

    static @Nullable String boundaryOf(@Nullable String contentType) {
        Matcher boundary = BOUNDARY_VALUE.matcher(contentType == null ? "" : contentType);
        return boundary.find() ? boundary.group(1) : null;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each Java has SHA-256", e);
        }
    }

    private static byte[] replaced(byte[] bytes, String boundary) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(boundary, "{boundary}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String asText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "base64:" + Base64.getEncoder().encodeToString(bytes);
        }
    }
}
