package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    static Stream<Arguments> codes() {
        return Tables.rows("status-names.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("codes")
    void hasTheNamesOfRequests(String code, String names, String same) {
        assertThat(Status.names(Integer.parseInt(code))).startsWith(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "ok, 200",
        "OK, 200",
        "Not_Found, 404",
        "\\o/, 200",
        "/o\\, 500",
        "\u2713, 200",
        "\u2717, 500",
        "-o-, 404",
        "teapot, 418",
        "too_early, 425",
        "UNORDERED, 425",
        "early_hints, 103",
        "precondition, 428",
        "uri_too_long, 414",
        "content_too_large, 413",
        "loop_detected, 508"
    })
    void isFoundByName(String name, int code) {
        assertThat(Status.named(name)).hasValue(code);
    }

    @Test
    void isFoundByEveryNameOfItsTable() {
        codes().map(Arguments::get).forEach(row -> {
            for (String name : ((String) row[1]).split(" ")) {
                assertThat(Status.named(name)).isPresent();
                assertThat(Status.named(name.toUpperCase(Locale.ROOT))).isEqualTo(Status.named(name));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no_such_name", "200", "not found"})
    void isNotFoundByAnythingElse(String name) {
        assertThat(Status.named(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 299, 418_000})
    void unknownCodesHaveNoName(int code) {
        assertThat(Status.names(code)).isEmpty();
        assertThat(ReasonPhrases.of(code)).isEmpty();
    }

    @Test
    void constantsAreTheirNumbers() {
        assertThat(Status.NOT_FOUND).isEqualTo(404);
        assertThat(Status.TOO_MANY_REQUESTS).isEqualTo(429);
        assertThat(Status.NETWORK_AUTHENTICATION_REQUIRED).isEqualTo(511);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "100;Continue",
                "103;Early Hints",
                "200;OK",
                "203;Non-Authoritative Information",
                "208;Already Reported",
                "226;IM Used",
                "302;Found",
                "308;Permanent Redirect",
                "404;Not Found",
                "413;Content Too Large",
                "422;Unprocessable Content",
                "425;Too Early",
                "429;Too Many Requests",
                "431;Request Header Fields Too Large",
                "451;Unavailable For Legal Reasons",
                "500;Internal Server Error",
                "505;HTTP Version Not Supported",
                "506;Variant Also Negotiates",
                "510;Not Extended"
            })
    void aStatusHasThePhraseOfTheRegistry(int code, String phrase) {
        assertThat(ReasonPhrases.of(code)).isEqualTo(phrase);
    }
}
