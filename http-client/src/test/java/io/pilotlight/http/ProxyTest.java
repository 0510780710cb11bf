package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://host:3128             | HTTP    | host      | 3128 | -    | -",
                "http://host                  | HTTP    | host      | 80   | -    | -",
                "https://host                 | HTTPS   | host      | 443  | -    | -",
                "HTTP://HOST:1/path?q#f       | HTTP    | HOST      | 1    | -    | -",
                "host:3128                    | HTTP    | host      | 3128 | -    | -",
                "//host:3128                  | HTTP    | host      | 3128 | -    | -",
                "host                         | HTTP    | host      | 80   | -    | -",
                "user:pw@host:3128            | HTTP    | host      | 3128 | user | pw",
                "http://user:pw@host:3128     | HTTP    | host      | 3128 | user | pw",
                "http://us%40er:p%3Aw%2F@host | HTTP    | host      | 80   | us@er | p:w/",
                "http://user:p@w@host         | HTTP    | host      | 80   | user | p@w",
                "http://user:p:w@host         | HTTP    | host      | 80   | user | p:w",
                "http://user@host             | HTTP    | host      | 80   | user | -",
                "http://@host                 | HTTP    | host      | 80   | -    | -",
                "http://127.0.0.1:80          | HTTP    | 127.0.0.1 | 80   | -    | -",
                "http://[::1]:3128            | HTTP    | [::1]     | 3128 | -    | -",
                "socks4://host                | SOCKS4  | host      | 1080 | -    | -",
                "socks4a://me@host:9050       | SOCKS4A | host      | 9050 | me   | -",
                "socks5://host                | SOCKS5  | host      | 1080 | -    | -",
                "socks5h://me:pw@host         | SOCKS5H | host      | 1080 | me   | pw"
            })
    void areReadAsRequestsReadsThem(String url, Proxy.Kind kind, String host, int port, String user, String password) {
        Proxy proxy = Proxy.of(url);
        assertThat(proxy.kind()).isEqualTo(kind);
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.user().orElse("-")).isEqualTo(user);
        assertThat(proxy.password().orElse("-")).isEqualTo(password);
        assertThat(proxy).isEqualTo(Proxy.of(url)).hasSameHashCodeAs(Proxy.of(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:///nohost",
                "http://:3128",
                "http://host:port",
                "http://host:99999",
                "ftp://host",
                "socks://host",
                "none://host",
                "http://ho st",
                "http://user:hush@",
                "http://user:hush/hush@host:x",
                "http://user:hush@host:x",
                "magic://user:hush@host"
            })
    void thatAreNoneAreRefusedWithoutShowingAPassword(String url) {
        assertThatExceptionOfType(InvalidProxyUrlException.class)
                .isThrownBy(() -> Proxy.of(url))
                .withNoCause()
                .withMessageNotContaining("hush");
    }

    @Test
    void differWhereAnyPartDoes() {
        assertThat(Proxy.of("http://a"))
                .isNotEqualTo(Proxy.of("http://b"))
                .isNotEqualTo(Proxy.of("https://a:80"))
                .isNotEqualTo(Proxy.of("http://a:81"))
                .isNotEqualTo(Proxy.of("http://u@a"))
                .isNotEqualTo(Proxy.NONE)
                .isEqualTo(Proxy.of("http://a:80"));
        assertThat(Proxy.of("http://u:1@a")).isNotEqualTo(Proxy.of("http://u:2@a"));
    }

    @Test
    void neverShowWhoOneIs() {
        assertThat(Proxy.of("http://user:pw@host:3128")).hasToString("http://***@host:3128");
        assertThat(Proxy.of("socks5h://host")).hasToString("socks5h://host:1080");
        assertThat(Proxy.NONE).hasToString("no proxy");
    }
}
