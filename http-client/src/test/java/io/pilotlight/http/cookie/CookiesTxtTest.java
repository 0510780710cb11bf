package io.pilotlight.http.cookie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTxtTest {
    private static CookiesTxt.Line line(String text) throws CookiesTxt.MalformedLineException {
        return CookiesTxt.read(text.getBytes(UTF_8)).get(0);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        List<CookiesTxt.Line> lines = List.of(
                new CookiesTxt.Line("a.example", true, "/", false, false, null, "n", "v"),
                new CookiesTxt.Line("example", false, "/x", true, true, Instant.ofEpochSecond(99), "m", ""),
                new CookiesTxt.Line("::1", true, "/", false, true, Instant.ofEpochSecond(99), "o", "\"q ☃\""));
        assertThat(CookiesTxt.read(CookiesTxt.write(lines))).isEqualTo(lines);
    }

    @Test
    void curlsFilesAreRead() throws Exception {
        String file = "# Netscape HTTP Cookie File\r\n# https://curl.se/docs/http-cookies.html\r\n\r\n"
                + "#HttpOnly_.example.com\tTRUE\t/\tTRUE\t0\ta\tb\r\n"
                + "localhost\tFALSE\t/\tFALSE\t1700000000\tempty\t\r\n";
        assertThat(CookiesTxt.read(file.getBytes(UTF_8)))
                .containsExactly(
                        new CookiesTxt.Line("example.com", false, "/", true, true, null, "a", "b"),
                        new CookiesTxt.Line(
                                "localhost",
                                true,
                                "/",
                                false,
                                false,
                                Instant.ofEpochSecond(1_700_000_000),
                                "empty",
                                ""));
    }

    @Test
    void fractionsEmptyEndsAndMissingValuesAreRead() throws Exception {
        assertThat(line("h\tFALSE\t/\tFALSE\t12.75\ta\tb").expires()).isEqualTo(Instant.ofEpochSecond(12));
        assertThat(line("h\tFALSE\t/\tFALSE\t\ta\tb").expires()).isNull();
        assertThat(line("h\tfalse\t/\tfalse\t0\ta").value()).isEmpty();
        assertThat(line("[::1]\tFALSE\t/\tFALSE\t0\ta\tb").domain()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h FALSE / FALSE 0 secret b",
                "h\tFALSE\t/\tFALSE\t0",
                "h\tFALSE\t/\tFALSE\t0\tsecret\tb\tc",
                "h\tMAYBE\t/\tFALSE\t0\tsecret\tb",
                "h\tFALSE\t/\t\t0\tsecret\tb",
                "h\tFALSE\tx\tFALSE\t0\tsecret\tb",
                "h\tFALSE\t/\tFALSE\tsoon\tsecret\tb",
                "h\tFALSE\t/\tFALSE\t99999999999999999999\tsecret\tb",
                "\tFALSE\t/\tFALSE\t0\tsecret\tb",
                "a b\tFALSE\t/\tFALSE\t0\tsecret\tb",
                "h\tFALSE\t/\tFALSE\t0\t\tsecret",
                "h\tFALSE\t/\tFALSE\t0\ta\tsecret\u0001",
            })
    void aLineThatIsNoCookieIsNamedAndNotQuoted(String bad) {
        assertThatThrownBy(() -> CookiesTxt.read(("# remark\n\n" + bad + "\n").getBytes(UTF_8)))
                .isInstanceOfSatisfying(CookiesTxt.MalformedLineException.class, e -> assertThat(e.line())
                        .isEqualTo(3))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aLineInAnotherEncodingIsNamed() {
        assertThatThrownBy(() -> CookiesTxt.read("h\tFALSE\t/\tFALSE\t0\ta\t\u00e9".getBytes(ISO_8859_1)))
                .isInstanceOf(CookiesTxt.MalformedLineException.class)
                .hasMessageContaining("UTF-8");
    }
}
