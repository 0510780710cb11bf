package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.HttpHeaders;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Header fields and the encodings of text beside what requests 2.34.2 makes of them, row by row. */
class TextTableTest {
    static Stream<Arguments> headers() {
        return Tables.rows("headers.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void sendsOrRefusesAField(String name, String value, String fate) {
        assertThat(sent(name, value)).isEqualTo(fate);
    }

    static Stream<Arguments> contentTypes() {
        return Tables.rows("content-types.tsv", 1);
    }

    @ParameterizedTest
    @MethodSource("contentTypes")
    void readsACharset(String contentType, String charset) {
        assertThat(TextDecoding.named(contentType).map(Charset::name).orElse("None"))
                .isEqualTo(charset);
    }

    static Stream<Arguments> json() {
        return Tables.rows("json-encodings.tsv", 1);
    }

    @ParameterizedTest
    @MethodSource("json")
    void findsTheEncodingOfJson(String hex, String text) {
        byte[] content = HexFormat.of().parseHex(hex);
        assertThat(TextDecoding.decode(content, TextDecoding.json(content))).isEqualTo(text);
    }

    private static String sent(String name, String value) {
        try {
            HeaderRules.set(HttpHeaders.builder(), name, value);
            return "sent";
        } catch (InvalidHeaderException e) {
            return "!InvalidHeader";
        }
    }
}
