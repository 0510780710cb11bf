package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String URL = "http://www.example.com/a/b?q=1";

    private static Optional<Cookie> parsed(String field) {
        return Cookie.parse(URL, field, NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b            | a   | b",
                "a=             | a   | ``",
                " a = b ; x     | a   | b",
                "a=b=c          | a   | b=c",
                "a=\"b c\"      | a   | \"b c\"",
                "a=b, c=d       | a   | b, c=d",
                "a b=c          | a b | c",
                "a=b;;;         | a   | b",
                "a=b; =x; Foo=1 | a   | b",
            })
    void nameAndValueAreWhatStandsBeforeTheFirstSemicolon(String field, String name, String value) {
        assertThat(parsed(field)).hasValueSatisfying(cookie -> {
            assertThat(cookie.name()).isEqualTo(name);
            assertThat(cookie.value()).isEqualTo(value);
            assertThat(cookie.domain()).contains("www.example.com");
            assertThat(cookie.hostOnly()).isTrue();
            assertThat(cookie.path()).isEqualTo("/a");
            assertThat(cookie.expires()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "a", "=b", " =b", "; a=b", "a=b\tc", "a=b; Path=/\u0001"})
    void whatNamesNoneIsNone(String field) {
        assertThat(parsed(field)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, false",
        ".example.com, example.com, false",
        "EXAMPLE.COM, example.com, false",
        "example.com., example.com, false",
        "www.example.com, www.example.com, false",
        "'', www.example.com, true",
        "., www.example.com, true",
    })
    void aDomainTakesInTheHostsBelow(String domain, String expected, boolean hostOnly) {
        Cookie cookie = parsed("a=b; Domain=" + domain).orElseThrow();
        assertThat(cookie.domain()).contains(expected);
        assertThat(cookie.hostOnly()).isEqualTo(hostOnly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.com", "x.www.example.com", "ample.com", "..example.com", "a b", "example.com:80"})
    void aForeignDomainIsRefused(String domain) {
        assertThat(parsed("a=b; Domain=" + domain)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/, 127.0.0.1, 127.0.0.1",
        "http://127.0.0.1/, 0.0.1, -",
        "http://[::1]:80/, [::1], ::1",
        "http://[::1]/, ::1, ::1",
        "http://xn--bcher-kva.example/, bücher.example, xn--bcher-kva.example",
        "http://EXAMPLE.com.:8080/, example.com, example.com",
    })
    void addressesAndOtherHostsAreCompared(String url, String domain, String expected) {
        assertThat(Cookie.parse(url, "a=b; Domain=" + domain, NOW)
                        .flatMap(Cookie::domain)
                        .orElse("-"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"/x, /x", "/x/, /x/", "x, /a", "'', /a", "'/x; path=y', /a", "'/x; PATH=/y', /y"})
    void theLastPathCounts(String path, String expected) {
        assertThat(parsed("a=b; Path=" + path).orElseThrow().path()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Max-Age=60                                            | 2026-01-01T00:01:00Z",
                "max-age = 60                                          | 2026-01-01T00:01:00Z",
                "Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:01 GMT     | 2026-01-01T00:01:00Z",
                "Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=60     | 2026-01-01T00:01:00Z",
                "Max-Age=0                                             | 1970-01-01T00:00:00Z",
                "Max-Age=-5                                            | 1970-01-01T00:00:00Z",
                "Max-Age=99999999999999999999999                       | 9999-12-31T23:59:59Z",
                "Max-Age=soon; Expires=Thu, 01 Jan 2026 00:00:01 GMT   | 2026-01-01T00:00:01Z",
                "Max-Age=; Expires=Thu, 01-Jan-26 00:00:01 GMT         | 2026-01-01T00:00:01Z",
                "Expires=Thu, 01 Jan 2026 00:00:01 GMT; Expires=never  | 2026-01-01T00:00:01Z",
            })
    void anAgeWinsOverADate(String attributes, Instant expires) {
        assertThat(parsed("a=b; " + attributes).orElseThrow().expires()).contains(expires);
    }

    @Test
    void flagsAreRead() {
        Cookie cookie = parsed("a=b; SECURE; httponly=x; SameSite=lax").orElseThrow();
        assertThat(cookie.secure()).isTrue();
        assertThat(cookie.httpOnly()).isTrue();
        assertThat(cookie.sameSite()).contains(Cookie.SameSite.LAX);
        assertThat(parsed("a=b; SameSite=perhaps").orElseThrow().sameSite()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https, __Host-a=b; Secure; Path=/, true",
        "https, __host-a=b; Secure; Path=/, true",
        "https, __Host-a=b; Path=/, false",
        "https, __Host-a=b; Secure; Path=/x, false",
        "https, __Host-a=b; Secure; Path=/; Domain=example.com, false",
        "http, __Host-a=b; Secure; Path=/, false",
        "https, __Secure-a=b; Secure; Domain=example.com, true",
        "https, __Secure-a=b, false",
        "http, __Secure-a=b; Secure, false",
    })
    void aNameThatPromisesIsHeldToIt(String scheme, String field, boolean taken) {
        assertThat(Cookie.parse(scheme + "://www.example.com/", field, NOW).isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"'', b", "a=, b", "a b, c", "a;, b", "a, b;c", "a, 'b\n'", "'a\r', b"})
    void whatCannotBeSentIsRefused(String name, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "http://x", "x/y", "x:80", "a b", "x,y"})
    void aDomainByHandIsAHost(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cookie.builder("a", "b").domain(domain));
    }

    @Test
    void theValueIsNotShown() {
        assertThat(Cookie.builder("a", "secret").domain(".Example.com").build())
                .hasToString("Cookie[a for example.com/]");
        assertThat(Cookie.of("a", "secret")).hasToString("Cookie[a for any host/]");
    }
}
