package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxy P = Proxy.of("http://p:1");

    static Stream<Arguments> bypasses() {
        return Tables.rows("no-proxy.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("bypasses")
    void goesDirectOrNot(String noProxy, String url, String fate) {
        boolean direct = Proxies.all(P)
                .withoutProxyFor(noProxy)
                .select(prepared(url))
                .orElseThrow()
                .equals(Proxy.NONE);
        assertThat(direct ? "direct" : "proxy").isEqualTo(fate);
    }

    static Stream<Arguments> selections() {
        return Tables.rows("proxy-selection.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("selections")
    void selectsAProxy(String proxies, String url, String host) {
        assertThat(Proxies.of(map(proxies)).select(url).map(Proxy::host).orElse("None"))
                .isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://h:8080", "http:", "http://", "://h", "http://u@h", "http://h/", "h h"})
    void refusesAKeyThatWouldNeverMatch(String key) {
        assertThatThrownBy(() -> Proxies.of(Map.of(key, "http://p")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write http, https, all");
    }

    @Test
    void anEmptyUrlMeansNoProxy() {
        Proxies proxies = Proxies.of(Map.of("http", "", "all", "http://p"));
        assertThat(proxies.select("http://h/")).containsSame(Proxy.NONE);
        assertThat(proxies.select("https://h/").orElseThrow().host()).isEqualTo("p");
    }

    @Test
    void takesNoProxyAmongTheKeys() {
        Proxies proxies = Proxies.of(Map.of("all", "http://p", "no_proxy", "h"));
        assertThat(proxies.select("http://h/")).containsSame(Proxy.NONE);
        assertThat(proxies.select("http://i/").orElseThrow().host()).isEqualTo("p");
    }

    @Test
    void showsNoPassword() {
        assertThat(Proxies.of(Map.of("http", "http://user:secret@p")).toString())
                .contains("http")
                .doesNotContain("secret");
    }

    @Nested
    class OneBehindTheOther {
        private final Proxies first = Proxies.of(Map.of("http", "http://first"));
        private final Proxies second = Proxies.of(Map.of("all", "http://second", "http://h", "http://exact"));
        private final Proxies third = Proxies.of(Map.of("all", "http://third"));

        @ParameterizedTest
        @CsvSource({"http://h/, first", "https://h/, second", "ftp://h/, second"})
        void theFirstThatSaysSomethingHolds(String url, String host) {
            assertThat(first.orElse(second)
                            .orElse(third)
                            .select(url)
                            .orElseThrow()
                            .host())
                    .isEqualTo(host);
            assertThat(first.orElse(second.orElse(third))
                            .select(url)
                            .orElseThrow()
                            .host())
                    .isEqualTo(host);
        }

        @Test
        void noneEndsTheSearch() {
            assertThat(Proxies.none().orElse(second).select("http://h/")).containsSame(Proxy.NONE);
        }

        @Test
        void silenceLeavesItToTheOthers() {
            assertThat(Proxies.silent()
                            .orElse(third)
                            .select("http://h/")
                            .orElseThrow()
                            .host())
                    .isEqualTo("third");
            assertThat(Proxies.silent().select("http://h/")).isEmpty();
        }

        @Test
        void whatIsAskedDirectlyByTheSecondIsNotByTheFirst() {
            Proxies both = first.orElse(second.withoutProxyFor("h"));
            assertThat(both.select("http://h/").orElseThrow().host()).isEqualTo("first");
            assertThat(both.select("https://h/")).containsSame(Proxy.NONE);
        }
    }

    /** Rows were compared with requests 2.34.2 (get_environ_proxies and select_proxy). */
    @Nested
    class TheEnvironment {
        @ParameterizedTest
        @CsvSource({
            "'', http://h/, None",
            "http_proxy=http://a, http://h/, a",
            "HTTP_PROXY=http://a, http://h/, a",
            "http_proxy=http://a, https://h/, None",
            "https_proxy=http://a, https://h/, a",
            "HTTPS_PROXY=http://a, https://h/, a",
            "Https_Proxy=http://a, https://h/, a",
            "all_proxy=http://a, https://h/, a",
            "ALL_PROXY=http://a, http://h/, a",
            "ALL_PROXY=http://a;http_proxy=http://b, http://h/, b",
            "ALL_PROXY=http://a;http_proxy=http://b, https://h/, a",
            "HTTP_PROXY=http://a;http_proxy=http://b, http://h/, b",
            "http_proxy=http://b;HTTP_PROXY=http://a, http://h/, b",
            "HTTP_PROXY=http://a;http_proxy=, http://h/, None",
            "HTTP_PROXY=, http://h/, None",
            "http_proxy=a:1, http://h/, a",
            "http_proxy=http://a;no_proxy=h, http://h/, direct",
            "http_proxy=http://a;NO_PROXY=h, http://h/, direct",
            "http_proxy=http://a;NO_PROXY=h;no_proxy=i, http://h/, a",
            "http_proxy=http://a;NO_PROXY=h;no_proxy=i, http://i/, direct",
            "http_proxy=http://a;NO_PROXY=h;no_proxy=, http://h/, direct",
            "http_proxy=http://a;NO_PROXY=*, http://h/, direct",
            "no_proxy=*, http://h/, None",
            "http_proxy=http://a;HTTP_PROXY=;NO_PROXY=, http://h/, a",
            "REQUEST_METHOD=GET;HTTP_PROXY=http://evil, http://h/, None",
            "REQUEST_METHOD=GET;http_proxy=http://a, http://h/, a",
            "REQUEST_METHOD=GET;HTTP_PROXY=http://evil;http_proxy=http://a, http://h/, a",
            "REQUEST_METHOD=GET;HTTP_PROXY=http://evil;ALL_PROXY=http://a, http://h/, a",
            "REQUEST_METHOD=GET;HTTPS_PROXY=http://a, https://h/, a",
            "ftp_proxy=http://a, ftp://h/, a",
            "_proxy=http://a, http://h/, None",
            "proxy=http://a, http://h/, None",
            "http_proxy=http://a;http_proxy_x=http://b, http://h/, a"
        })
        void isRead(String variables, String url, String expected) {
            String selected = Proxies.fromEnvironment(map(variables))
                    .select(url)
                    .map(proxy -> proxy.equals(Proxy.NONE) ? "direct" : proxy.host())
                    .orElse("None");
            assertThat(selected).isEqualTo(expected);
        }

        @Test
        void aBrokenUrlMattersOnlyToWhatItIsFor() {
            Proxies proxies =
                    Proxies.fromEnvironment(Map.of("https_proxy", "http:///nohost", "http_proxy", "http://a"));
            assertThat(proxies.select("http://h/")).isPresent();
            assertThatThrownBy(() -> proxies.select("https://h/")).isInstanceOf(InvalidProxyUrlException.class);
        }
    }

    private static String prepared(String url) {
        return url.startsWith("http:///") ? url : Url.prepare(url, "");
    }

    private static Map<String, String> map(String pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : pairs.split(";")) {
            if (!pair.isEmpty()) {
                String[] both = pair.split("=", 2);
                map.put(both[0], both[1]);
            }
        }
        return map;
    }
}
