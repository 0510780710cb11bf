package io.pilotlight.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {
    private static final HttpHeaders HOST = HttpHeaders.of("Host", "h");

    /** Keeps each write apart. */
    private static final class Writes extends ByteArrayOutputStream {
        private final List<String> each = new ArrayList<>();

        @Override
        public void write(byte[] from) {
            write(from, 0, from.length);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            each.add(new String(from, offset, length, StandardCharsets.ISO_8859_1));
        }

        String all() {
            return String.join("", each);
        }
    }

    private static Writes written(WireRequest request) throws IOException {
        Writes writes = new Writes();
        assertThat(new RequestWriter(request, writes, () -> false).write()).isTrue();
        return writes;
    }

    private static Writes written(String method, HttpHeaders headers, Body body) throws IOException {
        return written(new WireRequest(method, "/", headers, body));
    }

    private static Body stream(String content, OptionalLong length) {
        return Body.streaming(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)), length);
    }

    @Nested
    class Heads {
        @Test
        void goOutInOneWriteWithOrderAndCaseAndLatin1AsGiven() throws IOException {
            HttpHeaders headers = HttpHeaders.builder()
                    .add("hOST", "h:80")
                    .add("x-b", "é \u0080\u00ff")
                    .add("X-A", "")
                    .add("X-B", "2")
                    .build();
            Writes writes = written(new WireRequest("pAtCh", "/a'b?c='d'&%zz", headers, Body.empty()));
            assertThat(writes.each)
                    .containsExactly(
                            "pAtCh /a'b?c='d'&%zz HTTP/1.1\r\nhOST: h:80\r\nx-b: é \u0080\u00ff\r\nX-A: \r\nX-B: 2\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/a b", "/a\r\nX: 1", "/\t", "/\u007f", "/☃", "/\u0000"})
        void areRefusedIfTheTargetWouldBreakThem(String target) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WireRequest("GET", target, HOST, Body.empty()))
                    .withMessageContaining("target");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "GET /", "GE\nT"})
        void areRefusedIfTheMethodWouldBreakThem(String method) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new WireRequest(method, "/", HOST, Body.empty()))
                    .withMessageContaining("method");
        }
    }

    @Nested
    class Bodies {
        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE"})
        void thatAreSmallGoOutWithTheHead(String method) throws IOException {
            assertThat(written(method, HOST, Body.of("abc")).each)
                    .containsExactly(method + " / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        }

        @Test
        void thatAreLongGoOutInBlocksBehindIt() throws IOException {
            String content = "x".repeat(40_000);
            Writes writes = written("PUT", HOST, Body.of(content));
            assertThat(writes.each).hasSize(4);
            assertThat(writes.all()).isEqualTo("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 40000\r\n\r\n" + content);
        }

        @Test
        void ofUnknownLengthGoOutInChunksOneWriteEach() throws IOException {
            String content = "x".repeat(16 << 10) + "y".repeat(10);
            assertThat(written("POST", HOST, stream(content, OptionalLong.empty())).each)
                    .containsExactly(
                            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
                            "4000\r\n" + "x".repeat(16 << 10) + "\r\n",
                            "a\r\nyyyyyyyyyy\r\n",
                            "0\r\n\r\n");
        }

        @Test
        void keepTheFramingThatTheHeadersSay() throws IOException {
            HttpHeaders chunked = HttpHeaders.builder()
                    .add("transfer-encoding", "Chunked")
                    .add("Host", "h")
                    .build();
            assertThat(written("GET", chunked, Body.of("abc")).all())
                    .isEqualTo("GET / HTTP/1.1\r\ntransfer-encoding: Chunked\r\nHost: h\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            HttpHeaders length = HttpHeaders.of("content-length", "3");
            assertThat(written("POST", length, stream("abc", OptionalLong.empty()))
                            .all())
                    .isEqualTo("POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc");
        }

        @Test
        void thatAreEmptySayNothingOfThemselves() throws IOException {
            assertThat(written("GET", HOST, Body.empty()).all()).isEqualTo("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(written("POST", HttpHeaders.of("Content-Length", "5"), Body.empty())
                            .all())
                    .isEqualTo("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 4})
        void thatAreNotAsLongAsTheirHeaderSaysAreRefused(int announced) {
            HttpHeaders headers = HttpHeaders.of("Content-Length", Integer.toString(announced));
            for (Body body :
                    List.of(Body.of("abc"), stream("abc", OptionalLong.empty()), stream("abc", OptionalLong.of(3)))) {
                assertThatExceptionOfType(WireException.class)
                        .isThrownBy(() -> written("POST", headers, body))
                        .withMessageContaining("Content-Length is " + announced)
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BAD_SOURCE));
            }
        }

        @Test
        void thatCannotBeReadSaySo() {
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("gone");
                }
            };
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> written("POST", HOST, Body.streaming(broken, OptionalLong.empty())))
                    .withRootCauseInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BAD_SOURCE));
        }

        @Test
        void areNotSentOnAfterARefusal() throws IOException {
            Writes writes = new Writes();
            WireRequest request = new WireRequest("POST", "/", HOST, Body.of("x".repeat(100_000)));
            assertThat(new RequestWriter(request, writes, () -> writes.each.size() == 3).write())
                    .isFalse();
            assertThat(writes.each).hasSize(3);
        }
    }
}
