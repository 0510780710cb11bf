package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecodingTest {

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
        try (InputStream in = ContentDecoding.decoded(HttpHeaders.of("Content-Encoding", "gzip"), slow)) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("hello world");
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
    @ValueSource(strings = {"br", "gzip, br", "rot13"})
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
        try (InputStream in = ContentDecoding.decoded(headers, new ByteArrayInputStream(encoded))) {
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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater)) {
            deflate.write(text.getBytes(UTF_8));
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
}
