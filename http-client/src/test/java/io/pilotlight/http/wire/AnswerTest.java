package io.pilotlight.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilotlight.http.wire.HeadReader.Head;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final HeadLimits LIMITS = new HeadLimits(64 << 10, 100);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** What was read, and what would have become of the connection. */
    private record Answer(Head head, Framing framing, String body) {
        String first(String name) {
            return head.headers().first(name).orElse("-");
        }
    }

    private static Answer read(String raw) throws IOException {
        return read("GET", raw);
    }

    private static Answer read(String method, String raw) throws IOException {
        return read(method, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Answer read(String method, InputStream raw) throws IOException {
        WireInput in = new WireInput(raw);
        Head head = new HeadReader(in, LIMITS).read();
        Framing framing = Framing.of(head, method);
        AnswerBody.Ending ignored = new AnswerBody.Ending() {
            @Override
            public void whole() {}

            @Override
            public WireException broken(IOException failure) {
                return (WireException) failure;
            }

            @Override
            public void abandoned() {}
        };
        byte[] body = new AnswerBody(AnswerBody.of(framing, in, LIMITS), ignored).readAllBytes();
        return new Answer(head, framing, new String(body, StandardCharsets.ISO_8859_1));
    }

    private static void assertFails(Kind kind, String raw) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> read(raw))
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    @Nested
    class StatusLines {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "HTTP/1.1 200 OK           | HTTP/1.1 | 200 | OK",
                    "HTTP/1.1 404 Not Found    | HTTP/1.1 | 404 | Not Found",
                    "HTTP/1.1 200              | HTTP/1.1 | 200 | ''",
                    "'HTTP/1.1 200 '           | HTTP/1.1 | 200 | ''",
                    "HTTP/1.0 301 Moved        | HTTP/1.0 | 301 | Moved",
                    "HTTP/0.9 200 Old          | HTTP/1.0 | 200 | Old",
                    "HTTP/1.7 200 Later        | HTTP/1.1 | 200 | Later",
                    "HTTP/1.1   200   Wide  ok | HTTP/1.1 | 200 | Wide  ok",
                    "HTTP/1.1 404 lÃ¶ydy       | HTTP/1.1 | 404 | löydy",
                    "HTTP/1.1 999 Beyond       | HTTP/1.1 | 999 | Beyond"
                })
        void areTakenApart(String line, String version, int status, String reason) throws IOException {
            assertThat(read(line + "\r\nContent-Length: 0\r\n\r\n").head())
                    .extracting(Head::version, Head::status, Head::reason)
                    .containsExactly(version, status, reason);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SSH-2.0-OpenSSH",
                    "",
                    "200 OK",
                    "HTTP/1.1",
                    "HTTP/1.1 OK",
                    "HTTP/1.1 20 Short",
                    "HTTP/1.1 2000 Long",
                    "HTTP/1.1 099 Low",
                    "HTTP/1.1 -20 Negative",
                    "HTTP/1.1 2_0 Python",
                    "HTTP/1.1 ２００ Wide",
                    "HTTP/2 200 OK",
                    "ICY 200 OK",
                    "http/1.1 200 OK"
                })
        void thatAreNoneAreRefused(String line) {
            assertFails(Kind.MALFORMED, line + "\r\n\r\n");
        }

        @Test
        void neverBringWhatConfusesATerminalIntoAMessage() {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> read("\u001b[2J" + "x".repeat(5000) + "\r\n\r\n"))
                    .satisfies(e ->
                            assertThat(e.getMessage()).doesNotContain("\u001b").hasSizeLessThan(200));
        }

        @Test
        void ofInterimAnswersArePassedOver() throws IOException {
            Answer answer = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK
                    + "Content-Length: 2\r\n\r\nok");
            assertThat(answer.head().status()).isEqualTo(200);
            assertThat(answer.first("Link")).isEqualTo("-");
            assertThat(answer.body()).isEqualTo("ok");
        }

        @Test
        void ofSwitchedProtocolsAreAnAnswer() throws IOException {
            assertThat(read("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
                            .framing())
                    .isEqualTo(new Framing(Framing.How.NONE, 0, false));
        }

        @Test
        void thatDoNotComeAreNoAnswer() {
            assertFails(Kind.NO_ANSWER, "");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: 1", "HTTP/1.1 100 C\r\n\r\n"
                })
        void withoutTheRestOfTheHeadAreABrokenConnection(String raw) {
            assertFails(Kind.BROKEN, raw);
        }
    }

    @Nested
    class Fields {
        @Test
        void areReadAsUtf8OrElseAsLatin1WithRepeatsInOrder() throws IOException {
            Answer answer = read(
                    OK + "X-L1: \u00e9\r\nX-Utf: \u00e2\u0082\u00ac\r\nx-a: 1\r\nX-A:2\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer.first("X-L1")).isEqualTo("é");
            assertThat(answer.first("X-Utf")).isEqualTo("€");
            assertThat(answer.head().headers().all("X-A")).containsExactly("1", "2");
            assertThat(answer.head().headers().names()).containsExactly("X-L1", "X-Utf", "x-a", "Content-Length");
        }

        @Test
        void mayEndWithLfAlone() throws IOException {
            Answer answer = read("HTTP/1.1 200 OK\nA: 1\nContent-Length: 2\n\nok");
            assertThat(answer.first("A")).isEqualTo("1");
            assertThat(answer.body()).isEqualTo("ok");
        }

        @Test
        void thatAreFoldedAreJoinedWithOneBlank() throws IOException {
            assertThat(read(OK + "A: 1\r\n  2\r\n\t3 \r\nB: 4\r\nContent-Length: 0\r\n\r\n")
                            .first("A"))
                    .isEqualTo("1 2 3");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "no colon here",
                    ": no name",
                    "X Name: blank",
                    "X-Name : blank",
                    " folded: onto nothing",
                    "\u00e9: name"
                })
        void thatAreNoneArePassedOver(String line) throws IOException {
            Answer answer = read(OK + line + "\r\n  and its fold\r\nB: 2\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer.head().headers().names()).containsExactly("B", "Content-Length");
        }

        @ParameterizedTest
        @ValueSource(strings = {"A: 1\0002", "A: 1\r2", "A: \u001b[2J", "A: \u007f", "A(b): 1", "A\"b: 1"})
        void thatWouldDoHarmAreRefused(String line) {
            assertFails(Kind.MALFORMED, OK + line + "\r\nContent-Length: 0\r\n\r\n");
        }

        @Test
        void mayBeEmpty() throws IOException {
            assertThat(read(OK + "Location: \r\nContent-Length: 0\r\n\r\n").first("Location"))
                    .isEmpty();
        }

        @Test
        void mayBeAsManyAsTheLimitAndNoMore() throws IOException {
            String some = "A: 1\r\n".repeat(99) + "Content-Length: 0\r\n";
            assertThat(read(OK + some + "\r\n").head().headers().size()).isEqualTo(100);
            assertFails(Kind.HEAD_TOO_LARGE, OK + some + "B: 1\r\n\r\n");
        }

        @Test
        void mayNotBeTooLong() {
            assertFails(Kind.HEAD_TOO_LARGE, OK + "A: " + "x".repeat(70_000) + "\r\n\r\n");
            assertFails(Kind.HEAD_TOO_LARGE, OK + ("A: " + "x".repeat(1000) + "\r\n").repeat(66) + "\r\n");
        }

        @Test
        void ofInterimAnswersCount() {
            assertFails(Kind.HEAD_TOO_LARGE, "HTTP/1.1 100 Continue\r\nA: 1\r\n\r\n".repeat(101));
            assertFails(Kind.HEAD_TOO_LARGE, "HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000));
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "x\r\n", "A: 1\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: 1\r\n "})
        void withoutAnEndStopAtTheLimit(String start) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> read("GET", new Endless(start)))
                    .satisfies(e -> assertThat(e.kind()).isIn(Kind.HEAD_TOO_LARGE, Kind.MALFORMED));
        }
    }

    @Nested
    class Lengths {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "GET  | HTTP/1.1 200 OK         | Content-Length: 3            | abc | LENGTH     | true",
                    "GET  | HTTP/1.1 200 OK         | Content-Length: 3, 3         | abc | LENGTH     | true",
                    "GET  | HTTP/1.1 200 OK         | Connection: close            | abcdef | CONNECTION | false",
                    "GET  | HTTP/1.0 200 OK         | Content-Length: 3            | abc | LENGTH     | false",
                    "GET  | HTTP/1.0 200 OK         | Content-Length: 3;Connection: Keep-Alive | abc | LENGTH | true",
                    "GET  | HTTP/1.1 200 OK         | Content-Length: 3;Connection: x, Close   | abc | LENGTH | false",
                    "HEAD | HTTP/1.1 200 OK         | Content-Length: 3            | ''  | NONE       | true",
                    "HEAD | HTTP/1.1 200 OK         | Transfer-Encoding: chunked   | ''  | NONE       | true",
                    "GET  | HTTP/1.1 204 No Content | Content-Length: 3            | ''  | NONE       | false",
                    "GET  | HTTP/1.1 204 No Content | Content-Length: 0            | ''  | NONE       | true",
                    "GET  | HTTP/1.1 204 No Content | X: 1                         | ''  | NONE       | true",
                    "GET  | HTTP/1.1 304 Unmodified | Content-Length: 3            | ''  | NONE       | true",
                    "GET  | HTTP/1.1 200 OK         | Transfer-Encoding: identity  | abcdef | CONNECTION | false"
                })
        void decideWhereABodyEnds(
                String method, String line, String fields, String body, Framing.How how, boolean reusable)
                throws IOException {
            Answer answer = read(method, line + "\r\n" + fields.replace(";", "\r\n") + "\r\n\r\nabcdef");
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.framing())
                    .extracting(Framing::how, Framing::reusable)
                    .containsExactly(how, reusable);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Length: 3\r\nContent-Length: 4",
                    "Content-Length: 3, 4",
                    "Content-Length: abc",
                    "Content-Length: ",
                    "Content-Length: -1",
                    "Content-Length: +3",
                    "Content-Length: 0x3",
                    "Content-Length: 3 3",
                    "Content-Length: 99999999999999999999",
                    "Transfer-Encoding: gzip, chunked",
                    "Transfer-Encoding: chunked, chunked",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: chunkedx"
                })
        void thatLeaveDoubtAreRefused(String fields) {
            assertFails(Kind.MALFORMED, OK + fields + "\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        }

        @ParameterizedTest
        @CsvSource({"0, 50", "9, 50", "49, 50"})
        void thatDoNotComeAreToldWithBothNumbers(int there, int announced) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> read(OK + "Content-Length: " + announced + "\r\n\r\n" + "x".repeat(there)))
                    .withMessage(there + " of " + announced + " bytes came")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CUT_BODY));
        }
    }

    @Nested
    class ChunkedBodies {
        private static final String CHUNKED = OK + "Transfer-Encoding: Chunked\r\n\r\n";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "3~abc~0~~                       | abc",
                    "3~abc~4;ext=1~defg~0~X-T: t~~   | abcdefg",
                    "a~0123456789~0~~                | 0123456789",
                    "A~0123456789~0~~                | 0123456789",
                    "003~abc~000~~                   | abc",
                    "0000000000000000000003~abc~0~~  | abc",
                    "3 ~abc~0~~                      | abc",
                    "3 ; q=\"x\"~abc~0;last~~        | abc",
                    "3^abc^0^^                       | abc",
                    "3~abc~0~                        | abc",
                    "0~~                             | ''",
                    "0~A: 1~B: 2~~                   | ''",
                    "1~~~0~~                         | BAD",
                    "2~^^~0~~                        | LF2"
                })
        void areFreedOfTheirFraming(String chunks, String body) throws IOException {
            String raw = CHUNKED + chunks.strip().replace("~", "\r\n").replace("^", "\n");
            switch (body) {
                case "BAD" -> assertFails(Kind.BAD_CHUNK, raw);
                case "LF2" -> assertThat(read(raw).body()).isEqualTo("\n\n");
                default -> assertThat(read(raw).body()).isEqualTo(body);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "notahex\r\nabc\r\n",
                    "-3\r\nabc\r\n0\r\n\r\n",
                    "+3\r\nabc\r\n0\r\n\r\n",
                    "0x3\r\nabc\r\n0\r\n\r\n",
                    "3_\r\nabc\r\n0\r\n\r\n",
                    "\r\nabc\r\n0\r\n\r\n",
                    ";ext\r\nabc\r\n0\r\n\r\n",
                    "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
                    "8000000000000000\r\nabc\r\n0\r\n\r\n",
                    "3\r\nabcd\r\n0\r\n\r\n",
                    "3\r\nabc0\r\n\r\n",
                    "３\r\nabc\r\n0\r\n\r\n"
                })
        void withABadSizeAreRefused(String chunks) {
            assertFails(Kind.BAD_CHUNK, CHUNKED + chunks);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "5", "5\r\n", "5\r\nabc", "5\r\nabcde", "5\r\nabcde\r\n", "fffffffffffff\r\nabc"})
        void withoutALastChunkAreCutOff(String chunks) {
            assertFails(Kind.CUT_BODY, CHUNKED + chunks);
        }

        @Test
        void winOverALengthAndEndTheConnection() throws IOException {
            Answer answer = read(OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            assertThat(answer.body()).isEqualTo("abc");
            assertThat(answer.framing().reusable()).isFalse();
        }

        @Test
        void haveTrailersWithinLimits() {
            assertFails(Kind.HEAD_TOO_LARGE, CHUNKED + "0\r\n" + "A: 1\r\n".repeat(101) + "\r\n");
            assertFails(Kind.HEAD_TOO_LARGE, CHUNKED + "0\r\nA: " + "x".repeat(70_000) + "\r\n\r\n");
            assertFails(Kind.BAD_CHUNK, CHUNKED + "3;" + "x".repeat(20_000) + "\r\nabc\r\n0\r\n\r\n");
        }

        @Test
        void areTheSameInPiecesOfAnySize() throws IOException {
            String content = "0123456789".repeat(2000);
            StringBuilder chunks = new StringBuilder(CHUNKED);
            for (int i = 0, size = 1; i < content.length(); i += size, size++) {
                String piece = content.substring(i, Math.min(content.length(), i + size));
                chunks.append(Integer.toHexString(piece.length()))
                        .append("\r\n")
                        .append(piece)
                        .append("\r\n");
            }
            byte[] raw = chunks.append("0\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
            for (int piece : new int[] {1, 7, 8191, 8192, 8193}) {
                assertThat(read("GET", new Pieces(raw, piece)).body()).isEqualTo(content);
            }
        }
    }

    /** Begins as told, and goes on with the last byte for ever. */
    private static final class Endless extends InputStream {
        private final byte[] start;
        private int at;

        Endless(String start) {
            this.start = start.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public int read() {
            int position = at++;
            // a field or a whole start is repeated from its beginning, so that lines go on as lines
            return start[position % start.length] & 0xff;
        }
    }

    /** Hands out no more than so many bytes at a time. */
    private static final class Pieces extends InputStream {
        private final byte[] all;
        private final int most;
        private int at;

        Pieces(byte[] all, int most) {
            this.all = Arrays.copyOf(all, all.length);
            this.most = most;
        }

        @Override
        public int read() {
            return at < all.length ? all[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int taken = Math.min(Math.min(length, most), all.length - at);
            System.arraycopy(all, at, into, offset, taken);
            at += taken;
            return taken == 0 ? -1 : taken;
        }
    }
}
