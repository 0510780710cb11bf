package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP proxies by way of OkHttp, and where one must not connect to. */
@Timeout(60)
class HttpProxyTest {
    private static final String BASIC = "Basic bWU6cEBzcw==";

    private final Session session = Session.builder().environment(Map.of()).build();

    @AfterEach
    void close() {
        session.close();
    }

    @Nested
    class WithoutTls {
        @Test
        void isToldTheWholeUrlAndWhoOneIs() throws IOException {
            try (TapServer proxy = TapServer.ok("by proxy")) {
                Proxy known = Proxy.of("http://me:p%40ss@127.0.0.1:" + proxy.port());
                Response response = session.get("http://u:v@elsewhere.test/a?b=c#d", r -> r.proxy(known));
                assertThat(response.text()).isEqualTo("by proxy");
                assertThat(proxy.last().line()).isEqualTo("GET http://elsewhere.test/a?b=c HTTP/1.1");
                assertThat(proxy.last().field("Host")).isEqualTo("elsewhere.test");
                assertThat(proxy.last().field("Proxy-Authorization")).isEqualTo(BASIC);
            }
        }

        @Test
        void isToldWhatWasSetByHand() throws IOException {
            try (TapServer proxy = TapServer.ok("by proxy")) {
                Proxy known = Proxy.of("http://me:p%40ss@127.0.0.1:" + proxy.port());
                session.get("http://elsewhere.test/", r -> r.proxy(known).header("Proxy-Authorization", "Own"));
                assertThat(proxy.last().field("Proxy-Authorization")).isEqualTo("Own");
            }
        }

        @Test
        void isLeftOutByTheNextRequest() throws IOException {
            try (TapServer proxy = TapServer.ok("by proxy");
                    TapServer server = TapServer.ok("direct")) {
                Proxy known = Proxy.of("http://me:p%40ss@127.0.0.1:" + proxy.port());
                assertThat(session.get(server.url("/"), r -> r.proxy(known)).text())
                        .isEqualTo("by proxy");
                assertThat(session.get(server.url("/")).text()).isEqualTo("direct");
                assertThat(server.last().field("Proxy-Authorization")).isEqualTo("-");
                assertThat(session.get(server.url("/"), r -> r.proxy(Proxy.of("http://127.0.0.1:" + proxy.port())))
                                .text())
                        .isEqualTo("by proxy");
                assertThat(proxy.last().field("Proxy-Authorization")).isEqualTo("-");
            }
        }

        @Test
        void thatAsksWhoOneIsIsAnAnswer() throws IOException {
            try (TapServer proxy = TapServer.saying(
                    "HTTP/1.1 407 Who", "Proxy-Authenticate: Basic realm=x", "Content-Length: 0", "", "")) {
                assertThat(session.get(
                                        "http://elsewhere.test/",
                                        r -> r.proxy(Proxy.of("http://127.0.0.1:" + proxy.port())))
                                .status())
                        .isEqualTo(407);
            }
        }
    }

    @Nested
    class ATunnel {
        @TempDir
        Path folder;

