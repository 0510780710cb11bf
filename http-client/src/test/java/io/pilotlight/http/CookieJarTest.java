package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CookieJarTest {
    private final VirtualTime time = VirtualTime.create();
    private final CookieJar jar = new CookieJar(time);

    private void set(String url, String... fields) {
        HttpHeaders.Builder answer = HttpHeaders.builder();
        for (String field : fields) {
            answer.add("Set-Cookie", field);
        }
        jar.store(url, answer.build());
    }

    private String sent(String url) {
        return jar.header(url).orElse("-");
    }

    @Nested
    class WhereACookieGoes {
        @ParameterizedTest
        @CsvSource({
            "a=1, http://example.com/, a=1",
            "a=1, http://EXAMPLE.com:8080/x, a=1",
            "a=1, https://example.com./x, a=1",
            "a=1, http://www.example.com/, -",
            "a=1, http://other.com/, -",
            "a=1; Domain=example.com, http://www.example.com/, a=1",
            "a=1; Domain=example.com, http://badexample.com/, -",
            "a=1; Path=/x, http://example.com/x/y, a=1",
            "a=1; Path=/x, http://example.com/xy, -",
            "a=1; Path=/x, http://example.com/, -",
            "a=1; Secure, http://example.com/, -",
            "a=1; Secure, https://example.com/, a=1",
            "a=1; Domain=com, http://example.com/, -",
            "a=1; Domain=other.com, http://other.com/, -",
            "a=1, mailto:example.com, -",
            "a=1, fn://example.com/, a=1",
            "a=1, http://exa mple/, -",
        })
        void followsHostPathAndScheme(String field, String url, String expected) {
            set("http://example.com/", field);
            assertThat(sent(url)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "http://a.co.uk/, co.uk, http://b.co.uk/, -",
            "http://a.co.uk/, a.co.uk, http://x.a.co.uk/, a=1",
            "http://me.github.io/, github.io, http://you.github.io/, -",
            "http://github.io/, github.io, http://github.io/, a=1",
            "http://github.io/, github.io, http://you.github.io/, -",
            "http://localhost/, localhost, http://localhost/, a=1",
            "http://a.corp/, corp, http://b.corp/, -",
            "http://127.0.0.1/, 127.0.0.1, http://127.0.0.1/, a=1",
            "http://[::1]:1/, [::1], http://[::1]:2/, a=1",
        })
        void aPublicSuffixBelongsToNobody(String from, String domain, String to, String expected) {
            set(from, "a=1; Domain=" + domain);
            assertThat(sent(to)).isEqualTo(expected);
        }

        @Test
        void byHandIsRefusedForAPublicSuffix() {
            assertThatThrownBy(() -> jar.add(
                            Cookie.builder("a", "secret").domain("co.uk").build()))
                    .isInstanceOf(CookieRefusedException.class)
                    .hasMessageContaining("co.uk")
                    .hasMessageNotContaining("secret");
            jar.add(Cookie.builder("a", "1").domain("localhost").build());
            assertThat(sent("http://localhost/")).isEqualTo("a=1");
            assertThat(sent("http://x.localhost/")).isEqualTo("-");
        }

        @Test
        void addressesShareNothing() {
            set("http://127.0.0.1/", "a=1");
            assertThatThrownBy(() ->
                            jar.add(Cookie.builder("b", "2").domain("0.0.1").build()))
                    .isInstanceOf(CookieRefusedException.class);
            assertThat(sent("http://127.0.0.1:99/")).isEqualTo("a=1");
            assertThat(sent("http://1.127.0.0.1/")).isEqualTo("-");
        }

        @Test
        void theLongestPathGoesFirstThenTheOldest() {
            set("http://h.org/", "a=1; Path=/", "b=2; Path=/x", "c=3; Path=/", "d=4; Domain=h.org; Path=/x/y");
            set("http://h.org/", "a=5; Path=/");
            assertThat(sent("http://h.org/x/y/z")).isEqualTo("d=4; b=2; a=5; c=3");
        }

        @Test
        void whatCameAsUtf8GoesAsUtf8() {
            set("http://h.org/", "a=\u2603");
            assertThat(sent("http://h.org/")).isEqualTo("a=\u00e2\u0098\u0083");
        }
    }

    @Nested
    class OneWithoutADomain {
        @Test
        void goesToTheFirstHostOnly() {
            jar.add(Cookie.of("a", "1"));
            assertThat(jar.get("a").orElseThrow().domain()).isEmpty();
            assertThat(sent("http://one.org/x")).isEqualTo("a=1");
            assertThat(sent("http://two.org/")).isEqualTo("-");
            assertThat(sent("http://sub.one.org/")).isEqualTo("-");
            assertThat(sent("http://one.org:8080/")).isEqualTo("a=1");
            assertThat(jar.get("a").orElseThrow().domain()).contains("one.org");
        }

        @Test
        void waitsForAHostThatItMayGoTo() {
            jar.add(Cookie.builder("a", "1").secure(true).build());
            jar.add(Cookie.builder("b", "1").path("/x").build());
            assertThat(sent("http://one.org/")).isEqualTo("-");
            assertThat(sent("https://two.org/x")).isEqualTo("b=1; a=1");
            assertThat(sent("https://one.org/x")).isEqualTo("-");
        }

        @Test
        void isReplacedByWhatTheHostSets() {
            jar.add(Cookie.of("a", "1"));
            assertThat(sent("http://one.org/")).isEqualTo("a=1");
            set("http://one.org/", "a=2");
            assertThat(jar.all()).hasSize(1);
            assertThat(sent("http://one.org/")).isEqualTo("a=2");
        }

        @Test
        void goesToOneHostWhenManyAskAtOnce() throws Exception {
            jar.add(Cookie.of("a", "1"));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<String>> all = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    String url = "http://h" + i + ".org/";
                    all.add(threads.submit(() -> sent(url)));
                }
                int got = 0;
                for (Future<String> each : all) {
                    got += each.get().equals("a=1") ? 1 : 0;
                }
                assertThat(got).isEqualTo(1);
            } finally {
                threads.shutdown();
            }
        }
    }

    @Nested
    class Time {
        @Test
        void endsACookie() {
            set("http://h.org/", "a=1; Max-Age=60", "b=2");
            assertThat(sent("http://h.org/")).isEqualTo("a=1; b=2");
            time.advance(Duration.ofSeconds(60));
            assertThat(sent("http://h.org/")).isEqualTo("b=2");
            assertThat(jar.all()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"a=; Max-Age=0", "'a=x; Expires=Thu, 01-Jan-1970 00:00:01 GMT'", "a=; max-age=-1"})
        void ofThePastRemoves(String field) {
            set("http://h.org/", "a=1", "b=2");
            set("http://h.org/", field);
            assertThat(sent("http://h.org/")).isEqualTo("b=2");
        }

        @Test
        void ofThePastRemovesOnlyThatPathAndDomain() {
            set("http://www.h.org/", "a=1; Path=/x", "a=2; Domain=h.org");
            set("http://www.h.org/", "a=; Max-Age=0");
            assertThat(sent("http://www.h.org/x")).isEqualTo("a=1; a=2");
        }

        @Test
        void clearsSessionCookies() {
            set("http://h.org/", "a=1; Max-Age=60", "b=2");
            jar.clearSession();
            assertThat(sent("http://h.org/")).isEqualTo("a=1");
        }
    }

    @Nested
    class Limits {
        @Test
        void aCookieIsAtMost4096BytesLong() {
            String fits = "x".repeat(4095);
            set("http://h.org/", "a=" + fits, "b=x" + fits, "c=" + "é".repeat(4096), "d=" + "€".repeat(1366));
            assertThat(jar.all()).extracting(Cookie::name).containsExactly("a");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> jar.add(Cookie.of("b", "x" + fits)))
                    .withMessageNotContaining("xxx");
        }

        @Test
        void aDomainKeepsThoseThatWereSentLast() {
            for (int i = 0; i < 180; i++) {
                set("http://h.org/", "c" + i + "=1; Path=/p" + i);
            }
            set("http://other.org/", "o=1");
            assertThat(sent("http://h.org/p0")).isEqualTo("c0=1");
            set("http://h.org/", "new=1");
            assertThat(jar.all()).hasSize(181);
            assertThat(jar.get("c0")).isPresent();
            assertThat(jar.get("c1")).isEmpty();
            assertThat(jar.get("new")).isPresent();
        }

        @Test
        void allDomainsTogetherKeepThreeThousand() {
            for (int i = 0; i < 3100; i++) {
                set("http://h" + i + ".org/", "a" + i + "=1");
            }
            assertThat(jar.all()).hasSize(3000);
            assertThat(jar.get("a99")).isEmpty();
            assertThat(jar.get("a100")).isPresent();
        }

        @Test
        void whatHasEndedGoesFirst() {
            set("http://h.org/", "old=1");
            set("http://h.org/", "short=1; Max-Age=1");
            IntStream.range(0, 178).forEach(i -> set("http://h.org/", "c" + i + "=1"));
            time.advance(Duration.ofSeconds(1));
            set("http://h.org/", "new=1");
            assertThat(jar.get("old")).isPresent();
        }
    }

    @Nested
    class ByHand {
        @Test
        void twoOfANameAreAConflict() {
            set("http://h.org/", "a=secret; Path=/x", "a=2");
            assertThatThrownBy(() -> jar.get("a"))
                    .isInstanceOf(CookieConflictException.class)
                    .hasMessageContaining("2 cookies are named a")
                    .hasMessageContaining("h.org/x")
                    .hasMessageNotContaining("secret");
            assertThat(jar.get("a", ".H.org", "/x").orElseThrow().value()).isEqualTo("secret");
            assertThat(jar.get("a", "other.org", "/x")).isEmpty();
            assertThat(jar.remove("a", "h.org", "/")).isTrue();
            assertThat(jar.remove("a", "h.org", "/")).isFalse();
            assertThat(jar.get("a").orElseThrow().path()).isEqualTo("/x");
            assertThat(jar.remove("a")).isTrue();
            assertThat(jar.all()).isEmpty();
        }

        @Test
        void aCopyIsAJarOfItsOwn() {
            set("http://h.org/", "a=1");
            CookieJar copy = jar.copy();
            jar.clear();
            assertThat(copy.header("http://h.org/")).contains("a=1");
            assertThat(sent("http://h.org/")).isEqualTo("-");
            assertThat(copy).hasToString("CookieJar[Cookie[a for h.org/]]");
        }

        @Test
        void aDomainTakesInTheHostsBelowUnlessItIsPublic() {
            jar.add(Cookie.builder("a", "1").domain("h.org").build());
            jar.add(Cookie.builder("b", "1").host("h.org").build());
            jar.add(Cookie.builder("c", "1").domain("org").build());
            assertThat(sent("http://www.h.org/")).isEqualTo("a=1");
            assertThat(sent("http://h.org/")).isEqualTo("a=1; b=1");
            assertThat(sent("http://org/")).isEqualTo("c=1");
        }
    }

    @Test
    void manyThreadsMayShareIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String url = "http://h" + i + ".org/";
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 500; n++) {
                        set(url, "n=" + n);
                        assertThat(sent(url)).isEqualTo("n=" + n);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(jar.all()).hasSize(4);
    }
}
