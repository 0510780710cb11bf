package io.pilotlight.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.InterpreterException;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import io.pilotlight.http.Proxy;
import io.pilotlight.http.ProxyException;
import io.pilotlight.http.Session;
import io.pilotlight.http.Tls;
import io.pilotlight.http.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Proxies that others have written, as processes of their own: proxy.py for HTTP, pproxy for SOCKS. */
@Timeout(120)
class ProxyProcessesTest {
    private static RunningProxy http;
    private static RunningProxy knownHttp;
    private static RunningProxy socks4;
    private static RunningProxy knownSocks5;
    private static HttpServer plain;
    private static HttpsServer secure;
    private static Tls trusting;

    /** Which of the two ways a session goes. */
    enum Way {
        AS_EVER,
        HTTP1;

        Session session() {
            Session.Builder builder = Session.builder().environment(Map.of()).tls(trusting);
            if (this == HTTP1) {
                Transport http1 = Transport.http1();
                builder.mount("http://", http1).mount("https://", http1);
            }
            return builder.build();
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        PythonEnvironment python = python();
        http = RunningProxy.start(python, "proxy", proxyPy());
        knownHttp = RunningProxy.start(python, "proxy", proxyPy("--basic-auth", "me:p@ss"));
        socks4 = RunningProxy.start(python, "pproxy", "-v", "-l", "socks4://127.0.0.1:PORT");
        // by default it asks an address for its password once in a month
        knownSocks5 =
                RunningProxy.start(python, "pproxy", "-v", "--auth", "0", "-l", "socks5://127.0.0.1:PORT/#me:p@ss");
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        trusting = Tls.trusting(Files.writeString(folder.resolve("authority.pem"), authority.certificatePem()));
        plain = answering(HttpServer.create(loopback(), 0), "plain");
        HttpsServer tls = HttpsServer.create(loopback(), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(new HeldCertificate.Builder()
                        .signedBy(authority)
                        .addSubjectAlternativeName("localhost")
                        .build())
                .build()
                .sslContext()));
        secure = tls;
        answering(tls, "secure");
    }

    @AfterAll
    static void stop() {
        for (RunningProxy each : new RunningProxy[] {http, knownHttp, socks4, knownSocks5}) {
            if (each != null) {
                each.close();
            }
        }
        for (HttpServer each : new HttpServer[] {plain, secure}) {
            if (each != null) {
                each.stop(0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void carryPlainRequests(Way way) {
        try (Session session = way.session()) {
            for (Proxy proxy : new Proxy[] {proxy("http://", http), proxy("http://me:p%40ss@", knownHttp)}) {
                assertThat(session.get(plainUrl(), r -> r.proxy(proxy)).text()).isEqualTo("plain");
                assertThat(session.post(plainUrl(), r -> r.proxy(proxy).json(1)).text())
                        .isEqualTo("plain");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void carrySecureRequestsThroughATunnel(Way way) {
        try (Session session = way.session()) {
            for (Proxy proxy : new Proxy[] {
                proxy("http://", http),
                proxy("http://me:p%40ss@", knownHttp),
                proxy("socks5://me:p%40ss@", knownSocks5),
                proxy("socks4://", socks4)
            }) {
                assertThat(session.get(secureUrl(), r -> r.proxy(proxy)).text()).isEqualTo("secure");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"socks5h, localhost", "socks5, 127.0.0.1"})
    void lookUpNamesThemselvesOrNot(String scheme, String seen) throws Exception {
        for (Way way : Way.values()) {
            try (Session session = way.session()) {
                Proxy proxy = proxy(scheme + "://me:p%40ss@", knownSocks5);
                assertThat(session.get(plainUrl(), r -> r.proxy(proxy)).text()).isEqualTo("plain");
                assertThat(knownSocks5.awaitLine("socks5 127.0.0.1:")).contains("-> " + seen + ":");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void areAFailureOfTheirOwnIfThePasswordIsWrong(Way way) {
        try (Session session = way.session()) {
            assertThatThrownBy(() -> session.get(secureUrl(), r -> r.proxy(proxy("http://me:wrong@", knownHttp))))
                    .isInstanceOf(ProxyException.class)
                    .hasMessageNotContaining("wrong");
            assertThatThrownBy(() -> session.get(plainUrl(), r -> r.proxy(proxy("socks5h://me:wrong@", knownSocks5))))
                    .isInstanceOf(ProxyException.class)
                    .hasMessageNotContaining("wrong");
            assertThat(session.get(plainUrl(), r -> r.proxy(proxy("http://me:wrong@", knownHttp)))
                            .status())
                    .isEqualTo(407);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, plain", "http, secure", "socks4, plain", "socks5h, secure"})
    void thatAreNotThereAreAFailureOfTheirOwn(String scheme, String target) throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            nobody = free.getLocalPort();
        }
        String url = target.equals("plain") ? plainUrl() : secureUrl();
        Proxy proxy = Proxy.of(scheme + "://127.0.0.1:" + nobody);
        for (Way way : Way.values()) {
            try (Session session = way.session()) {
                assertThatThrownBy(() -> session.get(url, r -> r.proxy(proxy))).isInstanceOf(ProxyException.class);
            }
        }
    }

    @Test
    void leaveNoProcessBehind() throws Exception {
        RunningProxy brief = RunningProxy.start(python(), "proxy", proxyPy());
        brief.close();
        try (ServerSocket again = new ServerSocket(brief.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(again.isBound()).isTrue();
        }
    }

    private static Proxy proxy(String start, RunningProxy proxy) {
        return Proxy.of(start + "127.0.0.1:" + proxy.port());
    }

    private static String plainUrl() {
        return "http://localhost:" + plain.getAddress().getPort() + "/a?b='c'";
    }

    private static String secureUrl() {
        return "https://localhost:" + secure.getAddress().getPort() + "/";
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
    }

    private static String[] proxyPy(String... more) {
        String[] all = new String[9 + more.length];
        String[] first = {
            "--hostname", "127.0.0.1", "--port", "PORT", "--num-workers", "1", "--num-acceptors", "1", "--threaded"
        };
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private static HttpServer answering(HttpServer server, String text) {
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, text.length());
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Makes the environment, or finds it as a run before has left it. */
    private static PythonEnvironment python() throws IOException, InterruptedException {
        return new EnvBuilder(EnvBuilder.options()
                        .python(interpreter().executable())
                        .requirements(Path.of("src/test/resources/proxy/requirements.txt"))
                        .build())
                .create(Path.of("target/proxies").toAbsolutePath());
    }

    private static PythonInterpreter interpreter() throws IOException, InterruptedException {
        try {
            for (PythonInterpreter python : PythonInterpreter.findAll(">=3.8")) {
                String program = python.executable().toString();
                if (new ProcessBuilder(program, "-c", "import ensurepip")
                                .start()
                                .waitFor()
                        == 0) {
                    return python;
                }
            }
        } catch (InterpreterException none) {
            // said below
        }
        assumeTrue(false, "needs a Python 3.8 or later with ensurepip (Debian: python3-venv)");
        throw new AssertionError("not reached");
    }
}
