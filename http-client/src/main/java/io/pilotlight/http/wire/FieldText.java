package io.pilotlight.http.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the bytes of a header field's value say. RFC 9110, section 5.5 knows ASCII, and calls the rest opaque: what is valid UTF-8
 * is hardly ever anything else, and what is not is read as latin-1, in which each byte is a letter and none is lost.
 *
 * <p>{@code Set-Cookie} is left in the latter form: a cookie is bytes that go back as they came (RFC 6265, section 4.1.1).
 */
public final class FieldText {
    private static final String OPAQUE = "Set-Cookie";

    private FieldText() {}

    /**
     * Reads the value of a field.
     *
     * @param name the field's name
     * @param octets its value, one letter a byte
     * @return the text
     */
    public static String of(String name, String octets) {
        return name.equalsIgnoreCase(OPAQUE) ? octets : of(octets);
    }

    /**
     * Reads text of no field that is opaque.
     *
     * @param octets one letter a byte
     * @return the text
     */
    public static String of(String octets) {
        if (isAscii(octets)) {
            return octets;
        }
        try {
            byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException latin1) {
            return octets;
        }
    }

    /**
     * Undoes reading as UTF-8 where that was done to every field.
     *
     * @param name the field's name
     * @param text its value, read as UTF-8
     * @return what {@link #of(String, String)} makes of the same bytes, if they are UTF-8
     */
    public static String ofUtf8(String name, String text) {
        return !name.equalsIgnoreCase(OPAQUE) || isAscii(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }
}
