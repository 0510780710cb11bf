package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is explained is what is then sent: each explanation here is held against what a transport was handed. */
class ExplanationTest {
    private static final String URL = "https://h.example/a";

    @TempDir
    Path folder;

    private final List<PreparedRequest> sent = new ArrayList<>();
    private final List<SendOptions> carried = new ArrayList<>();

    private Session session(Map<String, String> environment, Consumer<Session.Builder> more) {
        Session.Builder builder = Session.builder().environment(environment).mount("https://", (request, options) -> {
            sent.add(request);
            carried.add(options);
            return new RawResponse(200, "OK", "HTTP/1.1", HttpHeaders.empty(), Body.empty());
        });
        more.accept(builder);
        return builder.build();
    }

    /** Explains, sends, and sees that both say the same. */
    private Explanation explained(Session session, Request request) {
        Explanation explanation = session.explain(request);
        session.send(request);
        PreparedRequest prepared = sent.get(sent.size() - 1);
        SendOptions options = carried.get(carried.size() - 1);
        assertThat(explanation.method()).isEqualTo(prepared.method());
        assertThat(value(explanation, "proxy")).isEqualTo(options.proxy().toString());
        assertThat(value(explanation, "tls")).isEqualTo(options.tls().shown());
        assertThat(explanation.settings())
                .extracting(Explanation.Setting::name)
                .containsAll(prepared.headers().names().stream()
                        .filter(name -> !name.equals("Cookie"))
                        .map(name -> "header " + name)
                        .toList());
        return explanation;
    }

    private Explanation explained(
            Map<String, String> environment, Consumer<Session.Builder> session, Consumer<Request.Builder> request) {
        return explained(session(environment, session), Request.of("GET", URL, request));
    }

    private static String value(Explanation explanation, String name) {
        return explanation.setting(name).orElseThrow().value();
    }

    private static String origin(Explanation explanation, String name) {
        return explanation.setting(name).orElseThrow().origin().toString();
    }

    @Nested
    class AProxy {
        private static final Proxies ONE = Proxies.all(Proxy.of("http://one:1"));
        private static final Proxies TWO = Proxies.of(Map.of("http", "http://two:2"));

        static Stream<Arguments> cases() {
            Map<String, String> both = Map.of("HTTPS_PROXY", "http://up:1", "https_proxy", "http://me:secret@low:1");
            Map<String, String> direct = Map.of("ALL_PROXY", "http://up:1", "NO_PROXY", "h.example");
            return Stream.of(
                    Arguments.of(Map.of(), null, null, "no proxy", "default"),
                    Arguments.of(both, null, null, "http://***@low:1", "variable https_proxy"),
                    Arguments.of(Map.of("All_Proxy", "up:1"), null, null, "http://up:1", "variable All_Proxy"),
                    Arguments.of(direct, null, null, "no proxy", "variable NO_PROXY"),
                    Arguments.of(Map.of("http_proxy", "http://up:1"), null, null, "no proxy", "default"),
                    Arguments.of(both, ONE, null, "http://one:1", "session"),
                    Arguments.of(both, TWO, null, "http://***@low:1", "variable https_proxy"),
                    Arguments.of(both, ONE, Proxies.none(), "no proxy", "request"),
                    Arguments.of(both, ONE, TWO, "http://one:1", "session"));
        }

        @ParameterizedTest
        @MethodSource("cases")
        void comesFromWhoeverSaysSomethingOfTheUrl(
                Map<String, String> environment, Proxies session, Proxies request, String value, String origin) {
            Explanation explanation = explained(
                    environment,
                    s -> {
                        if (session != null) {
                            s.proxies(session);
                        }
                    },
                    r -> {
                        if (request != null) {
                            r.proxies(request);
                        }
                    });
            assertThat(value(explanation, "proxy")).isEqualTo(value);
            assertThat(origin(explanation, "proxy")).isEqualTo(origin);
        }
    }

    @Nested
    class TheAuth {
        @Test
        void isNoneUnlessSomebodySaysSo() {
            Explanation explanation = explained(Map.of(), s -> {}, r -> {});
            assertThat(value(explanation, "auth")).isEqualTo("none");
            assertThat(origin(explanation, "auth")).isEqualTo("default");
        }

