package io.pilotlight.http.multipart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartBodyTest {
    private static String written(FormPart... parts) throws IOException {
        return new String(new MultipartBody(List.of(parts), "XX").bytes(), UTF_8);
    }

    private static FormPart file(String name, String filename, Body body) {
        return new FormPart(name, filename, HttpHeaders.empty(), body);
    }

    @Nested
    class Writes {
        @Test
        void partsInOrderWithoutATypeUnlessOneIsGiven() throws IOException {
            assertThat(written(FormPart.field("x", "1"), file("f", "a.txt", Body.of("hi"))))
                    .isEqualTo("--XX\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n"
                            + "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nhi\r\n"
                            + "--XX--\r\n");
        }

        @Test
        void headersWithTheTypeFirstWhateverItsPlace() throws IOException {
            HttpHeaders headers = HttpHeaders.builder()
                    .add("X-A", "1")
                    .add("content-type", "a/b")
                    .add("Content-Location", "/l")
                    .build();
            assertThat(written(new FormPart("f", null, headers, Body.empty())))
                    .isEqualTo("--XX\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: a/b\r\n"
                            + "Content-Location: /l\r\nX-A: 1\r\n\r\n\r\n--XX--\r\n");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"na\u00efve \u2603|na\u00efve \u2603", "a\"b|a%22b", "a\\b|a\\b", "a%22|a%22"})
        void namesInUtf8WithOnlyQuotesEscaped(String name, String sent) throws IOException {
            assertThat(written(file(name, name, Body.empty())))
                    .contains("name=\"" + sent + "\"; filename=\"" + sent + "\"\r\n");
        }

        @Test
        void lineEndsInNamesSoThatTheyEndNoLine() throws IOException {
            assertThat(written(file("a\r\nX: y", "b\nc", Body.empty())))
                    .contains("name=\"a%0D%0AX: y\"; filename=\"b%0Ac\"\r\n");
        }

        @Test
        void noPartsAsTheEndAlone() throws IOException {
            assertThat(written()).isEqualTo("--XX--\r\n");
        }
    }

    @Nested
    class Streams {
        @Test
        void withAKnownLengthIfEachPartHasOne() throws IOException {
            MultipartBody body = new MultipartBody(
                    List.of(FormPart.field("x\u2603", "\u00e9"), file("f", "b", Body.of(new byte[1000]))), "XX");
            assertThat(body.length()).hasValue(body.bytes().length);
            assertThat(body.repeatable()).isTrue();
            assertThat(body.bytes()).isEqualTo(body.bytes());
            try (InputStream in = body.stream()) {
                assertThat(in.read(new byte[0])).isZero();
                assertThat(in.read()).isEqualTo('-');
            }
        }

        @Test
        void withoutOneIfAPartHasNone() throws IOException {
            Body unknown = Body.streaming(new ByteArrayInputStream(new byte[] {'s'}), OptionalLong.empty());
            MultipartBody body = new MultipartBody(List.of(FormPart.field("x", "1"), file("f", "b", unknown)), "XX");
            assertThat(body.length()).isEmpty();
            assertThat(body.repeatable()).isFalse();
            assertThat(new String(body.bytes(), UTF_8)).contains("\r\n\r\ns\r\n--XX--");
            assertThatThrownBy(body::bytes).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void contentThatWouldNotFitIntoMemory() throws IOException {
            Body large = new Body() {
                @Override
                public OptionalLong length() {
                    return OptionalLong.of(3L << 30);
                }

                @Override
                public boolean repeatable() {
                    return true;
                }

                @Override
                public InputStream stream() {
                    return new Endless(3L << 30);
                }
            };
            MultipartBody body = new MultipartBody(List.of(file("f", "large", large)), "XX");
            try (InputStream in = body.stream()) {
                in.skipNBytes(body.length().orElseThrow());
                assertThat(in.read()).isEqualTo(-1);
            }
        }

        @Test
        void andClosesWhatItOpenedAndWhatItDidNot() throws IOException {
            AtomicInteger closed = new AtomicInteger();
            MultipartBody body =
                    new MultipartBody(List.of(file("a", "a", closing(closed)), file("b", "b", closing(closed))), "XX");
            try (InputStream in = body.stream()) {
                assertThat(in.readNBytes(5)).hasSize(5);
            }
            assertThat(closed).hasValue(2);
        }

        private static Body closing(AtomicInteger closed) {
            return Body.streaming(
                    new ByteArrayInputStream(new byte[1]) {
                        @Override
                        public void close() {
                            closed.incrementAndGet();
                        }
                    },
                    OptionalLong.of(1));
        }
    }

    @Nested
    class ABoundary {
        @Test
        void isMadeOf128RandomBits() {
            assertThat(MultipartBody.randomBoundary())
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(MultipartBody.randomBoundary());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a ", "a\r\nb", "\u00e9", "a\"b"})
        void thatIsNoneIsRefused(String boundary) {
            assertThatThrownBy(() -> new MultipartBody(List.of(), boundary))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Not a boundary");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                value = {
                    "multipart/form-data; boundary=abc|abc",
                    "multipart/mixed;BOUNDARY = \"a b\"; x=y|a b",
                    "multipart/form-data|-",
                    "multipart/form-data; boundary=|''",
                    "multipart/form-data; xboundary=a|-",
                })
        void isFoundInAMediaType(String type, String boundary) {
            assertThat(MultipartBody.boundaryOf(type).orElse(null)).isEqualTo(boundary);
        }
    }

    /** Zeros, as many as wanted, made on the fly. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int size) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(size, left);
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }

        @Override
        public long skip(long n) {
            long skipped = Math.min(n, left);
            left -= skipped;
            return skipped;
        }
    }
}
