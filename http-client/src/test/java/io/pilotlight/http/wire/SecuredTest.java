package io.pilotlight.http.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.wire.WireException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecuredTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HandshakeCertificates TRUSTING = new HandshakeCertificates.Builder()
            .addTrustedCertificate(AUTHORITY.certificate())
            .build();

    private final WireClient client =
            new WireClient(Time.system(), Keep.DEFAULT, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});

    @AfterEach
    void closeTheClient() {
        client.close();
    }

    private static ServerSocket listener(String name) throws IOException {
        HeldCertificate held = new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .addSubjectAlternativeName(name)
                .build();
        SSLServerSocket listener = (SSLServerSocket) new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .build()
                .sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return listener;
    }

    private static RawServer keeping(String name) throws IOException {
        return new RawServer(listener(name), visit -> {
            while (true) {
                visit.head();
                visit.say(OK);
            }
        });
    }

    private static WireTls trusting(HostnameVerifier verifier) {
        return new WireTls(TRUSTING.sslSocketFactory(), verifier);
    }

    private String ask(RawServer server, String host, WireTls tls, Waits waits) throws IOException {
        Destination to = new Destination(true, host, server.port(), null, tls);
        WireRequest request = new WireRequest("GET", "/", HttpHeaders.of("Host", host), Body.empty());
        WireOptions options = new WireOptions(waits, new HeadLimits(64 << 10, 100), any -> true, cancel -> {});
        try (InputStream in = client.send(to, request, options).body()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private String ask(RawServer server, String host, WireTls tls) throws IOException {
        return ask(server, host, tls, new Waits(LONG, LONG, LONG, LONG, LONG));
    }

    @Test
    void keepsSecureConnectionsToo() throws IOException {
        WireTls tls = trusting(null);
        try (RawServer server = keeping("localhost")) {
            assertThat(ask(server, "localhost", tls)).isEqualTo("ok");
            assertThat(ask(server, "localhost", tls)).isEqualTo("ok");
            assertThat(server.visits()).isEqualTo(1);
        }
    }

    @Test
    void sendsABodyThatWaitedForLeaveInVain() throws IOException {
        try (RawServer server = new RawServer(listener("localhost"), visit -> {
            visit.head();
            if (visit.body(4).equals("body")) {
                visit.say(OK);
            }
        })) {
            Destination to = new Destination(true, "localhost", server.port(), null, trusting(null));
            WireRequest request =
                    new WireRequest("PUT", "/", HttpHeaders.of("Expect", "100-continue"), Body.of("body"));
            Waits waits = new Waits(LONG, LONG, LONG, LONG, Duration.ofMillis(60));
            WireOptions options = new WireOptions(waits, new HeadLimits(64 << 10, 100), any -> true, cancel -> {});
            assertThat(client.send(to, request, options).status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotShareAConnectionWithWhoTrustsOthers() throws IOException {
        try (RawServer server = keeping("localhost")) {
            ask(server, "localhost", trusting((host, session) -> true));
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> ask(server, "localhost", trusting((host, session) -> false)));
        }
    }

    @Test
    void believesNoCertificateOfAnotherAuthorityOrForAnotherHost() throws IOException {
        try (RawServer server = keeping("other.test")) {
            WireTls nobody =
                    new WireTls(new HandshakeCertificates.Builder().build().sslSocketFactory(), null);
            for (WireTls tls : List.of(nobody, trusting(null), trusting((host, session) -> false))) {
                assertThatExceptionOfType(WireException.class)
                        .isThrownBy(() -> ask(server, "localhost", tls))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TLS));
            }
            assertThat(server.heads()).isEmpty();
            assertThat(ask(server, "other.test", trusting(null))).isEqualTo("ok");
        }
    }

    @Test
    void tellsTheServerWhichHostAndWhichProtocolIsMeant() throws IOException {
        for (String host : List.of("single", "two.test", "127.0.0.1")) {
            AtomicReference<List<SNIServerName>> names = new AtomicReference<>(List.of());
            AtomicReference<String> protocol = new AtomicReference<>();
            ServerSocket listener = new Asking(listener(host), names, protocol);
            try (RawServer server = new RawServer(listener, visit -> {
                visit.head();
                visit.say(OK);
            })) {
                ask(server, host, trusting(null));
            }
            assertThat(names.get()).hasSize(host.equals("127.0.0.1") ? 0 : 1).allSatisfy(name -> assertThat(
                            new String(name.getEncoded(), ISO_8859_1))
                    .isEqualTo(host));
            assertThat(protocol.get()).isEqualTo("http/1.1");
        }
    }

    @Test
    void isATlsFailureIfTheOtherSideSpeaksNone() throws IOException {
        try (RawServer plain = new RawServer(visit -> {
            visit.in().read();
            visit.say("HTTP/1.1 400 Bad Request\r\n\r\n");
        })) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> ask(plain, "localhost", trusting(null)))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TLS));
        }
    }

    @Test
    void endsAHandshakeThatDripsInTheTimeToConnect() throws IOException {
        Waits waits = new Waits(Duration.ofMillis(60), LONG, LONG, LONG, LONG);
        try (RawServer mute = new RawServer(visit -> {
            visit.in().read();
            visit.in().readAllBytes();
        })) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> ask(mute, "localhost", trusting(null), waits))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CONNECT_TIMEOUT));
        }
    }

    /** Asks each of its connections whom the client meant, before anybody reads from it. */
    private static final class Asking extends ServerSocket {
        private final ServerSocket listener;
        private final AtomicReference<List<SNIServerName>> names;
        private final AtomicReference<String> protocol;

        Asking(ServerSocket listener, AtomicReference<List<SNIServerName>> names, AtomicReference<String> protocol)
                throws IOException {
            this.listener = listener;
            this.names = names;
            this.protocol = protocol;
        }

        @Override
        public java.net.Socket accept() throws IOException {
            SSLSocket socket = (SSLSocket) listener.accept();
            socket.setHandshakeApplicationProtocolSelector(
                    (its, offered) -> offered.contains("http/1.1") ? "http/1.1" : null);
            socket.startHandshake();
            names.set(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
            protocol.set(socket.getApplicationProtocol());
            return socket;
        }

        @Override
        public int getLocalPort() {
            return listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