        @Test
        void isTheRequestsBeforeTheSessionsBeforeTheNetrcsBeforeTheUrls() throws IOException {
            Netrc netrc = Netrc.load(Files.writeString(
                    folder.resolve("netrc"),
                    "machine other login x password y\n\nmachine h.example\n login u password p"));
            String withUser = "https://url:secret@h.example/";
            Session bare = session(Map.of(), s -> {});
            Session withNetrc = session(Map.of(), s -> s.netrc(netrc));
            Session withAuth = session(Map.of(), s -> s.netrc(netrc).bearer("t"));
            assertThat(origin(explained(bare, Request.of("GET", withUser)), "auth"))
                    .isEqualTo("url");
            assertThat(origin(explained(withNetrc, Request.of("GET", withUser)), "auth"))
                    .isEqualTo("netrc, line 3");
            assertThat(origin(explained(withAuth, Request.of("GET", withUser)), "auth"))
                    .isEqualTo("session");
            Explanation own = explained(withAuth, Request.of("GET", withUser, r -> r.auth(Auth.basic("me", "secret"))));
            assertThat(origin(own, "auth")).isEqualTo("request");
            assertThat(origin(own, "header Authorization")).isEqualTo("request");
            assertThat(own.toString()).contains("Basic ***").doesNotContain("secret");
        }

        @Test
        void thatWasTakenOutIsTheRequests() {
            Explanation explanation = explained(Map.of(), s -> s.bearer("t"), r -> r.auth(Auth.none()));
            assertThat(value(explanation, "auth")).isEqualTo("none");
            assertThat(origin(explanation, "auth")).isEqualTo("request");
            assertThat(explanation.setting("header Authorization")).isEmpty();
        }

        @Test
        void ofTheProgramsOwnHasNoNameButItsHeadersHaveAnOrigin() {
            Explanation explanation =
                    explained(Map.of(), s -> s.auth(request -> request.withHeader("X-Signed", "yes")), r -> {});
            assertThat(value(explanation, "auth")).isEqualTo("the program's own");
            assertThat(origin(explanation, "header X-Signed")).isEqualTo("session");
        }
    }

    @Nested
    class WhomToTrust {
        @Test
        void isTheRequestsBeforeTheSessionsBeforeTheEnvironments() throws IOException {
            Path bundle = TlsServer.authority(folder);
            Map<String, String> environment = Map.of("REQUESTS_CA_BUNDLE", "", "CURL_CA_BUNDLE", bundle.toString());
            assertThat(origin(explained(Map.of(), s -> {}, r -> {}), "tls")).isEqualTo("default");
            assertThat(origin(explained(environment, s -> {}, r -> {}), "tls")).isEqualTo("variable CURL_CA_BUNDLE");
            assertThat(origin(explained(environment, s -> s.tls(Tls.DEFAULT), r -> {}), "tls"))
                    .isEqualTo("session");
            Explanation own = explained(environment, s -> s.tls(Tls.DEFAULT), r -> r.tls(Tls.unverified()));
            assertThat(origin(own, "tls")).isEqualTo("request");
            assertThat(value(own, "tls")).isEqualTo("believes anybody");
        }

        @Test
        void isNotToldWhereThereIsNoTls() {
            Session session = Session.builder().environment(Map.of()).build();
            assertThat(session.explain(Request.of("GET", "http://h.example/")).setting("tls"))
                    .isEmpty();
            session.close();
        }
    }

    @Nested
    class AllElse {
        @ParameterizedTest
        @CsvSource({"timeouts", "redirects", "redirect policy", "retries", "limits"})
        void isTheRequestsBeforeTheSessionsBeforeTheDefault(String name) {
            Consumer<Options<?>> all = options -> options.timeouts(Timeouts.of(Duration.ofMillis(1500)))
                    .followRedirects(false)
                    .redirects(RedirectPolicy.DEFAULT.withMax(3))
                    .retries(Retries.of(2))
                    .limits(Limits.DEFAULT.withBody(1 << 20));
            assertThat(origin(explained(Map.of(), s -> {}, r -> {}), name)).isEqualTo("default");
            assertThat(origin(explained(Map.of(), all::accept, r -> {}), name)).isEqualTo("session");
            assertThat(origin(explained(Map.of(), all::accept, all::accept), name))
                    .isEqualTo("request");
        }

