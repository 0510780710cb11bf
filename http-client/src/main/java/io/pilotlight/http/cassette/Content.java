package io.pilotlight.http.cassette;

import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a message as it is kept: readable where it can be, without secrets.
 *
 * @param bytes the content, without its coding if there is one
 * @param coding {@code gzip} or {@code deflate} if that was taken off and is put on again; empty if not
 * @param end how it broke off, null if it came to its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
record Content(byte[] bytes, String coding, @Nullable Failure end) {
    static final Content NONE = new Content(new byte[0], "", null);

    /** Makes content of what was on the wire. */
    static Content of(byte[] wire, HttpHeaders headers, @Nullable Failure end, Redaction redaction) {
        String coding = headers.joined("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        String known = coding.equals("x-gzip") ? "gzip" : coding;
        String type = headers.first("Content-Type").orElse("");
        Optional<byte[]> plain =
                known.equals("gzip") || known.equals("deflate") ? decoded(wire, known) : Optional.empty();
        if (plain.isPresent()) {
            return redaction
                    .content(plain.get(), type)
                    .map(kept -> new Content(kept, known, null))
                    .orElse(WITHHELD);
        }
        boolean readable = coding.isEmpty() || coding.equals("identity") || wire.length == 0;
        if (!readable && redaction.reads(type)) {
            return WITHHELD;
        }
        Optional<byte[]> kept = readable ? redaction.content(wire, type) : Optional.of(wire);
        return kept.map(bytes -> new Content(bytes, "", end)).orElse(WITHHELD);
    }

    private static final Content WITHHELD = new Content(
            new byte[0],
            "",
            new Failure(
                    "IncompleteBodyException",
                    "This body was not recorded, for it may hold secrets that could not be found in it: it broke off, or is no "
                            + "JSON although it says so, or its Content-Encoding is not known to cassettes"));

    private static Optional<byte[]> decoded(byte[] wire, String coding) {
        try (InputStream in = coding.equals("gzip")
                ? new GZIPInputStream(new ByteArrayInputStream(wire))
                : new InflaterInputStream(new ByteArrayInputStream(wire))) {
            return Optional.of(in.readAllBytes());
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** Returns what goes over the wire again. */
    byte[] wire() {
        if (coding.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (OutputStream out = coding.equals("gzip") ? new GZIPOutputStream(wire) : new DeflaterOutputStream(wire)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return wire.toByteArray();
    }

    Optional<Failure> broken() {
        return Optional.ofNullable(end);
    }

    boolean isNone() {
        return bytes.length == 0 && coding.isEmpty() && end == null;
    }

    boolean sameAs(Content other) {
        return Arrays.equals(bytes, other.bytes);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        @Nullable String text = text();
        if (text == null) {
            json.put("base64", Base64.getEncoder().encodeToString(bytes));
        } else {
            json.put("text", text.indexOf('\n') < 0 ? text : lines(text));
        }
        if (!coding.isEmpty()) {
            json.put("coding", coding);
        }
        if (end != null) {
            json.put("end", end.toJson());
        }
        return json;
    }

    private @Nullable String text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean control =
                    text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
            return control ? null : text;
        } catch (CharacterCodingException noText) {
            return null;
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, to));
            from = to;
        }
        return lines;
    }

    /** Reads what {@link #toJson} made; throws IllegalArgumentException if it is something else. */
    static Content of(@Nullable Object json) {
        if (json == null) {
            return NONE;
        }
        Map<?, ?> map = Fields.map(json, "body");
        @Nullable Object base64 = map.get("base64");
        byte[] bytes = base64 == null
                ? text(map.get("text")).getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(String.valueOf(base64));
        @Nullable Object coding = map.get("coding");
        @Nullable Object end = map.get("end");
        return new Content(
                bytes,
                coding == null ? "" : String.valueOf(coding),
                end == null ? null : Failure.of(Fields.map(end, "end")));
    }

    private static String text(@Nullable Object text) {
        if (text instanceof List<?> lines) {
            StringBuilder all = new StringBuilder();
            lines.forEach(all::append);
            return all.toString();
        }
        if (text instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException("a body has neither text nor base64");
    }
}
