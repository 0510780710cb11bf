package io.pilotlight.http.multipart;

import io.pilotlight.core.http.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Several contents one after the other, read while they are sent (RFC 7578, written as urllib3 2 does).
 *
 * <p>Its length is known if that of each part is, and it can be read again if each part can.
 */
public final class MultipartBody implements Body {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What RFC 2046 permits, in 1 to 70 characters of which the last is no blank. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";]*))", Pattern.CASE_INSENSITIVE);

    private final List<FormPart> parts;
    private final String boundary;

    /**
     * Puts parts together.
     *
     * @param parts the parts, in the order to send them
     * @param boundary what stands between them, and must stand in none of them
     * @throws IllegalArgumentException if the boundary is none
     */
    public MultipartBody(List<FormPart> parts, String boundary) {
        if (!BOUNDARY.matcher(boundary).matches()) {
            throw new IllegalArgumentException("Not a boundary: '" + boundary.replaceAll("\\p{Cntrl}", "?")
                    + "'; take 1 to 70 letters and digits, or none to have one made");
        }
        this.parts = List.copyOf(parts);
        this.boundary = boundary;
    }

    /**
     * Makes a boundary of 128 random bits: none that could be checked is likelier to stand nowhere in the parts.
     *
     * @return 32 hexadecimal digits
     */
    public static String randomBoundary() {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Finds the boundary that a media type names.
     *
     * @param contentType such as {@code multipart/form-data; boundary=x}
     * @return the boundary, which may be none that can stand between parts; empty if the type names none
     */
    public static Optional<String> boundaryOf(String contentType) {
        Matcher parameter = PARAMETER.matcher(contentType);
        if (!parameter.find()) {
            return Optional.empty();
        }
        @Nullable String quoted = parameter.group(1);
        return Optional.of(quoted == null ? parameter.group(2) : quoted);
    }

    /**
     * Returns what stands between the parts.
     *
     * @return the boundary, without its dashes
     */
    public String boundary() {
        return boundary;
    }

    @Override
    public OptionalLong length() {
        long length = end().length;
        for (FormPart part : parts) {
            OptionalLong content = part.body().length();
            if (content.isEmpty()) {
                return content;
            }
            length += part.head(boundary).length + content.getAsLong() + 2;
        }
        return OptionalLong.of(length);
    }

    @Override
    public boolean repeatable() {
        return parts.stream().allMatch(part -> part.body().repeatable());
    }

    @Override
    public InputStream stream() {
        List<OneAfterTheOther.Source> sources = new ArrayList<>();
        for (FormPart part : parts) {
            byte[] head = part.head(boundary);
            sources.add(() -> new ByteArrayInputStream(head));
            sources.add(part.body()::stream);
            sources.add(() -> new ByteArrayInputStream(new byte[] {'\r', '\n'}));
        }
        sources.add(() -> new ByteArrayInputStream(end()));
        return new OneAfterTheOther(sources, this::close);
    }

    @Override
    public void close() throws IOException {
        @Nullable IOException failure = null;
        for (FormPart part : parts) {
            try {
                part.body().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "a multipart body of " + parts.size() + " parts";
    }

    private byte[] end() {
        return ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