        @Test
        void isToldInWords() {
            Explanation explanation = explained(
                    Map.of(),
                    s -> s.timeouts(Timeouts.of(Duration.ofMillis(1500), Duration.ofSeconds(7))),
                    r -> r.retries(Retries.of(2)).followRedirects(false));
            assertThat(value(explanation, "timeouts"))
                    .isEqualTo("connect 1500 ms, read 7 s, write 7 s, pool 1500 ms, total never");
            assertThat(value(explanation, "retries")).isEqualTo("2 at most, on [429, 502, 503, 504]");
            assertThat(value(explanation, "redirects")).isEqualTo("not followed");
            assertThat(value(explanation, "redirect policy")).isEqualTo("30 at most");
            assertThat(value(explanation, "limits"))
                    .isEqualTo("256 MiB in memory, head 64 KiB in 256 fields, ratio 250");
            assertThat(value(explanation, "transport")).isEqualTo("mounted on https://");
        }
    }

    @Nested
    class HeaderFields {
        @Test
        void haveTheirOrigins() {
            Explanation explanation =
                    explained(Map.of(), s -> s.header("X-Session", "1").header("Accept", "text/html"), r -> r.header(
                                    "X-Request", "2")
                            .header("X-Api-Key", "secret")
                            .json(Map.of("a", 1)));
            assertThat(origin(explanation, "header User-Agent")).isEqualTo("default");
            assertThat(origin(explanation, "header Accept")).isEqualTo("session");
            assertThat(origin(explanation, "header X-Session")).isEqualTo("session");
            assertThat(origin(explanation, "header x-request")).isEqualTo("request");
            assertThat(origin(explanation, "header Content-Type")).isEqualTo("request, its body");
            assertThat(value(explanation, "header X-Api-Key")).isEqualTo("***");
        }

        @Test
        void thatSetCookiesAreToldCookieByCookie() {
            Session session = session(Map.of(), s -> s.cookie("kept", "secret1"));
            Explanation explanation = explained(session, Request.of("GET", URL, r -> r.cookie("own", "secret2")));
            assertThat(origin(explanation, "cookie kept")).isEqualTo("session, its cookies");
            assertThat(origin(explanation, "cookie own")).isEqualTo("request");
            assertThat(explanation.setting("header Cookie")).isEmpty();
            assertThat(explanation.toString()).doesNotContain("secret");
        }

        @Test
        void thatWereSetByHandForCookiesAreOneField() {
            Session session = session(Map.of(), s -> s.cookie("kept", "secret1"));
            Explanation explanation = explained(session, Request.of("GET", URL, r -> r.header("Cookie", "a=secret2")));
            assertThat(origin(explanation, "header Cookie")).isEqualTo("request");
            assertThat(value(explanation, "header Cookie")).isEqualTo("***");
            assertThat(explanation.setting("cookie kept")).isEmpty();
        }
    }

    @Test
    void isATableWithoutSecrets() {
        Session session = session(Map.of("all_proxy", "http://me:secret@p:1"), s -> {});
        Explanation explanation =
                explained(session, Request.of("GET", "https://me:secret@h.example/a?token=secret&b=1", r -> {}));
        assertThat(explanation.toString().lines())
                .contains("GET https://h.example/a?token=***&b=1")
                .anyMatch(line -> line.matches("proxy +http://\\*\\*\\*@p:1 +variable all_proxy"))
                .anyMatch(line -> line.matches("auth +Basic \\*\\*\\* +url"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void aRequestThatCannotBeSentCannotBeExplained() {
        Session session = session(Map.of("all_proxy", "ftp://p"), s -> {});
        assertThatThrownBy(() -> session.explain(Request.of("GET", "nonsense")))
                .isInstanceOf(MissingSchemaException.class);
        assertThatThrownBy(() -> session.explain(Request.of("GET", URL))).isInstanceOf(InvalidProxyUrlException.class);
        assertThat(sent).isEmpty();
    }
}
