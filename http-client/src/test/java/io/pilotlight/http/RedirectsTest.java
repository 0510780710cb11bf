package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedirectsTest {

    @Nested
    class TheNextRequest {
        @Test
        void saysNothingToAProxyThatWasSaidToTheOneBefore() {
            HttpHeaders told = HttpHeaders.of("Proxy-Authorization", "Basic YTpi");
            PreparedRequest sent = new PreparedRequest("GET", "http://h/", told, Body.empty());
            PreparedRequest follow =
                    Redirects.next(sent, 302, HttpHeaders.of("Location", "/x")).orElseThrow();
            assertThat(follow.headers().contains("Proxy-Authorization")).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "301, POST, GET, no",
            "301, PUT, PUT, yes",
            "301, DELETE, DELETE, yes",
            "301, HEAD, HEAD, yes",
            "302, POST, GET, no",
            "302, PUT, GET, no",
            "302, DELETE, GET, no",
            "302, HEAD, HEAD, no",
            "303, POST, GET, no",
            "303, PATCH, GET, no",
            "303, HEAD, HEAD, no",
            "307, POST, POST, yes",
            "307, PUT, PUT, yes",
            "308, POST, POST, yes",
            "308, DELETE, DELETE, yes"
        })
        void hasTheMethodAndBodyThatTheStatusAsksFor(int status, String method, String next, String keepsBody) {
            PreparedRequest sent = new PreparedRequest(method, "http://h/", typed(), Body.of("abc"));
            PreparedRequest follow = Redirects.next(sent, status, HttpHeaders.of("Location", "/x"))
                    .orElseThrow();
            assertThat(follow.method()).isEqualTo(next);
            assertThat(follow.url()).isEqualTo("http://h/x");
            assertThat(follow.body().length()).hasValue(keepsBody.equals("yes") ? 3 : 0);
            assertThat(follow.headers().contains("Content-Type")).isEqualTo(keepsBody.equals("yes"));
            assertThat(follow.headers().contains("Content-Length")).isEqualTo(keepsBody.equals("yes"));
            assertThat(follow.headers().contains("X-Kept")).isTrue();
        }

        @ParameterizedTest
        @CsvSource({
            "http:/get, http://h:81/get",
            "http:///get, http://h:81/get",
            "HTTP:get, http://h:81/get",
            "http:?q, http://h:81/a/b?q",
            "http://, http://h:81/a/b",
            "///get, http://h:81/get",
            "http://other/get, http://other/get",
            "//other/get, http://other/get",
            "HTTP://other:82/get, http://other:82/get"
        })
        void staysOnTheHostIfTheLocationNamesNone(String location, String url) {
            PreparedRequest sent = new PreparedRequest("GET", "http://h:81/a/b", HttpHeaders.empty(), Body.empty());
            assertThat(Redirects.next(sent, 302, HttpHeaders.of("Location", location))
                            .orElseThrow()
                            .url())
                    .isEqualTo(url);
        }

        @ParameterizedTest
        @ValueSource(ints = {200, 201, 300, 304, 305, 306, 400})
        void isNoneForOtherStatuses(int status) {
            assertThat(next(status, "/x")).isEmpty();
        }

        @Test
        void isNoneWithoutALocation() {
            PreparedRequest sent = new PreparedRequest("GET", "http://h/", HttpHeaders.empty(), Body.empty());
            assertThat(Redirects.next(sent, 302, HttpHeaders.empty())).isEmpty();
            assertThat(next(302, "")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "http://h/a#frag, /b, http://h/b#frag",
            "http://h/a#frag, /b#other, http://h/b#other",
            "http://h/a/b?q, ../c d, http://h/c%20d",
            "https://h/a, //other/x, https://other/x",
            "http://h/a?q=1, ?r=2, http://h/a?r=2",
            "http://h/a, http://h/100%, http://h/100%25"
        })
        void goesWhereTheLocationLeads(String from, String location, String to) {
            PreparedRequest sent = new PreparedRequest("GET", from, HttpHeaders.empty(), Body.empty());
            assertThat(Redirects.next(sent, 302, HttpHeaders.of("Location", location))
                            .orElseThrow()
                            .url())
                    .isEqualTo(to);
        }

        @ParameterizedTest
        @CsvSource({
            "http://h/, http://h/x, kept",
            "http://h/, http://h:80/x, kept",
            "https://h:443/, https://h/x, kept",
            "http://h/, https://h/x, kept",
            "http://h:80/, https://h:443/x, kept",
            "https://h/, http://h/x, dropped",
            "http://h/, https://h:8443/x, dropped",
            "http://h:8080/, https://h/x, dropped",
            "http://h:1/, http://h:2/x, dropped",
            "http://h/, http://other/x, dropped",
            "http://h/, http://h.other/x, dropped"
        })
        void carriesAuthorizationOnlyToTheSamePlace(String from, String to, String fate) {
            HttpHeaders secret = HttpHeaders.builder()
                    .add("Authorization", "a")
                    .add("Cookie", "b=c")
                    .add("Host", "by-hand")
                    .build();
            PreparedRequest sent = new PreparedRequest("GET", from, secret, Body.empty());
            HttpHeaders next = Redirects.next(sent, 302, HttpHeaders.of("Location", to))
                    .orElseThrow()
                    .headers();
            assertThat(next.contains("Authorization")).isEqualTo(fate.equals("kept"));
            assertThat(next.contains("Cookie")).isFalse();
        }

        @Test
        void cannotCarryAStreamThatWasRead() {
            PreparedRequest sent = new PreparedRequest(
                    "POST",
                    "http://h/",
                    typed(),
                    Body.streaming(new ByteArrayInputStream(new byte[3]), OptionalLong.empty()));
            assertThatThrownBy(() -> Redirects.next(sent, 307, HttpHeaders.of("Location", "/x")))
                    .isInstanceOf(UnrewindableBodyException.class);
            assertThat(Redirects.next(sent, 303, HttpHeaders.of("Location", "/x")))
                    .isPresent();
        }

        private static Optional<PreparedRequest> next(int status, String location) {
            PreparedRequest sent = new PreparedRequest("GET", "http://h/", HttpHeaders.empty(), Body.empty());
            return Redirects.next(sent, status, HttpHeaders.of("Location", location));
        }

        private static HttpHeaders typed() {
            return HttpHeaders.builder()
                    .add("X-Kept", "1")
                    .add("Content-Length", "3")
                    .add("Content-Type", "a/b")
                    .build();
        }
    }

    @Nested
    class Following {
        private final TapServer server = counting();
        private final Session session =
                Session.builder().redirects(RedirectPolicy.DEFAULT.withMax(3)).build();

        @AfterEach
        void stop() throws IOException {
            session.close();
            server.close();
        }

        @Test
        void keepsAHistoryWhoseEntriesKeepTheirOwn() {
            Response last = session.get(server.url("/3"), r -> r.basicAuth("u", "p"));
            assertThat(last.text()).isEqualTo("there");
            assertThat(last.url()).isEqualTo(server.url("/0"));
            assertThat(last.history()).extracting(Response::text).containsExactly("to 2", "to 1", "to 0");
            assertThat(last.history()).extracting(each -> each.history().size()).containsExactly(0, 1, 2);
            assertThat(server.seen())
                    .extracting(seen -> seen.field("Authorization"))
                    .containsOnly("Basic dTpw");
            assertThat(server.connections()).isEqualTo(1);
        }

        @Test
        void stopsAtTheLimitWithTheLastAnswer() {
            TooManyRedirectsException e =
                    catchThrowableOfType(TooManyRedirectsException.class, () -> session.get(server.url("/4")));
            assertThat(e).hasMessageContaining("More than 3 redirects");
            Response last = e.response().orElseThrow();
            assertThat(last.history()).hasSize(3);
            assertThat(last.url()).isEqualTo(server.url("/1"));
            assertThat(e.request().orElseThrow().url()).isEqualTo(server.url("/1"));
        }

        @Test
        void isNotDoneForHeadOrWhenToldNotTo() {
            assertThat(session.head(server.url("/2")).status()).isEqualTo(302);
            Response redirect = session.get(server.url("/2"), r -> r.followRedirects(false));
            assertThat(redirect.status()).isEqualTo(302);
            assertThat(redirect.isRedirect()).isTrue();
            assertThat(redirect.history()).isEmpty();
            PreparedRequest next = redirect.next().orElseThrow();
            assertThat(next.url()).isEqualTo(server.url("/1"));
            assertThat(session.send(next).history())
                    .extracting(Response::status)
                    .containsExactly(302);
        }

        @Test
        void toWhereNobodyCanGoSaysSoAndKeepsTheAnswer() throws IOException {
            for (String location : List.of("ftp://h/", "http://:1", "mailto:x")) {
                try (TapServer lost =
                        TapServer.saying("HTTP/1.1 302 Found", "Location: " + location, "Content-Length: 0", "", "")) {
                    InvalidUrlException e =
                            catchThrowableOfType(InvalidUrlException.class, () -> session.get(lost.url("/")));
                    assertThat(e).as(location).isNotNull();
                    assertThat(e.request()).as(location).isPresent();
                }
            }
        }

        @Test
        void doesNotMindARedirectWhoseBodyIsNotWhatItSays() throws IOException {
            try (TapServer odd = TapServer.saying(
                    "HTTP/1.1 302 Found",
                    "Location: " + server.url("/0"),
                    "Content-Encoding: gzip",
                    "Content-Length: 7",
                    "",
                    "no gzip")) {
                assertThat(session.get(odd.url("/")).text()).isEqualTo("there");
            }
        }

        /** Counts down in the path, and answers at zero. */
        private static TapServer counting() {
            try {
                return new TapServer((request, out) -> {
                    int left = Integer.parseInt(request.target().substring(1));
                    String head = left == 0
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthere"
                            : "HTTP/1.1 302 Found\r\nLocation: /" + (left - 1) + "\r\nContent-Length: 4\r\n\r\n"
                                    + (request.line().startsWith("HEAD") ? "" : "to " + (left - 1));
                    out.write(head.getBytes(ISO_8859_1));
                    return true;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
