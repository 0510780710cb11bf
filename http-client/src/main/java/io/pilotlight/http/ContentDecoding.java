package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes what Content-Encoding says was done (RFC 9110, section 8.4), while the body streams. */
final class ContentDecoding {
    private static final Set<String> KNOWN = Set.of("gzip", "x-gzip", "deflate", "identity");
    private static final int BUFFER = 8 << 10;

    private ContentDecoding() {}

    /** Returns the decoded stream; the stream itself if a coding is not known, as requests does. */
    static InputStream decoded(HttpHeaders headers, InputStream encoded) throws IOException {
        List<String> codings = new ArrayList<>();
        for (String coding : headers.joined("Content-Encoding").orElse("").split(",", -1)) {
            String name = coding.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                codings.add(name);
            }
        }
        if (!KNOWN.containsAll(codings)) {
            return encoded;
        }
        Collections.reverse(codings);
        InputStream in = encoded;
        for (String coding : codings) {
            in = decoded(coding, in);
        }
        return in;
    }

    private static InputStream decoded(String coding, InputStream in) throws IOException {
        if (coding.equals("identity")) {
            return in;
        }
        Peeking peeking = new Peeking(in);
        if (peeking.available() == 0) {
            return peeking;
        }
        return coding.equals("deflate")
                ? new Inflating(peeking, new Inflater(!peeking.startsWithZlib()))
                : new GZIPInputStream(peeking, BUFFER);
    }

    /** Tells whether more is to come, which the JDK's gzip asks before it looks for another member. */
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
