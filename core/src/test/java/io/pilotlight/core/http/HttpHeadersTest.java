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

    @Test
    void whatABuilderDoesAfterBuildChangesNothingThatWasBuilt() {
        HttpHeaders.Builder builder = headers.toBuilder();
        HttpHeaders before = builder.build();
        builder.remove("X-Two").add("X-Three", "3").set("accept", "c");
        HttpHeaders between = builder.build();
        builder.add("X-Four", "4");
        assertThat(headers).isEqualTo(before).hasToString("[Accept: a, X-Two: 1, accept: b]");
        assertThat(between).hasToString("[accept: c, X-Three: 3]");
        assertThat(builder.build()).hasToString("[accept: c, X-Three: 3, X-Four: 4]");
        assertThat(builder.remove("ACCEPT").remove("x-three").remove("x-four").build())
                .isEqualTo(HttpHeaders.empty());
    }

    @Test
    void whatIsFoundCannotBeChanged() {
        assertThatThrownBy(() -> headers.all("Accept").add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(headers.all("nope")).isEmpty();
    }

    @Test
    void aRequestKeepsTheFieldsOfOtherHeadersBehindItsOwn() {
        HttpRequest request = HttpRequest.builder("GET", "/")
                .header("Host", "h")
                .headers(headers)
                .header("X-Two", "2")
                .build();
        assertThat(request.headers()).hasToString("[Host: h, Accept: a, X-Two: 1, accept: b, X-Two: 2]");
        assertThat(headers.size()).isEqualTo(3);
    }

    @Test
    void everyCharacterOfATokenIsTakenAndNoOther() {
        for (char c = 0; c < 300; c++) {
            String name = "a" + c;
            boolean token = c < 128 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
            if (token) {
                assertThat(HttpHeaders.of(name, "").contains(name)).isTrue();
            } else {
                assertThatThrownBy(() -> HttpHeaders.of(name, "")).hasMessageContaining("Not a header name");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a b",
                "a\tb",
                "\u00a0",
                "\u00e9",
                "\u00e2\u0082\u00ac",
                "a\u0085b",
                "a\u2003",
                "\u2028",
                "\u20ac \ud83d\udd25"
            })
    void takesValuesThatSmuggleNothing(String value) {
        assertThat(HttpHeaders.of("X", value).first("x")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\nb", "é", "(x)"})
    void refusesNamesThatAreNoTokens(String name) {
        assertThatThrownBy(() -> HttpHeaders.of(name, "v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a header name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\nb", "a\0", " a", "a ", "\ta", "a\u007f", " "})
    void refusesValuesThatSmuggle(String value) {
        assertThatThrownBy(() -> HttpHeaders.of("X", value)).isInstanceOf(IllegalArgumentException.class);
    }
}
