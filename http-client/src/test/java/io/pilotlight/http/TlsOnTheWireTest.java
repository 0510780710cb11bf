package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotlight.core.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsOnTheWireTest {
    @TempDir
    Path folder;

    private Tls ours;
    private final Session session = Session.builder().environment(Map.of()).build();

    @BeforeEach
    void trust() throws IOException {
        ours = Tls.trusting(TlsServer.authority(folder));
    }

    @AfterEach
    void close() {
        session.close();
    }

    private static TlsServer server(HeldCertificate certificate) throws IOException {
        return new TlsServer(certificate, false, false);
    }

    private Response get(TlsServer server, Tls tls) {
        return session.get(server.url(), r -> r.tls(tls));
    }

    @Nested
    class APrivateAuthority {
        @Test
        void isTrustedWhenItIsNamed() throws IOException {
            try (TlsServer server = TlsServer.plain()) {
                assertThat(get(server, ours).status()).isEqualTo(200);
            }
        }

        @Test
        void isTrustedBySessionsThatWereToldItOrFindItInTheirEnvironment() throws IOException {
            String bundle = folder.resolve("ca.pem").toString();
            try (TlsServer server = TlsServer.plain();
                    Session told =
                            Session.builder().environment(Map.of()).tls(ours).build();
                    Session found = Session.builder()
                            .environment(Map.of("REQUESTS_CA_BUNDLE", bundle))
                            .build()) {
                assertThat(told.get(server.url()).ok()).isTrue();
                assertThat(found.get(server.url()).ok()).isTrue();
                assertThatThrownBy(() -> found.get(server.url(), r -> r.tls(Tls.DEFAULT)))
                        .isInstanceOf(TlsException.class);
            }
        }

        @Test
        void ofTheEnvironmentIsReadWhenItIsNeeded() throws IOException {
            Map<String, String> wrong =
                    Map.of("REQUESTS_CA_BUNDLE", folder.resolve("absent.pem").toString());
            try (TlsServer secure = TlsServer.plain();
                    TapServer plain = TapServer.ok("plain");
                    Session found = Session.builder().environment(wrong).build()) {
                assertThat(found.get(plain.url("/")).text()).isEqualTo("plain");
                assertThat(found.request("GET", plain.url("/"), r -> r.body("by HTTP/1.1 of our own"))
                                .text())
                        .isEqualTo("plain");
                assertThatThrownBy(() -> found.get(secure.url()))
                        .isInstanceOf(TlsException.class)
                        .hasMessageContaining("There is no file '" + folder.resolve("absent.pem"));
                assertThat(found.get(secure.url(), r -> r.tls(ours)).ok()).isTrue();
            }
        }

        @Test
        void isNotTrustedUnasked() throws IOException {
            try (TlsServer server = TlsServer.plain()) {
                assertThatThrownBy(() -> session.get(server.url()))
                        .isInstanceOf(TlsException.class)
                        .hasMessageContaining(server.url())
                        .hasMessageContaining("Tls.trusting");
            }
        }

        @Test
        void isTrustedInPlaceOfOthers() throws IOException {
            HeldCertificate stranger =
                    new HeldCertificate.Builder().certificateAuthority(0).build();
            Tls others = Tls.trusting(Files.writeString(folder.resolve("other.pem"), stranger.certificatePem()));
            try (TlsServer server = TlsServer.plain()) {
                assertThatThrownBy(() -> get(server, others)).isInstanceOf(TlsException.class);
            }
        }

        @Test
        void mayBeTheServerItself() throws IOException {
            HeldCertificate self = new HeldCertificate.Builder()
                    .addSubjectAlternativeName("127.0.0.1")
                    .build();
            Tls pinned = Tls.trusting(Files.writeString(folder.resolve("self.pem"), self.certificatePem()));
            try (TlsServer server = server(self)) {
                assertThat(get(server, pinned).ok()).isTrue();
            }
        }
    }

    @Nested
    class ACertificate {
        @Test
        void forAnotherHostIsRefused() throws IOException {
            HeldCertificate other = new HeldCertificate.Builder()
                    .commonName("127.0.0.1")
                    .addSubjectAlternativeName("other.example")
                    .signedBy(TlsServer.AUTHORITY)
                    .build();
            try (TlsServer server = server(other)) {
                assertThatThrownBy(() -> get(server, ours))
                        .isInstanceOf(TlsException.class)
                        .hasMessageContaining("not for 127.0.0.1");
                assertThat(get(server, Tls.unverified()).ok()).isTrue();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {-20, 10})
        void outOfItsTimeIsRefused(int startsInDays) throws IOException {
            try (TlsServer server = server(valid(TlsServer.certificate(), startsInDays))) {
                assertThatThrownBy(() -> get(server, ours))
                        .isInstanceOf(TlsException.class)
                        .hasMessageContaining("out of its time");
                assertThat(get(server, Tls.unverified()).ok()).isTrue();
            }
        }

        @Test
        void outOfItsTimeIsRefusedAlsoIfItIsTrustedItself() throws IOException {
            HeldCertificate self = valid(new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1"), -20);
            Tls pinned = Tls.trusting(Files.writeString(folder.resolve("self.pem"), self.certificatePem()));
            try (TlsServer server = server(self)) {
                assertThatThrownBy(() -> get(server, pinned)).isInstanceOf(TlsException.class);
            }
        }

        private static HeldCertificate valid(HeldCertificate.Builder builder, int startsInDays) {
            Instant start = Time.system().now().plus(Duration.ofDays(startsInDays));
            return builder.validityInterval(
                            start.toEpochMilli(), start.plus(Duration.ofDays(5)).toEpochMilli())
                    .build();
        }
    }

    @Nested
    class VerifyingNothing {
        @Test
        void doesNotLeakIntoTheNextRequestToTheSameHost() throws IOException {
            try (TlsServer server = TlsServer.plain()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(get(server, Tls.unverified()).ok()).isTrue();
                    assertThat(catchThrowable(() -> session.get(server.url()))).isInstanceOf(TlsException.class);
                    assertThat(get(server, ours).ok()).isTrue();
                    assertThat(catchThrowable(() -> get(server, Tls.DEFAULT))).isInstanceOf(TlsException.class);
                }
                assertThat(server.requests()).isEqualTo(6);
            }
        }

        @Test
        void ofASessionCanBeTakenBackByARequest() throws IOException {
            try (TlsServer server = TlsServer.plain();
                    Session careless = Session.builder().tls(Tls.unverified()).build()) {
                assertThat(careless.get(server.url()).ok()).isTrue();
                assertThat(catchThrowable(() -> careless.get(server.url(), r -> r.tls(Tls.DEFAULT))))
                        .isInstanceOf(TlsException.class);
            }
        }
    }

    @Nested
    class AClientCertificate {
        private final HeldCertificate me = new HeldCertificate.Builder()
                .commonName("me")
                .signedBy(TlsServer.INTERMEDIATE)
                .build();
        private final String chain = me.certificatePem() + TlsServer.INTERMEDIATE.certificatePem();

        private TlsServer asking() throws IOException {
            return new TlsServer(TlsServer.certificate().build(), false, true);
        }

        private Path file(String name, String content) throws IOException {
            return Files.writeString(folder.resolve(name), content);
        }

        @Test
        void isShownFromOneFileOrTwo() throws IOException {
            Path both = file("both.pem", me.privateKeyPkcs8Pem() + chain);
            Path certificate = file("me.pem", chain);
            Path key = file("key.pem", me.privateKeyPkcs8Pem());
            try (TlsServer server = asking()) {
                assertThat(get(server, ours.withClientCertificate(both)).text()).isEqualTo("CN=me");
                assertThat(get(server, ours.withClientCertificate(certificate, key))
                                .text())
                        .isEqualTo("CN=me");
            }
        }

        @Test
        void ofRsaInPkcs1IsShown() throws IOException {
            HeldCertificate old = new HeldCertificate.Builder()
                    .commonName("old me")
                    .rsa2048()
                    .signedBy(TlsServer.AUTHORITY)
                    .build();
            Path both = file("old.pem", old.certificatePem() + old.privateKeyPkcs1Pem());
            try (TlsServer server = asking()) {
                assertThat(get(server, ours.withClientCertificate(both)).text()).isEqualTo("CN=old me");
            }
        }

        @Test
        void thatIsMissingIsARefusal() throws IOException {
            try (TlsServer server = asking()) {
                assertThatThrownBy(() -> get(server, ours)).isInstanceOf(ConnectionException.class);
                assertThat(server.requests()).isZero();
            }
        }

        @Test
        void thatIsASelfMadeOneIsARefusal() throws IOException {
            HeldCertificate self =
                    new HeldCertificate.Builder().commonName("me").build();
            Path both = file("self.pem", self.certificatePem() + self.privateKeyPkcs8Pem());
            try (TlsServer server = asking()) {
                assertThatThrownBy(() -> get(server, ours.withClientCertificate(both)))
                        .isInstanceOf(ConnectionException.class);
                assertThat(server.requests()).isZero();
            }
        }

        @Test
        void doesNotLeakIntoTheNextRequestToTheSameHost() throws IOException {
            Path both = file("both.pem", me.privateKeyPkcs8Pem() + chain);
            try (TlsServer server = asking()) {
                assertThat(get(server, ours.withClientCertificate(both)).ok()).isTrue();
                assertThatThrownBy(() -> get(server, ours)).isInstanceOf(ConnectionException.class);
            }
        }
    }

    @Test
    void equalValuesShareOneConnection() throws Exception {
        try (TlsServer server = TlsServer.plain()) {
            get(server, ours);
            get(server, Tls.trusting(folder.resolve("ca.pem")));
            assertThat(server.take().getConnectionIndex())
                    .isEqualTo(server.take().getConnectionIndex());
        }
    }
}
