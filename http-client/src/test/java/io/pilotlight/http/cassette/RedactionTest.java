package io.pilotlight.http.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
    private final Redaction redaction = new Redaction(Redaction.HEADERS, Redaction.FIELDS);

    @ParameterizedTest
    @CsvSource({
        "http://u:p@h/x?a=1#f, http://h/x?a=1",
        "http://u@h?a, http://h?a",
        "http://h/a@b?c=@, http://h/a@b?c=@",
        "http://h/?api_key=s&a=1&API_KEY=s&b, http://h/?api_key=REDACTED&a=1&API_KEY=REDACTED&b",
        "http://h/?api%5Fkey=s, http://h/?api%5Fkey=REDACTED",
        "http://h/?password=&password=x=y, http://h/?password=REDACTED&password=REDACTED",
        "http://h/?%zz=1&apikey=s, http://h/?%zz=1&apikey=REDACTED",
        "/next?access_token=s, /next?access_token=REDACTED",
        "//u:p@h/x, //h/x",
    })
    void urlsLoseUserInformationAndSecretParameters(String url, String kept) {
        assertThat(redaction.url(url)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer s, Bearer REDACTED",
        "authorization, s, REDACTED",
        "Proxy-Authorization, Basic s, Basic REDACTED",
        "Cookie, a=s; b=s, a=REDACTED; b=REDACTED",
        "Set-Cookie, a=s; Path=/; Secure, a=REDACTED; Path=/; Secure",
        "Set-Cookie, a=s, a=REDACTED",
        "X-API-Key, s, REDACTED",
        "Location, http://u:p@h/?api_key=s, http://h/?api_key=REDACTED",
        "Accept, a/b, a/b",
    })
    void fieldsKeepWhatIsNoSecret(String name, String value, String kept) {
        assertThat(redaction.headers(HttpHeaders.of(name, value)).first(name)).contains(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {\"a\": 1.0}                 | {\"a\": 1.0}",
                "application/json | {\"a\":1,\"password\":\"s\"} | {\"a\":1,\"password\":\"REDACTED\"}",
                "application/json | [{\"x\":{\"PassWord\":[1]}}] | [{\"x\":{\"PassWord\":\"REDACTED\"}}]",
                "application/json | {\"password\":null}          | {\"password\":null}",
                "a/b+json; c=d    | {\"api_key\":1}              | {\"api_key\":\"REDACTED\"}",
                "application/json | no json                      | no json",
                "application/json | {\"password\":\"s            | -",
                "text/plain       | password=s                   | password=s",
                "application/x-www-form-urlencoded | a=1&password=s | a=1&password=REDACTED",
            })
    void contentLosesSecretFields(String type, String content, String kept) {
        assertThat(redaction
                        .content(content.getBytes(UTF_8), type)
                        .map(bytes -> new String(bytes, UTF_8))
                        .orElse("-"))
                .isEqualTo(kept);
    }

    @Test
    void numbersThatStayKeepTheirText() {
        String text = "{\"n\": 1.10, \"big\": 12345678901234567890123}";
        assertThat(redaction.content(text.getBytes(UTF_8), "application/json").orElseThrow())
                .isEqualTo(text.getBytes(UTF_8));
    }
}
