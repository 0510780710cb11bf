package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private final HeldCertificate one =
            new HeldCertificate.Builder().commonName("one").build();
    private final HeldCertificate two =
            new HeldCertificate.Builder().commonName("two").build();

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(parent.resolve("with a space"));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static byte[] encoded(HeldCertificate certificate) throws CertificateEncodingException {
        return certificate.certificate().getEncoded();
    }

    @Nested
    class ValuesAreEqual {
        @Test
        void ifTheSameWasReadWhereverItStood() throws IOException {
            Tls tls = Tls.trusting(file("a.pem", one.certificatePem()));
            assertThat(tls)
                    .isEqualTo(Tls.trusting(file("b.pem", "# again\n" + one.certificatePem())))
                    .hasSameHashCodeAs(Tls.trusting(folder.resolve("b.pem")))
                    .isNotEqualTo(Tls.trusting(file("c.pem", two.certificatePem())))
                    .isNotEqualTo(Tls.DEFAULT)
                    .isNotEqualTo(Tls.unverified());
        }

        @Test
        void notIfAFileHasChangedBetween() throws IOException {
            Tls before = Tls.trusting(file("ca.pem", one.certificatePem()));
            assertThat(Tls.trusting(file("ca.pem", two.certificatePem()))).isNotEqualTo(before);
        }

        @Test
        void ifTheyComeAsTheSameClient() throws IOException {
            Path me = file("me.pem", one.certificatePem() + one.privateKeyPkcs8Pem());
            Path key = file("key.pem", one.privateKeyPkcs8Pem());
            assertThat(Tls.DEFAULT.withClientCertificate(me))
                    .isEqualTo(Tls.DEFAULT.withClientCertificate(me, key))
                    .isNotEqualTo(Tls.unverified().withClientCertificate(me))
                    .isNotEqualTo(Tls.DEFAULT);
        }
    }

    @Test
    void aFolderIsReadByTheEndingsOfItsFiles() throws IOException {
        file("a.crt", one.certificatePem());
        file("5ed36f99.0", two.certificatePem());
        file("README", "no certificate");
        file("notes.txt", "-----BEGIN CERTIFICATE-----\nbroken");
        Path both = Files.writeString(parent.resolve("both.pem"), one.certificatePem() + two.certificatePem());
        assertThat(Tls.trusting(folder)).isEqualTo(Tls.trusting(both)).hasToString("Tls[believes 2 certificates]");
    }

    @Test
    void aCertificateMayBeItsBareBytes() throws Exception {
        Path bare = Files.write(folder.resolve("ca.cer"), encoded(one));
        assertThat(Tls.trusting(bare)).isEqualTo(Tls.trusting(file("a.pem", one.certificatePem())));
    }

    @Test
    void textNamesTheClientAndHoldsNoKey() throws IOException {
        Tls tls =
                Tls.unverified().withClientCertificate(file("me.pem", one.privateKeyPkcs8Pem() + one.certificatePem()));
        assertThat(tls).hasToString("Tls[believes anybody, ClientCertificate[CN=one]]");
        assertThat(tls.verified()).isFalse();
        assertThat(Tls.DEFAULT.verified()).isTrue();
    }

    @Nested
    class IsRefusedWhenMade {
        @Test
        void aFileThatIsNotThere() {
            assertThatThrownBy(() -> Tls.trusting(folder.resolve("none.pem")))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("no file '" + folder.resolve("none.pem"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "hello",
                    "-----BEGIN -----",
                    "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----"
                })
        void aFileWithoutACertificate(String content) throws IOException {
            Path file = file("ca.pem", content);
            assertThatThrownBy(() -> Tls.trusting(file))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("no certificate in '" + file);
            assertThatThrownBy(() -> Tls.DEFAULT.withClientCertificate(file)).isInstanceOf(TlsException.class);
        }

        @Test
        void anEmptyFolderAndAFolderAsAClientsCertificate() {
            assertThatThrownBy(() -> Tls.trusting(folder)).hasMessageContaining("no certificate in '" + folder);
            assertThatThrownBy(() -> Tls.DEFAULT.withClientCertificate(folder)).hasMessageContaining("is a folder");
        }

        @Test
        void aDamagedCertificateByItsNumber() throws IOException {
            String damaged = one.certificatePem() + two.certificatePem().replace("MII", "AII");
            assertThatThrownBy(() -> Tls.trusting(file("ca.pem", damaged)))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("2 of '" + folder.resolve("ca.pem"));
        }

        @Test
        void aKeyThatIsAnothers() throws IOException {
            Path certificate = file("me.pem", one.certificatePem());
            Path key = file("key.pem", two.privateKeyPkcs8Pem());
            assertThatThrownBy(() -> Tls.DEFAULT.withClientCertificate(certificate, key))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContaining("is not that of the first certificate");
        }
    }
}
