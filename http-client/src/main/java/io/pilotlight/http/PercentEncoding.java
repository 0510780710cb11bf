package io.pilotlight.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Which characters stand for themselves in a URL, and how the others are written (RFC 3986, section 2). */
final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String SUB_DELIMS = "!$&'()*+,;=";
    /** What a path keeps. */
    static final String PATH = SUB_DELIMS + ":@/";
    /** What a query or a fragment keeps. */
    static final String QUERY = PATH + "?";
    /** What the user information keeps. */
    static final String USER_INFO = SUB_DELIMS + ":";

    private static final String WHOLE_URL = SUB_DELIMS + ":/?#[]@";

    private PercentEncoding() {}

    /**
     * Encodes what a part of a URL must not hold. Escapes that are there stay, with upper-case digits; a percent sign
     * that begins none is encoded itself.
     */
    static String encodeInvalid(String part, String keep) {
        return walk(part, keep, false);
    }

    /**
     * Encodes what a whole URL must not hold, and writes escaped letters, digits and {@code -._~} as themselves. Other
     * escapes stay as they are.
     */
    static String requote(String url) {
        return walk(url, WHOLE_URL, true);
    }

    /** Encodes a name or a value of a form or a query: a blank becomes a plus. */
    static String formEncode(String text) {
        if (hasHalfCharacter(text)) {
            throw new IllegalArgumentException(
                    "A parameter or a field of a form holds half of a surrogate pair, which is no character; leave it out");
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet == ' ') {
                out.append('+');
            } else if (isUnreserved(octet)) {
                out.append((char) octet);
            } else {
                escape(out, octet);
            }
        }
        return out.toString();
    }

    /** Says whether a text has half of a surrogate pair, which UTF-8 cannot carry. */
    static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Decodes every escape of a part, as UTF-8. */
    static String decode(String part) {
        byte[] octets = new byte[part.length() * 3];
        int length = 0;
        for (int i = 0; i < part.length(); ) {
            if (isEscape(part, i)) {
                octets[length++] = (byte) Integer.parseInt(part.substring(i + 1, i + 3), 16);
                i += 3;
            } else {
                int codePoint = part.codePointAt(i);
                byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, octets, length, encoded.length);
                length += encoded.length;
                i += Character.charCount(codePoint);
            }
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }

    private static String walk(String text, String keep, boolean decodeUnreserved) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            if (isEscape(text, i)) {
                String digits = text.substring(i + 1, i + 3);
                int octet = Integer.parseInt(digits, 16);
                if (decodeUnreserved && isUnreserved(octet)) {
                    out.append((char) octet);
                } else {
                    out.append('%').append(decodeUnreserved ? digits : digits.toUpperCase(Locale.ROOT));
                }
                i += 3;
            } else {
                int codePoint = text.codePointAt(i);
                append(out, codePoint, keep);
                i += Character.charCount(codePoint);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint, String keep) {
        if (isUnreserved(codePoint) || keep.indexOf(codePoint) >= 0) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            escape(out, octet);
        }
    }

    private static void escape(StringBuilder out, byte octet) {
        out.append('%')
                .append(Character.toUpperCase(Character.forDigit((octet >> 4) & 0xf, 16)))
                .append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
    }

    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && isHex(text.charAt(at + 1))
                && isHex(text.charAt(at + 2));
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0;
    }
}
