package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamedResponseTest {
    private final Session session = Session.create();

    @AfterEach
    void close() {
        session.close();
    }

    private static TapServer sending(String headers, byte[]... chunks) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(("HTTP/1.1 200 OK\r\n" + headers + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
        for (byte[] chunk : chunks) {
            whole.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            whole.write(chunk);
            whole.write("\r\n".getBytes(ISO_8859_1));
        }
        whole.write("0\r\n\r\n".getBytes(ISO_8859_1));
        return new TapServer((request, out) -> {
            whole.writeTo(out);
            return true;
        });
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Nested
    class Lines {
        @Test
        void doNotDependOnWhereChunksEnd() throws IOException {
            byte[] umlaut = bytes("\u00fc");
            try (TapServer server = sending(
                            "Content-Type: text/plain\r\n",
                            bytes("a\r"),
                            bytes("\nb\n\n"),
                            new byte[] {umlaut[0]},
                            new byte[] {umlaut[1], '\u000b', '\r'},
                            bytes("last"));
                    StreamedResponse answer = session.stream("GET", server.url("/"))) {
                assertThat(answer.lines()).containsExactly("a", "b", "", "\u00fc\u000b", "last");
            }
        }

        @Test
        void areInTheCharsetThatIsNamedOrGiven() throws IOException {
            byte[] latin = "gr\u00fcn\n".getBytes(ISO_8859_1);
            try (TapServer server = sending("Content-Type: text/plain; charset=latin1\r\n", latin)) {
                try (StreamedResponse answer = session.stream("GET", server.url("/"))) {
                    assertThat(answer.lines()).containsExactly("gr\u00fcn");
                }
                try (StreamedResponse answer = session.stream("GET", server.url("/"))) {
                    assertThat(answer.lines(UTF_8)).containsExactly("gr\ufffdn");
                }
            }
        }

        @Test
        void thatAreTooLongAreRefused() throws IOException {
            try (TapServer server = sending("", bytes("x".repeat(5000)));
                    StreamedResponse answer =
                            session.stream("GET", server.url("/?q"), r -> r.limits(Limits.DEFAULT.withBody(1000)))) {
                assertThatThrownBy(() -> answer.lines().toList())
                        .isInstanceOf(ResponseTooLargeException.class)
                        .hasMessageContaining("a line of more than 1000")
                        .hasMessageNotContaining("?q");
            }
        }

        @Test
        void areThereFromMemoryToo() throws IOException {
            try (TapServer server = sending("", bytes("a\rb\r\nc"))) {
                Response answer = session.get(server.url("/"));
                assertThat(answer.lines()).containsExactly("a", "b", "c");
                assertThat(answer.lines()).hasSize(3);
                Iterator<byte[]> chunks = answer.chunks(4);
                assertThat(chunks.next()).hasSize(4);
                assertThat(chunks.next()).hasSize(2);
                assertThat(chunks.hasNext()).isFalse();
            }
        }
    }

    @Nested
    class Content {
        @Test
        void comesInChunksOfASizeWhateverTheServersWere() throws IOException {
            try (TapServer server = sending("", bytes("abc"), bytes("defg"));
                    StreamedResponse answer = session.stream("GET", server.url("/"))) {
                Iterator<byte[]> chunks = answer.chunks(5);
                assertThat(chunks.hasNext()).isTrue();
                assertThat(chunks.next()).asString().isEqualTo("abcde");
                assertThat(chunks.next()).asString().isEqualTo("fg");
                assertThat(chunks.hasNext()).isFalse();
                assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
            }
        }

        @Test
        void isLittleEndianUtf16IfNoMarkSaysOtherwise() throws IOException {
            String type = "Content-Type: text/plain; charset=utf-16\r\n";
            try (TapServer server = sending(type, "a\nb".getBytes(StandardCharsets.UTF_16LE));
                    StreamedResponse answer = stream(server)) {
                assertThat(answer.lines()).containsExactly("a", "b");
            }
            try (TapServer server = sending(type, "\ufeffa\nb".getBytes(StandardCharsets.UTF_16BE));
                    StreamedResponse answer = stream(server)) {
                assertThat(answer.lines()).containsExactly("a", "b");
            }
        }

        private StreamedResponse stream(TapServer server) {
            return session.stream("GET", server.url("/"));
        }

        @Test
        void isDecodedUnlessItIsWantedRaw() throws IOException {
            byte[] encoded = gzip(bytes("hello"));
            try (TapServer server = sending("Content-Encoding: gzip\r\n", encoded)) {
                try (StreamedResponse answer = session.stream("GET", server.url("/"))) {
                    assertThat(answer.bytes()).asString().isEqualTo("hello");
                }
                try (StreamedResponse answer = session.stream("GET", server.url("/"));
                        InputStream raw = answer.raw()) {
                    assertThat(raw.readAllBytes()).isEqualTo(encoded);
                }
                try (StreamedResponse answer = session.stream("GET", server.url("/"));
                        Reader reader = answer.reader()) {
                    char[] text = new char[9];
                    assertThat(reader.read(text)).isEqualTo(5);
                }
            }
        }

        @Test
        void isTooMuchForMemoryBeyondTheLimit() throws IOException {
            try (TapServer server = sending("", new byte[2000]);
                    StreamedResponse answer =
                            session.stream("GET", server.url("/"), r -> r.limits(Limits.DEFAULT.withBody(1999)))) {
                assertThatThrownBy(answer::bytes).isInstanceOf(ResponseTooLargeException.class);
            }
        }

        @Test
        void isReadInOneWayOnly() throws IOException {
            List<Consumer<StreamedResponse>> ways = List.of(
                    StreamedResponse::stream,
                    StreamedResponse::raw,
                    StreamedResponse::bytes,
                    StreamedResponse::lines,
                    StreamedResponse::reader,
                    answer -> answer.chunks(3));
            try (TapServer server = sending("", bytes("abc"))) {
                for (Consumer<StreamedResponse> first : ways) {
                    for (Consumer<StreamedResponse> second : ways) {
                        try (StreamedResponse answer = session.stream("GET", server.url("/"))) {
                            first.accept(answer);
                            if (first == second && first == ways.get(0)) {
                                assertThat(answer.stream()).isSameAs(answer.stream());
                            } else {
                                assertThatThrownBy(() -> second.accept(answer))
                                        .isInstanceOf(StreamConsumedException.class);
                            }
                        }
                    }
                }
            }
        }

        @Test
        void isNotLostByAWrongSizeOfChunks() throws IOException {
            try (TapServer server = sending("", bytes("abc"));
                    StreamedResponse answer = session.stream("GET", server.url("/"))) {
                assertThatThrownBy(() -> answer.chunks(0)).isInstanceOf(IllegalArgumentException.class);
                assertThat(answer.bytes()).hasSize(3);
            }
        }

        @Test
        void leftHalfWayLeavesASessionThatGoesOn() throws IOException {
            try (TapServer server = sending("", bytes("a\nb\nc\n"))) {
                for (int i = 0; i < 20; i++) {
                    try (StreamedResponse answer = session.stream("GET", server.url("/"))) {
                        assertThat(answer.lines().findFirst()).contains("a");
                    }
                }
                assertThat(session.get(server.url("/")).text()).isEqualTo("a\nb\nc\n");
            }
        }
    }

    @Nested
    class ABombOfTenGibibytes {
        /** 640 members of 16 MiB of zeros. */
        private TapServer server(boolean nested) throws IOException {
            byte[] member = gzip(new byte[16 << 20]);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int i = 0; i < 640; i++) {
                whole.write(member);
            }
            byte[] bomb = nested ? gzip(whole.toByteArray()) : whole.toByteArray();
            return sending("Content-Encoding: " + (nested ? "gzip, gzip" : "gzip") + "\r\n", bomb);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void endsWithATypedErrorInMemoryAndStreamed(boolean nested) throws IOException {
            try (TapServer server = server(nested)) {
                assertThatThrownBy(() -> session.get(server.url("/"))).isInstanceOf(ResponseTooLargeException.class);
                assertThatThrownBy(() -> session.get(server.url("/"), r -> r.limits(Limits.DEFAULT.withBody(1 << 20))))
                        .isInstanceOf(ResponseTooLargeException.class)
                        .hasMessageContaining("Limits.body");
                try (StreamedResponse answer = session.stream("GET", server.url("/?token"))) {
                    assertThatThrownBy(() -> answer.stream().transferTo(OutputStream.nullOutputStream()))
                            .isInstanceOf(ResponseTooLargeException.class)
                            .hasMessageContaining("Limits.ratio")
                            .hasMessageNotContaining("token")
                            .satisfies(e -> assertThat(((RequestException) e).response())
                                    .isPresent());
                }
            }
        }
    }

    @Test
    void tooManyCodingsAreATypedError() throws IOException {
        try (TapServer server = sending("Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip\r\n", new byte[9])) {
            assertThatThrownBy(() -> session.get(server.url("/"))).isInstanceOf(ContentDecodingException.class);
        }
    }

    @Test
    void brAndZstdAreAskedForAndDecodedOverTheWire() throws IOException {
        byte[] zstd = Zstd.compress(bytes("hello"));
        try (TapServer server = sending("Content-Encoding: zstd\r\n", zstd)) {
            assertThat(session.get(server.url("/")).text()).isEqualTo("hello");
            assertThat(server.last().field("Accept-Encoding")).isEqualTo("gzip, deflate, br, zstd");
        }
    }
}
