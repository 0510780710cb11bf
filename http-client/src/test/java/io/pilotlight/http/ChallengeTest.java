package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    private static List<Challenge> all(String... fields) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        for (String field : fields) {
            headers.add("WWW-Authenticate", field);
        }
        return Challenge.all(headers.build(), "www-authenticate");
    }

    @Test
    void quotesHoldCommasEscapesAndEquals() {
        assertThat(all("Digest realm=\"a, b=\\\"c\\\\\", NONCE = x== , qop=\"auth,auth-int\""))
                .containsExactly(
                        new Challenge("digest", Map.of("realm", "a, b=\"c\\", "nonce", "x", "qop", "auth,auth-int")));
    }

    @Test
    void severalMayStandInOneFieldAndInSeveral() {
        assertThat(all("Basic realm=\"x\", Digest nonce=\"1\", realm=y,Newauth, Other a=b", "Digest nonce=2"))
                .extracting(Challenge::scheme)
                .containsExactly("basic", "digest", "newauth", "other", "digest");
    }

    @Test
    void theFirstOfAParameterCounts() {
        assertThat(all("Digest nonce=1, nonce=2").get(0).value("nonce")).isEqualTo("1");
    }

    @Test
    void parametersMayStandAlone() {
        assertThat(Challenge.parameters("nextnonce=\"a b\", qop=auth"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("nextnonce", "a b", "qop", "auth"));
        assertThat(Challenge.parameters("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "\"",
                "Digest =",
                "Digest \"x",
                "Digest a=\"b",
                "Digest a=\"\\",
                ",,,",
                "a=b",
                "Digest a==\"",
                "= = ="
            })
    void rubbishEnds(String field) {
        assertThat(all(field).size()).isLessThanOrEqualTo(2);
    }
}
