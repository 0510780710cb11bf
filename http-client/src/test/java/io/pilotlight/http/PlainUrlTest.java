package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainUrlTest {
    static Stream<Arguments> prepared() {
        return Tables.rows("url-preparation.tsv", 1);
    }

    @ParameterizedTest
    @MethodSource("prepared")
    void readsOnlyWhatStaysAsItIs(String url, String expected) {
        if (PlainUrl.parse(url) != null) {
            assertThat(expected).isEqualTo(url);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/",
                "https://h.example:8443/a/b?x=1&y=2",
                "http://127.0.0.1:8080/get",
                "http://a/x?y?z",
                "http://a/~u/b;c=1,d@e:f"
            })
    void readsWhatMostProgramsWrite(String url) {
        assertThat(PlainUrl.parse(url)).isNotNull();
    }

    /** The quick way and the thorough one agree, for texts made of what could go wrong. */
    @Test
    void agreesWithTheThoroughWay() {
        String[] pieces = {
            "http://",
            "https://",
            "HTTP://",
            "http:/",
            "h",
            "h.example",
            "127.0.0.1",
            "[::1]",
            ".",
            "-",
            "xn--a",
            ":",
            ":80",
            ":0",
            ":99999",
            ":08",
            "/",
            "//",
            "/a",
            "/.",
            "/..",
            "/.a",
            "?",
            "?x=1",
            "&y='",
            "#",
            "#f",
            "%",
            "%7e",
            "%20",
            " ",
            "\\",
            "@",
            "\u00e9",
            "+",
            "\"",
            "|",
            "~",
            "*",
            "\t"
        };
        Random random = new Random(7);
        int plain = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "http://h");
            for (int k = random.nextInt(6); k >= 0; k--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            Url parsed = PlainUrl.parse(text.toString());
            if (parsed != null) {
                plain++;
                assertThat(parsed).isEqualTo(Url.parseAny(text.toString()));
                assertThat(Url.prepareAny(text.toString(), "")).isEqualTo(text.toString());
            }
        }
        assertThat(plain).isGreaterThan(1_000);
    }
}
