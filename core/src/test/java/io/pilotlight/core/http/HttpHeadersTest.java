package io.pilotlight.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHeadersTest {
    private final HttpHeaders headers = HttpHeaders.builder()
            .add("Accept", "a")
            .add("X-Two", "1")
            .add("accept", "b")
            .build();

    @Test
    void findsWithoutRegardToCaseAndKeepsOrderAndRepeats() {
        assertThat(headers.first("ACCEPT")).contains("a");
        assertThat(headers.all("Accept")).containsExactly("a", "b");
        assertThat(headers.joined("Accept")).contains("a, b");
        assertThat(headers.names()).containsExactly("Accept", "X-Two");
        assertThat(headers.first("nope")).isEmpty();
        assertThat(headers).hasToString("[Accept: a, X-Two: 1, accept: b]");
    }

    @Test
    void setsInThePlaceOfTheFirst() {
        HttpHeaders changed = headers.toBuilder()
                .set("ACCEPT", "c")
                .setIfAbsent("x-two", "no")
                .build();
        assertThat(changed).hasToString("[ACCEPT: c, X-Two: 1]");
        assertThat(headers.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "é", "(x)"})
    void refusesNamesThatAreNoTokens(String name) {
        assertThatThrownBy(() -> HttpHeaders.of(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\0", " a", "a ", "\ta", "a\u007f"})
    void refusesValuesThatSmuggle(String value) {
        assertThatThrownBy(() -> HttpHeaders.of("X", value)).isInstanceOf(IllegalArgumentException.class);
    }
}
