package io.pilotlight.http.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecodingTest {
    private static final String HELLO_BR = "1b1600f88d946ede445586966c206f214f1ce038";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip ", "identity, gzip"})
    void undoesGzip(String coding) throws IOException {
        assertThat(decode(coding, gzip("hello"))).isEqualTo("hello");
    }

    @Test
    void readsEveryMemberEvenWhenBytesComeOneByOne() throws IOException {
        byte[] two = concat(gzip("hello "), gzip("world"));
        InputStream slow = new ByteArrayInputStream(two) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        try (InputStream in = ContentDecoding.decoded(HttpHeaders.of("Content-Encoding", "gzip"), slow, 250)) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("hello world");
        }
    }

    @Test
    void undoesBrotliAndZstandard() throws IOException {
        byte[] br = HexFormat.of().parseHex(HELLO_BR);
        assertThat(decode("br", br)).isEqualTo("hello hello hello hello");
        assertThat(decode("zstd", Zstd.compress("hello".getBytes(UTF_8)))).isEqualTo("hello");
        assertThat(decode("br, gzip", gzip(br))).isEqualTo("hello hello hello hello");
        assertThat(ContentDecoding.accepted()).isEqualTo("gzip, deflate, br, zstd");
    }

    @Test
    void refusesBrotliThatIsCutOffAnywhereOrNone() {
        byte[] whole = HexFormat.of().parseHex(HELLO_BR);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode("br", cut)).as("at %d", length).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> decode("br", "no brotli at all".getBytes(UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void ignoresWhatIsBehindTheEndOfGzip() throws IOException {
        assertThat(decode("gzip", concat(gzip("hello"), "garbage".getBytes(UTF_8))))
                .isEqualTo("hello");
    }

    @Test
    void refusesMoreCodingsThanAServerHasReasonFor() {
        assertThatThrownBy(() -> decode("gzip, gzip, gzip, gzip, gzip, gzip", new byte[1]))
                .hasMessageContaining("6 codings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd", "gzip, gzip"})
    void endsABombLongBeforeItHasGrown(String codings) throws IOException {
        byte[] bomb = new byte[64 << 20];
        for (String coding : codings.split(", ")) {
            bomb = switch (coding) {
                case "gzip" -> gzip(bomb);
                case "zstd" -> Zstd.compress(bomb);
                default -> deflate(bomb, false);
            };
        }
        byte[] encoded = bomb;
        HttpHeaders headers = HttpHeaders.of("Content-Encoding", codings);
        try (InputStream in = ContentDecoding.decoded(headers, new ByteArrayInputStream(encoded), 250)) {
            CountingOutput out = new CountingOutput();
            assertThatThrownBy(() -> in.transferTo(out))
                    .isInstanceOf(BombException.class)
                    .hasMessageContaining("250 times");
            assertThat(out.count).isLessThanOrEqualTo(Guard.ALLOWANCE);
        }
    }

    @Test
    void endsABombWhoseInsideNeverComesOut() throws IOException {
        ByteArrayOutputStream empty = new ByteArrayOutputStream();
        byte[] member = gzip("");
        for (int i = 0; i < 2_000_000; i++) {
            empty.write(member);
        }
        byte[] nested = gzip(empty.toByteArray());
        HttpHeaders headers = HttpHeaders.of("Content-Encoding", "gzip, gzip");
        try (InputStream in = ContentDecoding.decoded(headers, new ByteArrayInputStream(nested), 250)) {
            assertThatThrownBy(in::read).isInstanceOf(BombException.class);
        }
    }

    @Test
    void letsThroughWhatIsWithinTheRatio() throws IOException {
        HttpHeaders headers = HttpHeaders.of("Content-Encoding", "gzip");
        byte[] zeros = gzip(new byte[20 << 20]);
        try (InputStream in = ContentDecoding.decoded(headers, new ByteArrayInputStream(zeros), 2000)) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(20 << 20);
        }
    }

    @Test
    void undoesDeflateWithAndWithoutItsHeader() throws IOException {
        assertThat(decode("deflate", deflate("hello", false))).isEqualTo("hello");
        assertThat(decode("deflate", deflate("hello", true))).isEqualTo("hello");
    }

    @Test
    void undoesSeveralCodingsFromTheLastToTheFirst() throws IOException {
        assertThat(decode("deflate, gzip", gzip(deflate("hello", false)))).isEqualTo("hello");
        assertThat(decode("gzip, gzip", gzip(gzip("hello")))).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void takesAnEmptyBodyForEmpty(String coding) throws IOException {
        assertThat(decode(coding, new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rot13", "gzip, rot13"})
    void leavesAloneWhatItDoesNotKnow(String coding) throws IOException {
        assertThat(decode(coding, "as is".getBytes(UTF_8))).isEqualTo("as is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void refusesWhatIsCutOffAnywhere(String coding) throws IOException {
        byte[] whole = coding.equals("gzip") ? gzip("hello, hello") : deflate("hello, hello", false);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(coding, cut))
                    .as("%d of %d", length, whole.length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAWrongChecksum() throws IOException {
        byte[] wrong = gzip("hello");
        wrong[wrong.length - 8] ^= 1;
        assertThatThrownBy(() -> decode("gzip", wrong)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decode("gzip", "no gzip".getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    private static String decode(String coding, byte[] encoded) throws IOException {
        HttpHeaders headers = HttpHeaders.of("Content-Encoding", coding.strip());
        try (InputStream in = ContentDecoding.decoded(headers, new ByteArrayInputStream(encoded), 250)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(String text, boolean raw) throws IOException {
        return deflate(text.getBytes(UTF_8), raw);
    }

    private static byte[] deflate(byte[] content, boolean raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater)) {
            deflate.write(content);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Only counts. */
    private static final class CountingOutput extends OutputStream {
        private long count;

        @Override
        public void write(int octet) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
