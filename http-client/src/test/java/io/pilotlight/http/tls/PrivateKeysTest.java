package io.pilotlight.http.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of elliptic curves here were written by OpenSSL 3, and open nothing but these tests. */
class PrivateKeysTest {
    private static final String EC_PKCS_8 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQguecFvNwo3D4ZvBRv
            mfyeiJuK/732FhNcDL2vXjZcSUqhRANCAAR6C72jTdgy6mkLfly3j/nDKiX0XzNH
            +R+TF4BLWM86W7kNp4C41JW2uvdIdSZXiXG/d0W4JLXxCtLKaS2Al/ua
            -----END PRIVATE KEY-----
            """;

    private static final String EC_SEC_1 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEILnnBbzcKNw+GbwUb5n8noibiv+99hYTXAy9r142XElKoAoGCCqGSM49
            AwEHoUQDQgAEegu9o03YMuppC35ct4/5wyol9F8zR/kfkxeAS1jPOlu5DaeAuNSV
            trr3SHUmV4lxv3dFuCS18QrSymktgJf7mg==
            -----END EC PRIVATE KEY-----
            """;

    private static final String EC_ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAg0Pb/15WIcyQICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEC6n/T+54+a98mxzNuafHbgEgZBq
            q0HsDso6h6/ulH2eZPleH9Jm6k++T0rAvqv/9vbmq6oV7FS5RoOsE+ICJHZlM9p6
            WDW35C8w+I7HoT+VIlB6i/O3ruzjzbsot1GTPKstE6fKukTA86DsDRJx77/KPkMl
            1UYZkL6dTU2uo5OnUo67HWcde06+szM4pGjdD2FMO0ZEbCKixGDFt/sRG/LEA4g=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String EC_ENCRYPTED_OF_OLD = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,54B2A55354E8B675BE59DA97BE8FF512

            qvflcK9gkpVzo1Ax+qbnc4dAOTHj9iM8pGeIYLc9C1/gVxcDunkY0jUPEHZXsy9+
            LIffbwqYWJsDqPga+Rd4WMWMIRTHavvN/nVm15ODVkDgHPdqL1A9ELarxiFL433F
            Sub5oiK4mlGjMAxa842nD6ZL9Gkfo9xdCPXulifvInc=
            -----END EC PRIVATE KEY-----
            """;

    private static final String ED_25519 = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEICN70iLIFCWIeH7c0tJuojOKtBElHcg/ldM3FmJaTNIc
            -----END PRIVATE KEY-----
            """;

    private static PrivateKey read(String pem, @Nullable String password) throws IOException {
        Path file = Path.of("key.pem");
        List<Pem.Block> blocks = Pem.blocks(file, pem.getBytes(ISO_8859_1));
        return PrivateKeys.of(file, blocks, password == null ? null : password.toCharArray());
    }

    private static BigInteger number(PrivateKey key) {
        return ((ECPrivateKey) key).getS();
    }

    @Nested
    class AKeyIsTheSame {
        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void inSec1AsInPkcs8WhateverEndsTheLines(String lineEnd) throws IOException {
            assertThat(number(read(EC_SEC_1.replace("\n", lineEnd), null))).isEqualTo(number(read(EC_PKCS_8, null)));
        }

        @Test
        void encryptedByOpenSsl() throws IOException {
            assertThat(read(EC_ENCRYPTED, "open-sesame")).isEqualTo(read(EC_PKCS_8, null));
        }

        @Test
        void inPkcs1AsInPkcs8() throws IOException {
            HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
            PrivateKey key = rsa.keyPair().getPrivate();
            assertThat(read(rsa.privateKeyPkcs1Pem(), null)).isEqualTo(key);
            assertThat(read(rsa.privateKeyPkcs8Pem(), null)).isEqualTo(key);
        }

        @Test
        void withACertificateAndWordsAroundIt() throws IOException {
            String around = "Bag Attributes\n  friendlyName: me\n" + EC_PKCS_8
                    + new HeldCertificate.Builder().build().certificatePem();
            assertThat(read(around, null)).isEqualTo(read(EC_PKCS_8, null));
        }
    }

    @Test
    void edwardsCurvesAreKnown() throws IOException {
        assertThat(read(ED_25519, null).getAlgorithm()).isEqualTo("EdDSA");
    }

    @Nested
    class IsRefusedWithWhatToDo {
        @Test
        void anEncryptedKeyWithoutAPassword() {
            assertThatThrownBy(() -> read(EC_ENCRYPTED, null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("key.pem")
                    .hasMessageContaining("password");
        }

        @Test
        void anotherPasswordWhichIsNotTold() {
            assertThatThrownBy(() -> read(EC_ENCRYPTED, "open-parsley"))
                    .hasMessageContaining("does not open")
                    .hasMessageNotContaining("parsley");
        }

        @Test
        void oldEncryption() {
            assertThatThrownBy(() -> read(EC_ENCRYPTED_OF_OLD, "x")).hasMessageContaining("openssl pkcs8 -topk8");
        }

        @Test
        void aFileWithoutAKeyOrWithTwo() {
            assertThatThrownBy(() -> read("", null)).hasMessageContaining("no private key");
            assertThatThrownBy(() -> read(EC_PKCS_8 + ED_25519, null)).hasMessageContaining("several private keys");
        }

        @Test
        void aKeyThatBreaksOff() {
            assertThatThrownBy(() -> read(EC_PKCS_8.substring(0, 120), null)).hasMessageContaining("breaks off");
        }

        @Test
        void whatIsNoBase64WithoutQuotingIt() {
            assertThatThrownBy(() -> read(EC_PKCS_8.replace("MIGH", "M!GH"), null))
                    .hasMessageContaining("is not Base64")
                    .hasMessageNotContaining("M!GH")
                    .hasNoCause();
        }

        @ParameterizedTest
        @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
        void everyCutOfAKey(String label) {
            byte[] whole = Base64.getMimeDecoder()
                    .decode(EC_PKCS_8
                            .replace("-----BEGIN PRIVATE KEY-----", "")
                            .replace("-----END PRIVATE KEY-----", ""));
            for (int length = 0; length < whole.length; length++) {
                String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
                String pem = "-----BEGIN " + label + "-----\n" + cut + "\n-----END " + label + "-----\n";
                assertThatThrownBy(() -> read(pem, "x")).isInstanceOf(IOException.class);
            }
        }
    }
}