        private Response get(String url, Proxy proxy) throws IOException {
            Tls ours = Tls.trusting(TlsServer.authority(folder));
            return session.get(url, r -> r.proxy(proxy).tls(ours).header("Proxy-Authorization", "Own"));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void holdsNothingOfWhatIsSaidToTheProxy(boolean http2) throws Exception {
            try (TunnelProxy proxy = TunnelProxy.digging();
                    TlsServer server = new TlsServer(TlsServer.certificate().build(), http2, false)) {
                for (int i = 0; i < 2; i++) {
                    Response response = get(server.url(), Proxy.of(proxy.url("me:p%40ss@")));
                    assertThat(response.version()).isEqualTo(http2 ? "HTTP/2" : "HTTP/1.1");
                    assertThat(server.take().getHeaders().get("Proxy-Authorization"))
                            .isNull();
                }
                assertThat(proxy.heads()).hasSize(1);
                assertThat(proxy.heads().get(0))
                        .startsWith("CONNECT 127.0.0.1:")
                        .contains("Proxy-Authorization: " + BASIC + "\r\n")
                        .doesNotContain("pilotlight");
            }
        }

        @Test
        void isDugForARedirectToo() throws Exception {
            try (TunnelProxy proxy = TunnelProxy.digging();
                    TlsServer server = TlsServer.plain()) {
                server.answer(request -> request.getTarget().equals("/")
                        ? new MockResponse.Builder()
                                .code(302)
                                .addHeader("Location", server.url().replace("127.0.0.1", "localhost") + "there")
                                .build()
                        : new MockResponse.Builder().body("there").build());
                assertThat(get(server.url(), Proxy.of(proxy.url("me:p%40ss@"))).text())
                        .isEqualTo("there");
                assertThat(proxy.heads()).hasSize(2).allMatch(head -> head.contains(BASIC));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n'",
            "'HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n'",
            "'HTTP/1.1 502 Gone\r\n\r\n'",
            "'garbage\r\n\r\n'",
            "''"
        })
        void thatIsRefusedIsTheProxysFault(String answer) throws IOException {
            try (TunnelProxy proxy = new TunnelProxy(answer)) {
                assertThatThrownBy(() -> get("https://elsewhere.test/?secret", Proxy.of(proxy.url("me:p%40ss@"))))
                        .isInstanceOf(ProxyException.class)
                        .hasMessageContaining("https://elsewhere.test/")
                        .hasMessageNotContaining("secret")
                        .hasMessageNotContaining("p@ss");
                assertThat(proxy.heads()).hasSize(1);
            }
        }

        @Test
        void toAnUntrustedServerIsNotTheProxysFault() throws IOException {
            try (TunnelProxy proxy = TunnelProxy.digging();
                    TlsServer server = TlsServer.plain()) {
                assertThatThrownBy(() -> session.get(server.url(), r -> r.proxy(Proxy.of(proxy.url("")))))
                        .isInstanceOf(TlsException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.test/", "https://elsewhere.test/"})
    void aProxyThatIsNotThereIsNamedAsTheReason(String url) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (String proxy : new String[] {"http://127.0.0.1:" + port, "http://no-such-proxy.invalid:3128"}) {
            assertThatThrownBy(() -> session.get(url, r -> r.proxy(Proxy.of(proxy))))
                    .isInstanceOf(ProxyException.class)
                    .hasMessageContaining("No way through the proxy");
        }
    }

    @Nested
    class ARedirectToAPrivateAddress {
        private TapServer leading(String host) throws IOException {
            AtomicReference<String> location = new AtomicReference<>("");
            TapServer server = new TapServer((request, out) -> {
                String head = "HTTP/1.1 302 Found\r\nLocation: " + location.get() + "\r\nContent-Length: 0\r\n\r\n";
                out.write(head.getBytes(ISO_8859_1));
                return true;
            });
            location.set("http://" + host.replace("PORT", "" + server.port()) + "/end");
            return server;
        }

        private Response follow(String start, Proxy proxy) {
            return session.get(start, r -> r.redirects(RedirectPolicy.DEFAULT.withoutPrivateAddresses())
                    .proxy(proxy));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "127.0.0.1:PORT",
                    "localhost:PORT",
                    "127.1:PORT",
                    "2130706433:PORT",
                    "[::1]:PORT",
                    "[::ffff:127.0.0.1]:PORT",
                    "10.0.0.1",
                    "169.254.169.254",
                    "user:password@127.0.0.1:PORT"
                })
        void isRefusedHoweverItIsWritten(String host) throws IOException {
            try (TapServer server = leading(host)) {
                for (int i = 1; i <= 2; i++) {
                    assertThatThrownBy(() -> follow(server.url("/start"), Proxy.NONE))
                            .isInstanceOf(RedirectRefusedException.class)
                            .hasMessageContaining("/end")
                            .hasMessageNotContaining("password");
                    assertThat(server.seen()).hasSize(i);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1:PORT", "localhost:PORT", "[::1]", "10.1.2.3"})
        void isRefusedThoughAProxyWouldGoThere(String host) throws IOException {
            try (TapServer proxy = leading(host)) {
                assertThatThrownBy(() -> follow("http://elsewhere.test/", Proxy.of("http://127.0.0.1:" + proxy.port())))
                        .isInstanceOf(RedirectRefusedException.class);
                assertThat(proxy.seen()).hasSize(1);
            }
        }

        @Test
        void isNotFoundInAProxyThatIsOneItself() throws IOException {
            try (TapServer proxy = leading("elsewhere.invalid")) {
                assertThatThrownBy(() -> follow("http://elsewhere.test/", Proxy.of("http://127.0.0.1:" + proxy.port())))
                        .isInstanceOf(TooManyRedirectsException.class);
            }
        }
    }
}
