package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of an answer's head, by both ways to the network. */
class HeaderBytesTest {
    static Stream<Arguments> table() {
        return Stream.of(
                        new String[] {"plain", "plain"},
                        new String[] {"gr\u00c3\u00bcn", "gr\u00fcn"},
                        new String[] {"gr\u00fcn", "gr\u00fcn"},
                        new String[] {"\u00e2\u0098\u0083", "\u2603"},
                        new String[] {"\u00e2\u0098", "\u00e2\u0098"},
                        new String[] {"\u00c3\u00bc \u00fc", "\u00c3\u00bc \u00fc"},
                        new String[] {"\u00ef\u00bf\u00bd", "\ufffd"})
                .flatMap(row -> Stream.of(true, false).map(own -> Arguments.of(own, row[0], row[1])));
    }

    private static Session session(boolean own) {
        Session.Builder builder = Session.builder().environment(Map.of());
        return own ? builder.mount("http://", Transport.http1()).build() : builder.build();
    }

    private static TapServer saying(String head) throws IOException {
        return new TapServer((request, out) -> {
            out.write((head + "\r\nContent-Length: 2\r\n\r\nok").getBytes(ISO_8859_1));
            out.flush();
            return true;
        });
    }

    @ParameterizedTest
    @MethodSource("table")
    void areReadAsUtf8OrElseAsLatin1(boolean own, String octets, String text) throws IOException {
        try (TapServer server =
                        saying("HTTP/1.1 200 " + octets + "\r\nX-A: 1\r\nX-B:  " + octets + " \r\nX-A: " + octets);
                Session session = session(own)) {
            for (int i = 0; i < 2; i++) {
                Response response = session.get(server.url("/"));
                assertThat(response.reason()).isEqualTo(text);
                assertThat(response.headers().all("x-a")).containsExactly("1", text);
                assertThat(response.headers().all("X-B")).containsExactly(text);
                assertThat(response.text()).isEqualTo("ok");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areOfTheirOwnField(boolean own) throws IOException {
        String long1 = "x".repeat(9000);
        try (TapServer server =
                        saying("HTTP/1.1 200 OK\r\nX-A: \u00e9\r\nX-B: \u00e7\r\nX-A: \u00e8\r\nX-Long: " + long1);
                Session session = session(own)) {
            Response response = session.get(server.url("/"));
            assertThat(response.headers().all("X-A")).containsExactly("\u00e9", "\u00e8");
            assertThat(response.headers().all("X-B")).containsExactly("\u00e7");
            assertThat(response.headers().first("X-Long")).hasValue(long1);
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void areTheLastHeadsBehindAnInterimOne(boolean own, String octets, String text) throws IOException {
        try (TapServer server = saying("HTTP/1.1 103 E\r\nX-A: \u00ff\r\n\r\nHTTP/1.1 200 OK\r\nX-A: " + octets);
                Session session = session(own)) {
            assertThat(session.get(server.url("/")).headers().all("X-A")).containsExactly(text);
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void ofACookieGoBackAsTheyCame(boolean own, String octets, String text) throws IOException {
        try (TapServer server = saying("HTTP/1.1 200 OK\r\nSet-Cookie: c=" + octets + "; Path=/");
                Session session = session(own)) {
            Response response = session.get(server.url("/"));
            assertThat(response.cookies()).extracting(Cookie::value).containsExactly(octets);
            assertThat(response.headers().first("Set-Cookie")).hasValue("c=" + octets + "; Path=/");
            session.get(server.url("/"));
            assertThat(server.last().field("Cookie")).isEqualTo("c=" + octets);
        }
    }
}
