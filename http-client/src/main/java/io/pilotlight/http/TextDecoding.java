package io.pilotlight.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which charset a body of text is in. */
final class TextDecoding {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s\"';]+)", Pattern.CASE_INSENSITIVE);

    private TextDecoding() {}

    /** What the Content-Type names; UTF-8 if it names one that does not exist; empty if it names none. */
    static Optional<Charset> named(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        if (!charset.find()) {
            return Optional.empty();
        }
        String name = charset.group(1);
        return Optional.of(
                known(name).or(() -> known(name.replaceAll("[-_]", ""))).orElse(StandardCharsets.UTF_8));
    }

    /** Python writes latin-1 and utf8, where the registry has latin1 and utf-8. */
    private static Optional<Charset> known(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** What the bytes are, if nothing names it: UTF-8 if they are that, else the web's windows-1252. */
    static Charset guessed(byte[] content) {
        Charset byMark = unicode(content);
        if (!byMark.equals(StandardCharsets.UTF_8) || isUtf8(content)) {
            return byMark;
        }
        return Charset.isSupported("windows-1252") ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }

    /** Which Unicode form JSON is in, by its byte order mark or by where its zeros are (RFC 4627, section 3). */
    static Charset json(byte[] content) {
        Charset byMark = unicode(content);
        if (!byMark.equals(StandardCharsets.UTF_8) || content.length < 2) {
            return byMark;
        }
        if (content[0] == 0) {
            return content[1] == 0 ? Charset.forName("UTF-32BE") : StandardCharsets.UTF_16BE;
        }
        if (content[1] == 0) {
            boolean wide = content.length >= 4 && content[2] == 0 && content[3] == 0;
            return wide ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
        }
        return StandardCharsets.UTF_8;
    }

    /** Decodes; what is not in the charset becomes U+FFFD, and a byte order mark is dropped. */
    static String decode(byte[] content, Charset charset) {
        String text = new String(content, littleEndianFirst(charset));
        boolean mark = charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-") && text.startsWith("\ufeff");
        return mark ? text.substring(1) : text;
    }

    /** UTF-16 and UTF-32 by their mark, and without one little-endian, as the web reads them; Java takes big-endian. */
    static Charset littleEndianFirst(Charset charset) {
        String name = charset.name();
        String other = "X-" + name + "LE-BOM";
        boolean open = name.equals("UTF-16") || name.equals("UTF-32");
        return open && Charset.isSupported(other) ? Charset.forName(other) : charset;
    }

    private static Charset unicode(byte[] content) {
        if (startsWith(content, 0xff, 0xfe, 0, 0)) {
            return Charset.forName("UTF-32LE");
        }
        if (startsWith(content, 0, 0, 0xfe, 0xff)) {
            return Charset.forName("UTF-32BE");
        }
        if (startsWith(content, 0xff, 0xfe)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(content, 0xfe, 0xff) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static boolean startsWith(byte[] content, int... octets) {
        if (content.length < octets.length) {
            return false;
        }
        for (int i = 0; i < octets.length; i++) {
            if ((content[i] & 0xff) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    /** Decodes piece by piece, so that a long text takes no memory beyond its own. */
    private static boolean isUtf8(byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(8 << 10);
        while (true) {
            CoderResult result = decoder.decode(in, out.clear(), true);
            if (!result.isOverflow()) {
                return !result.isError();
            }
        }
    }
}
