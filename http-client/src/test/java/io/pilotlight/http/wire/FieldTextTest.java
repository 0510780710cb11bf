package io.pilotlight.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTextTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "plain              | plain",
                "gr\u00c3\u00bcn    | gr\u00fcn",
                "gr\u00fcn          | gr\u00fcn",
                "\u00e2\u0098\u0083 | \u2603",
                "\u00e2\u0098       | \u00e2\u0098",
                "\u00c3\u00bc \u00fc | \u00c3\u00bc \u00fc",
                "\u00c0\u00af       | \u00c0\u00af",
                "\u00ed\u00a0\u0080 | \u00ed\u00a0\u0080",
                "''                 | ''"
            },
            delimiter = '|')
    void isUtf8IfItCanBe(String octets, String text) {
        assertThat(FieldText.of("X-A", octets)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=plain", "a=gr\u00c3\u00bcn", "a=gr\u00fcn"})
    void ofACookieIsItsBytes(String octets) {
        assertThat(FieldText.of("set-cookie", octets)).isEqualTo(octets);
        String utf8 = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (!utf8.contains("\ufffd")) {
            assertThat(FieldText.ofUtf8("Set-Cookie", utf8)).isEqualTo(octets);
            assertThat(FieldText.ofUtf8("X-A", utf8)).isEqualTo(FieldText.of("X-A", octets));
        }
    }
}
