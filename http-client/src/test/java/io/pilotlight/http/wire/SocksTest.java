package io.pilotlight.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pilotlight.http.wire.WireException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocksTest {
    private static InetAddress address(String text) throws IOException {
        return InetAddress.getByName(text);
    }

    private static ByteArrayInputStream bytes(String hex) {
        return new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(ByteArrayOutputStream out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Nested
    class Five {
        private String asked(ProxyServer proxy, String answers, InetAddress target) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Socks5(proxy, bytes(answers), out).connect(target, "h.test", 8080);
            return hex(out);
        }

        private final ProxyServer anonymous = new ProxyServer(ProxyServer.Kind.SOCKS5H, "p", 1080, "", "");
        private final ProxyServer known = new ProxyServer(ProxyServer.Kind.SOCKS5H, "p", 1080, "me", "pw");

        @Test
        void isGivenANameToLookUp() throws IOException {
            assertThat(asked(anonymous, "0500 05000001 7f000001 0001", null))
                    .isEqualTo("050100" + "05010003" + "06" + "682e74657374" + "1f90");
        }

        @Test
        void isGivenAnAddressOfEitherKind() throws IOException {
            assertThat(asked(anonymous, "0500 05000003 01 61 0001", address("127.0.0.1")))
                    .isEqualTo("050100" + "05010001" + "7f000001" + "1f90");
            assertThat(asked(anonymous, "0500 05000004" + "00".repeat(18), address("::1")))
                    .isEqualTo("050100" + "05010004" + "00".repeat(15) + "01" + "1f90");
        }

        @Test
        void isToldUserAndPasswordIfItWantsThem() throws IOException {
            assertThat(asked(known, "0502 0100 05000001 7f000001 0001", null))
                    .isEqualTo("05020002" + "01" + "026d65" + "027077" + "05010003" + "06" + "682e74657374" + "1f90");
            assertThat(asked(known, "0500 05000001 7f000001 0001", null)).doesNotContain("7077");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "05ff                | takes no user and password",
                    "0502 0101           | does not take this user and password",
                    "0500 05010001       | general failure",
                    "0500 05020001       | not allowed",
                    "0500 05040001       | host unreachable",
                    "0500 05050001       | connection refused",
                    "0500 05090001       | reply 9",
                    "0500 05000009       | unknown kind 9",
                    "4854 5450           | speaks no SOCKS 5",
                    "0500 0400           | speaks no SOCKS 5"
                })
        void saysWhyThereIsNoWay(String answers, String why) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> asked(known, answers, null))
                    .withMessageContaining(why)
                    .withMessageNotContaining("pw")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.PROXY));
        }

        @Test
        void thatWantsAPasswordWeHaveNotSaysSo() {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> asked(anonymous, "05ff", null))
                    .withMessageContaining("wants a user and a password");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "05", "0500", "0500 0500", "0500 05000001 7f"})
        void thatHangsUpIsAnEnd(String answers) {
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> asked(anonymous, answers, null));
        }
    }

    @Nested
    class Four {
        private String asked(String user, String answers, InetAddress target) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ProxyServer proxy = new ProxyServer(ProxyServer.Kind.SOCKS4A, "p", 1080, user, "");
            new Socks4(proxy, bytes(answers), out).connect(target, "h.test", 8080);
            return hex(out);
        }

        @Test
        void isGivenANameOrAnAddress() throws IOException {
            assertThat(asked("me", "005a 0000 00000000", null))
                    .isEqualTo("04011f90" + "00000001" + "6d6500" + "682e7465737400");
            assertThat(asked("", "005a 0000 00000000", address("127.0.0.1"))).isEqualTo("04011f90" + "7f000001" + "00");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "005b 0000 00000000 | rejected",
                    "005d 0000 00000000 | no such user",
                    "4854 5450 00000000 | speaks no SOCKS 4"
                })
        void saysWhyThereIsNoWay(String answers, String why) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> asked("", answers, null))
                    .withMessageContaining(why);
        }

        @Test
        void knowsNoIpV6() {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> asked("", "005a 0000 00000000", address("::1")))
                    .withMessageContaining("take SOCKS 5");
        }

        @Test
        void takesNoUserThatWouldEndTooSoon() {
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> asked("a\0b", "005a 0000 00000000", null));
        }
    }
}
