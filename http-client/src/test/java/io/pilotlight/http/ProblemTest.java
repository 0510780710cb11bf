package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.TypeRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    private static final String CREDIT = """
            {"type": "https://example.com/probs/out-of-credit", "title": "You do not have enough credit.",
             "detail": "Your current balance is 30, but that costs 50.", "instance": "/account/12345/msgs/abc",
             "balance": 30, "accounts": ["/account/12345", "/account/67890"]}
            """;

    @Test
    void hasTheMembersOfTheRfcAndItsExtensions() {
        Problem problem = problem(CREDIT);
        assertThat(problem.type()).isEqualTo("https://example.com/probs/out-of-credit");
        assertThat(problem.title()).isEqualTo("You do not have enough credit.");
        assertThat(problem.status()).isEqualTo(403);
        assertThat(problem.detail()).isEqualTo("Your current balance is 30, but that costs 50.");
        assertThat(problem.instance()).isEqualTo("/account/12345/msgs/abc");
        assertThat(problem.extensions())
                .containsOnly(
                        Map.entry("balance", 30), Map.entry("accounts", List.of("/account/12345", "/account/67890")));
        assertThat(problem.toString()).contains("out-of-credit", "403").doesNotContain("balance");
    }

    record OutOfCredit(int balance, List<String> accounts, String type, String title, String detail, String instance) {}

    @Test
    void isReadIntoAClassOfOnesOwn() {
        assertThat(problem(CREDIT).as(OutOfCredit.class).accounts()).hasSize(2);
        assertThat(problem(CREDIT).as(new TypeRef<Map<String, Object>>() {})).containsEntry("balance", 30);
        assertThatThrownBy(() -> problem("{\"balance\": []}").as(OutOfCredit.class))
                .isInstanceOf(InvalidJsonException.class);
    }

    /** Bodies as they are met: content; type, title, status, detail, instance, number of extensions. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 404}; about:blank; Not Found; 404; ~~; ~~; 0",
                "{\"type\": \"about:blank\", \"title\": \"Own\"}; about:blank; Own; 403; ~~; ~~; 0",
                "{\"type\": \"/probs/x\"}; /probs/x; ~~; 403; ~~; ~~; 0",
                "{\"type\": \"\"}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"type\": null, \"title\": null, \"x\": null}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"type\": 7, \"title\": [], \"detail\": {}, \"instance\": true}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": \"404\"}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 404.0}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 404.5}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 99}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 600}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": -1}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 4294967700}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 123456789012345678901234567890}; about:blank; Forbidden; 403; ~~; ~~; 0",
                "{\"status\": 409}; about:blank; Conflict; 409; ~~; ~~; 0",
                "{\"status\": 599}; about:blank; ~~; 599; ~~; ~~; 0",
                "{\"detail\": \"d\", \"instance\": \"urn:uuid:1\"}; about:blank; Forbidden; 403; d; urn:uuid:1; 0",
                "{\"Type\": \"x\", \"TITLE\": \"y\"}; about:blank; Forbidden; 403; ~~; ~~; 2",
                "{\"errors\": [{\"pointer\": \"#/age\"}]}; about:blank; Forbidden; 403; ~~; ~~; 1",
                "{\"title\": \"\u00dc\u2603\"}; about:blank; \u00dc\u2603; 403; ~~; ~~; 0",
                "{\"a\": 1, \"b\": {\"c\": 2}, \"d\": false, \"e\": \"\"}; about:blank; Forbidden; 403; ~~; ~~; 4",
                "\ufeff{\"title\": \"mark\"}; about:blank; mark; 403; ~~; ~~; 0"
            })
    void takesWhatFitsAndIgnoresWhatDoesNot(
            String body, String type, String title, int status, String detail, String instance, int extensions) {
        Problem problem = problem(body);
        assertThat(List.of(problem.type(), problem.title(), problem.detail(), problem.instance()))
                .containsExactly(type, title, detail, instance);
        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.extensions()).hasSize(extensions);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json",
                "application/problem+json; charset=utf-8",
                "application/problem+json;charset=UTF-8;profile=x",
                "Application/Problem+JSON",
                "application/problem+json ;x=y"
            })
    void isKnownByItsMediaType(String type) {
        assertThat(Problem.of(response(type, "{}"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/problem+xml",
                "application/problem",
                "application/problem+jsonx",
                "text/html; type=application/problem+json",
                "application/vnd.api+json"
            })
    void isNotSeenInOtherMediaTypes(String type) {
        assertThat(Problem.of(response(type, CREDIT))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "42", "true", "{", "<problem/>", "{} {}"})
    void isNotSeenInWhatIsNoObject(String body) {
        assertThat(Problem.of(response("application/problem+json", body))).isEmpty();
    }

    @Test
    void isNotSeenWithoutAMediaType() {
        Response bare = Response.alone(
                new PreparedRequest("GET", "http://h/", HttpHeaders.empty(), Body.empty()),
                new RawResponse(403, "", "HTTP/1.1", HttpHeaders.empty(), Body.empty()));
        assertThat(Problem.of(bare)).isEmpty();
    }

    private static Problem problem(String body) {
        return Problem.of(response("application/problem+json", body)).orElseThrow();
    }

    private static Response response(String type, String body) {
        return Response.alone(
                        new PreparedRequest("GET", "http://h/", HttpHeaders.empty(), Body.empty()),
                        new RawResponse(403, "", "HTTP/1.1", HttpHeaders.of("Content-Type", type), Body.empty()))
                .with(body.getBytes(StandardCharsets.UTF_8));
    }
}
