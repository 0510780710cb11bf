package io.pilotlight.http.coding;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes what Content-Encoding says was done (RFC 9110, section 8.4), while the body streams. */
public final class ContentDecoding {
    private static final int BUFFER = 8 << 10;

    /** More than a server has reason to apply, and few enough that each may hold its buffers. */
    private static final int MOST = 5;

    private ContentDecoding() {}

    /**
     * Returns the codings that can be undone: {@code br} only if {@code org.brotli:dec} is there.
     *
     * @return what to send as {@code Accept-Encoding}
     */
    public static String accepted() {
        return Brotli.isThere() ? "gzip, deflate, br, zstd" : "gzip, deflate, zstd";
    }

    /**
     * Returns the decoded stream; the stream itself if a coding is not known, as requests does.
     *
     * @param headers what names the codings
     * @param encoded the body as it arrives; closed with what is returned
     * @param ratio how many times longer than what arrived it may become, beyond the first 16 MiB
     * @return the stream; reading it throws a {@link BombException} if it grows more than that
     * @throws IOException if what is encoded is not what the headers say
     */
    public static InputStream decoded(HttpHeaders headers, InputStream encoded, int ratio) throws IOException {
        if (!headers.contains("Content-Encoding")) {
            return encoded;
        }
        List<String> codings = codings(headers);
        if (codings.isEmpty() || !codings.stream().allMatch(ContentDecoding::isKnown)) {
            return encoded;
        }
        if (codings.size() > MOST) {
            throw new IOException(codings.size() + " codings one on the other; at most " + MOST + " are undone");
        }
        Collections.reverse(codings);
        Guard.Counter wire = new Guard.Counter(encoded);
        InputStream in = wire;
        for (String coding : codings) {
            in = new Guard(decoded(coding, in), wire, ratio);
        }
        return in;
    }

    private static List<String> codings(HttpHeaders headers) {
        List<String> codings = new ArrayList<>();
        for (String coding : headers.joined("Content-Encoding").orElse("").split(",", -1)) {
            String name = coding.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !name.equals("identity")) {
                codings.add(name);
            }
        }
        return codings;
    }

    private static boolean isKnown(String coding) {
        return switch (coding) {
            case "gzip", "x-gzip", "deflate", "zstd" -> true;
            case "br" -> Brotli.isThere();
            default -> false;
        };
    }

    private static InputStream decoded(String coding, InputStream in) throws IOException {
        Peeking peeking = new Peeking(in);
        if (peeking.available() == 0) {
            return peeking;
        }
        return switch (coding) {
            case "br" -> Brotli.decoded(peeking, BUFFER);
            case "zstd" -> new ZstdInputStream(peeking);
            case "deflate" -> new Inflating(peeking, new Inflater(!peeking.startsWithZlib()));
            default -> new Gzip(peeking);
        };
    }

    /** Tells whether there is anything, and how it starts. */
    private static final class Peeking extends BufferedInputStream {
        Peeking(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() throws IOException {
            mark(1);
            int next = read();
            reset();
            return next < 0 ? 0 : 1;
        }

        /** Some servers send deflate without the zlib header that RFC 9110 asks for. */
        synchronized boolean startsWithZlib() throws IOException {
            mark(2);
            int first = read();
            int second = read();
            reset();
            return (first & 0x0f) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0;
        }
    }

    /** Gives the native memory back when it is closed. */
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
