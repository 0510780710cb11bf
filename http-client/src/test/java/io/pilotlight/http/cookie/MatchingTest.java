package io.pilotlight.http.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "www.example.com, example.com, true",
        "a.b.example.com, example.com, true",
        "badexample.com, example.com, false",
        "example.com, www.example.com, false",
        "example.com, com, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 0.0.1, false",
        "10.127.0.0, 0, false",
        "::1, ::1, true",
        "1::1, ::1, false",
        "example.com, '', false",
    })
    void hostsLieBelowDomains(String host, String domain, boolean matches) {
        assertThat(Matching.domainMatches(host, domain)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/a, /, true",
        "/a, /a, true",
        "/a/, /a, true",
        "/a/b, /a, true",
        "/ab, /a, false",
        "/a, /a/, false",
        "/a/b, /a/, true",
        "/b, /a, false",
        "/A, /a, false",
    })
    void pathsLieBelowPaths(String path, String above, boolean matches) {
        assertThat(Matching.pathMatches(path, above)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"/, /", "'', /", "/a, /", "/a/, /a", "/a/b, /a", "/a/b/, /a/b", "//a, /", "*, /", "/a//b, /a/"})
    void thePathOfACookieIsThatOfItsUrlWithoutTheEnd(String path, String expected) {
        assertThat(Matching.defaultPath(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "EXAMPLE.Com, example.com",
        "example.com., example.com",
        "[::1], ::1",
        "[FE80::A], fe80::a",
        "127.0.0.1, 127.0.0.1",
    })
    void hostsHaveOneForm(String host, String canonical) {
        assertThat(Matching.canonical(host)).isEqualTo(canonical);
    }
}
