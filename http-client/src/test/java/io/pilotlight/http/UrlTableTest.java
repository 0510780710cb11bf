package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** URLs, queries, forms and redirects beside what requests 2.34.2 with urllib3 2.7 makes of them, row by row. */
class UrlTableTest {
    static Stream<Arguments> preparations() {
        return Tables.rows("url-preparation.tsv", 1);
    }

    @ParameterizedTest
    @MethodSource("preparations")
    void preparesAUrl(String raw, String prepared) {
        assertThat(outcome(() -> Url.prepare(raw, ""))).isEqualTo(prepared);
    }

    static Stream<Arguments> queries() {
        return Tables.rows("url-queries.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void addsAQuery(String url, String query, String prepared) {
        assertThat(outcome(() -> Url.prepare(url, query))).isEqualTo(prepared);
    }

    static Stream<Arguments> pairs() {
        return Tables.rows("form-encoding.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void encodesAPair(String name, String value, String encoded) {
        Pairs.Builder pairs = new Pairs.Builder();
        pairs.add(name, value);
        assertThat(pairs.build().encoded()).isEqualTo(encoded);
    }

    static Stream<Arguments> targets() {
        return Tables.rows("redirect-targets.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void followsALocation(String from, String location, String next) {
        assertThat(outcome(() -> target(from, location))).isEqualTo(next);
    }

    static Stream<Arguments> methods() {
        return Tables.rows("redirect-methods.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void repeatsMethodAndBody(String status, String method, String next) {
        HttpHeaders typed = HttpHeaders.of("Content-Type", "text/x");
        Body body = method.equals("HEAD") ? Body.empty() : Body.of("abc");
        PreparedRequest sent = new PreparedRequest(method, "http://h/", typed, body);
        String follow = Redirects.next(sent, Integer.parseInt(status), HttpHeaders.of("Location", "/x"))
                .map(UrlTableTest::shape)
                .orElse("- - -");
        assertThat(follow).isEqualTo(next);
    }

    static Stream<Arguments> authorizations() {
        return Tables.rows("redirect-auth.tsv", 2);
    }

    @ParameterizedTest
    @MethodSource("authorizations")
    void takesAuthorizationAlong(String from, String to, String fate) {
        HttpHeaders signed = HttpHeaders.of("Authorization", "Basic eA==");
        PreparedRequest sent = new PreparedRequest("GET", Url.prepare(from, ""), signed, Body.empty());
        PreparedRequest next =
                Redirects.next(sent, 302, HttpHeaders.of("Location", to)).orElseThrow();
        assertThat(next.headers().contains("Authorization") ? "kept" : "stripped")
                .isEqualTo(fate);
    }

    private static String target(String from, String location) {
        PreparedRequest sent = new PreparedRequest("GET", Url.prepare(from, ""), HttpHeaders.empty(), Body.empty());
        String next = Redirects.next(sent, 302, HttpHeaders.of("Location", location))
                .map(PreparedRequest::url)
                .orElse("-");
        return next.startsWith("http") || next.equals("-") ? next : "!InvalidSchema";
    }

    private static String shape(PreparedRequest request) {
        return request.method()
                + (request.body().length().orElse(0) > 0 ? " body " : " none ")
                + (request.headers().contains("Content-Type") ? "Content-Type" : "none");
    }

    private static String outcome(Supplier<String> url) {
        try {
            return url.get();
        } catch (MissingSchemaException e) {
            return "!MissingSchema";
        } catch (InvalidUrlException e) {
            return "!InvalidURL";
        }
    }
}
