package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTest {

    /** Each row was compared with what requests 2.34.2 prepares. */
    @Nested
    class PreparingAUrl {
        @ParameterizedTest
        @CsvSource(
                delimiter = ' ',
                quoteCharacter = '~',
                value = {
                    "http://example.com http://example.com/",
                    "http://example.com?x=1 http://example.com/?x=1",
                    "HTTP://EXAMPLE.com/A http://example.com/A",
                    "~  http://example.com/a~ http://example.com/a",
                    "~http://example.com/a b~ http://example.com/a%20b",
                    "http://example.com/a? http://example.com/a",
                    "http://example.com/a# http://example.com/a",
                    "http://example.com/a?x=1#frag http://example.com/a?x=1#frag",
                    "http://example.com/a/./b/../c http://example.com/a/c",
                    "http://example.com/.. http://example.com/",
                    "http://example.com/a/.. http://example.com/",
                    "http://example.com/../ http://example.com/",
                    "http://example.com/../?x http://example.com/?x",
                    "http://example.com//a//b http://example.com//a//b",
                    "http://example.com/[x]?[y] http://example.com/%5Bx%5D?%5By%5D",
                    "http://example.com/?q=%zz http://example.com/?q=%25zz",
                    "http://example.com/100% http://example.com/100%25",
                    "http://user:p%40ss@example.com/ http://user:p%40ss@example.com/",
                    "~http://us er:p@example.com/~ http://us%20er:p@example.com/",
                    "http://a@b@c.example/ http://a%40b@c.example/",
                    "http://example.com:80/ http://example.com:80/",
                    "http://example.com:/x http://example.com/x",
                    "http://example.com:080/ http://example.com:80/",
                    "http://[::1]:8080/x http://[::1]:8080/x",
                    "http://[FE80::1]/ http://[fe80::1]/",
                    "http://xn--bcher-kva.example/ http://xn--bcher-kva.example/",
                    "http://example.com/;p=1 http://example.com/;p=1",
                    "http://1.2.3.4/ http://1.2.3.4/",
                    "http://example.com/%e2%98%83 http://example.com/%E2%98%83",
                    "http://example.com/?a=b&c=d+e%20f http://example.com/?a=b&c=d+e%20f",
                    "localhost:3128/x localhost:3128/x",
                    "mailto:a@b mailto:a@b",
                    "http+unix://%2Fvar%2Frun%2Fx.sock/path http+unix://%2Fvar%2Frun%2Fx.sock/path"
                })
        void quotesWhatAUrlCannotHoldAndNothingElse(String raw, String prepared) {
            assertThat(Url.prepare(raw, "")).isEqualTo(prepared);
        }

        @Test
        void leavesNoQuestionMarkBeforeAQueryThatIsAllFragment() {
            assertThat(Url.prepare("http://h/a", "#x")).isEqualTo("http://h/a#x");
            assertThat(Url.prepare("http://h/a#b", "#x")).isEqualTo("http://h/a#x#b");
            assertThat(Url.prepare("http://h/a?q", "#x")).isEqualTo("http://h/a?q&#x");
        }

        @Test
        void quotesMarksAndWritesUnreservedOnesAsThemselves() {
            assertThat(Url.prepare("http://h/a|b^c`{}\"<>\\", "")).isEqualTo("http://h/a%7Cb%5Ec%60%7B%7D%22%3C%3E%5C");
            assertThat(Url.prepare("http://h/?q=a|b^c`{}\"<>\\'", ""))
                    .isEqualTo("http://h/?q=a%7Cb%5Ec%60%7B%7D%22%3C%3E%5C'");
            assertThat(Url.prepare("http://h/%7Ea/%2f/%3a", "")).isEqualTo("http://h/~a/%2F/%3A");
            assertThat(Url.prepare("http://h/\n", "")).isEqualTo("http://h/%0A");
            assertThat(Url.prepare("http://b\u00fccher.example/\u00fc?\u00fc=\u00fc#\u00fc", ""))
                    .isEqualTo("http://xn--bcher-kva.example/%C3%BC?%C3%BC=%C3%BC#%C3%BC");
        }

        @Test
        void escapesOnlyTheEscapeThatIsNone() {
            assertThat(Url.prepare("http://h/100% sure/%20x", "")).isEqualTo("http://h/100%25%20sure/%20x");
        }

        @Test
        void resolvesDotsThatWereEscaped() {
            assertThat(Url.prepare("http://h/a/%2e%2E/b", "")).isEqualTo("http://h/b");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://",
                    "http://:1",
                    "http:///x",
                    "http://*.example.com/",
                    "http://.example.com/",
                    "http://example.com:99999/",
                    "http://example.com:abc/",
                    "http://exa mple.com/",
                    "http://[::1/",
                    "http://\u2603.net/",
                    "http://-\u00fc.de/"
                })
        void refusesWhatNamesNoHost(String raw) {
            assertThatThrownBy(() -> Url.prepare(raw, "")).isExactlyInstanceOf(InvalidUrlException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"example.com/x?secret", "//example.com/x?secret"})
        void guessesTheSchemeThatWasMeant(String raw) {
            assertThatThrownBy(() -> Url.prepare(raw, ""))
                    .isInstanceOf(MissingSchemaException.class)
                    .hasMessageContaining("did you mean https://example.com/x?")
                    .hasMessageNotContaining("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/, q=1, http://h/?q=1",
        "http://h/?a=1#f, b=2, http://h/?a=1&b=2#f",
        "http://h/?, a=1, http://h/?a=1",
        "http://h/?x, a=1, http://h/?x&a=1",
        "http://h/, a b=c&d, http://h/?a%20b=c&d",
        "mailto:x, a=1, mailto:x"
    })
    void appendsToTheQueryThatIsThere(String url, String query, String prepared) {
        assertThat(Url.prepare(url, query)).isEqualTo(prepared);
    }

    /** The examples of RFC 3986, section 5.4, with their dots still to be resolved by preparing. */
    @ParameterizedTest
    @CsvSource({
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g/",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q#s",
        "g#s, http://a/b/c/g#s",
        ";x, http://a/b/c/;x",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "/./g, http://a/g",
        "g.., http://a/b/c/g..",
        "g;x=1/../y, http://a/b/c/y",
        "https://z/, https://z/"
    })
    void resolvesReferences(String reference, String resolved) {
        String joined = Url.parse("http://a/b/c/d;p?q").resolve(reference);
        assertThat(Url.prepare(joined, "")).isEqualTo(resolved);
    }

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@h:1/p?token=secret#secret, http://***@h:1/p",
        "http://h/a@b, http://h/a@b",
        "user:secret@h, ***@h",
        "h/p?secret, h/p"
    })
    void showsNoSecret(String url, String shown) {
        assertThat(Url.shown(url)).isEqualTo(shown);
    }
}
