package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes by OkHttp, and what it would refuse or write anew. */
class CarriageTest {
    private final OkHttpTransport okHttp = new OkHttpTransport(Pool.DEFAULT, true);

    @AfterEach
    void close() {
        okHttp.close();
    }

    private static PreparedRequest request(String method, String url, HttpHeaders headers, Body body) {
        return new PreparedRequest(method, url, headers, body);
    }

    private boolean carries(String url, Proxy proxy) {
        return okHttp.carries(request("GET", url, HttpHeaders.empty(), Body.empty()), proxy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://h                ; true",
                "http://h/a/b?c=d%27#'   ; true",
                "http://h/a'b            ; true",
                "http://h?c='            ; false",
                "http://h/a?c='          ; false",
                "http://h/a?c=|^`{}      ; true",
                "http://h/a|b            ; false",
                "http://h/{a}            ; false",
                "http://h/a^             ; false",
                "http://h/%2E/b          ; false",
                "http://h/%2eb           ; true",
                "http://h/a/../b         ; false",
                "http://h//a//b          ; true",
                "http://h/?a=%2e         ; true",
                "http://h/?              ; true",
                "http://h/a%20b%zz       ; true",
                "http://u:'@h/a          ; true",
                "http://u:p@h:80/a       ; true",
                "https://h:443/a?b       ; true",
                "http://[2001:0db8::0:1]/; true",
                "http://h/\u00e9          ; false",
                "http://h/a<b            ; false"
            })
    void aTargetGoesByOkHttpIfItComesOutAsItWas(String url, boolean carried) {
        for (int i = 0; i < 2; i++) {
            assertThat(carries(url, Proxy.NONE)).isEqualTo(carried);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "http://h/a             ; true",
                "http://u:p@h/a#b       ; true",
                "http://h:80/a          ; false",
                "http://[2001:0db8::1]/ ; false",
                "https://h:443/a        ; true"
            })
    void anHttpProxyIsToldAUrlAsItIsWritten(String url, boolean carried) {
        assertThat(carries(url, Proxy.of("http://proxy:3128"))).isEqualTo(carried);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://p", "socks4://p", "socks4a://p", "socks5://p", "socks5h://u:p@p"})
    void otherKindsOfProxiesAreNotItsOwn(String proxy) {
        assertThat(carries("http://h/", Proxy.of(proxy))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, false", "HEAD, false", "POST, true", "DELETE, true"})
    void aBodyGoesWithSomeMethodsOnly(String method, boolean carried) {
        Body some = Body.of("x".getBytes(UTF_8));
        assertThat(okHttp.carries(request(method, "http://h/", HttpHeaders.empty(), some), Proxy.NONE))
                .isEqualTo(carried);
    }

    @Test
    void headersAreAscii() {
        for (String value : new String[] {"\u00e9", "\u2603"}) {
            assertThat(okHttp.carries(
                            request("GET", "http://h/", HttpHeaders.of("A", value), Body.empty()), Proxy.NONE))
                    .isFalse();
        }
        assertThat(okHttp.carries(request("GET", "http://h/", HttpHeaders.of("A", "e\t~"), Body.empty()), Proxy.NONE))
                .isTrue();
    }

    @Test
    void aBodyThatWaitsForLeaveGoesAnotherWay() {
        HttpHeaders expect = HttpHeaders.of("expect", "100-continue");
        assertThat(okHttp.carries(request("PUT", "http://h/", expect, Body.of("x")), Proxy.NONE))
                .isFalse();
    }
}
