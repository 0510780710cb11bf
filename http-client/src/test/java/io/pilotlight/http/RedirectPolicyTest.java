package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectPolicyTest {
    /** Sends {@code /to?URL} on to the URL, and says of anything else which secrets arrived. */
    private static final HttpHandler SERVER = request -> request.path().equals("/to")
            ? HttpResponse.of(302).withHeader("Location", request.query())
            : HttpResponse.text(
                    200,
                    request.headers().first("X-Api-Key").orElse("-") + " "
                            + request.headers().first("X-Tenant").orElse("-") + " "
                            + request.headers().first("Authorization").orElse("-"));

    private static Session session(RedirectPolicy policy) {
        return Session.builder()
                .mount("http://", SERVER)
                .mount("https://", SERVER)
                .redirects(policy)
                .header("X-Api-Key", "k")
                .header("X-Tenant", "t")
                .header("Authorization", "a")
                .build();
    }

    @Test
    void whatHoldsSecretsStaysAtHomeUnlessItIsForwarded() {
        try (Session session = session(RedirectPolicy.DEFAULT)) {
            assertThat(session.get("http://a/to?http://a/x").text()).isEqualTo("k t a");
            assertThat(session.get("http://a/to?http://b/x").text()).isEqualTo("- t -");
            assertThat(session.get(
                                    "http://a/to?http://b/x",
                                    r -> r.redirects(RedirectPolicy.DEFAULT.forwarding("X-API-KEY")))
                            .text())
                    .isEqualTo("k t -");
        }
        try (Session session = session(RedirectPolicy.DEFAULT.withSensitive("x-tenant"))) {
            assertThat(session.get("http://a/to?http://b/x").text()).isEqualTo("- - -");
        }
    }

    @Test
    void mayForbidToGoDownFromHttps() {
        try (Session session = session(RedirectPolicy.DEFAULT.withoutDowngrade())) {
            assertThat(session.get("http://a/to?https://a/x").ok()).isTrue();
            RedirectRefusedException refused = catchThrowableOfType(
                    RedirectRefusedException.class, () -> session.get("https://a/to?http://a/x?token=1"));
            assertThat(refused).hasMessageContaining("http://a/x is not https").hasMessageNotContaining("token");
            assertThat(refused.response().orElseThrow().status()).isEqualTo(302);
            assertThat(refused.request()).isPresent();
        }
        try (Session session = session(RedirectPolicy.DEFAULT)) {
            assertThat(session.get("https://a/to?http://a/x").ok()).isTrue();
        }
    }

    @Test
    void mayNameTheHosts() {
        List<String> asked = new CopyOnWriteArrayList<>();
        RedirectPolicy policy = RedirectPolicy.DEFAULT.onlyTo(host -> asked.add(host) && host.endsWith(".example"));
        try (Session session = session(policy)) {
            assertThat(session.get("http://a/to?http://B.Example:81/x").ok()).isTrue();
            assertThatThrownBy(() -> session.get("http://a/to?http://evil@c.test/x"))
                    .isInstanceOf(RedirectRefusedException.class);
            assertThat(asked).containsExactly("b.example", "c.test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "2130706433", "127.1"})
    void mayKeepOutOfThisMachineAndItsNetwork(String host) throws IOException {
        try (TapServer inside = TapServer.ok("secret");
                TapServer outside = TapServer.saying(
                        "HTTP/1.1 302 Found",
                        "Location: http://" + host + ":" + inside.port() + "/",
                        "Content-Length: 0",
                        "",
                        "");
                Session session = Session.builder()
                        .redirects(RedirectPolicy.DEFAULT.withoutPrivateAddresses())
                        .build()) {
            for (String body : List.of("", "a body, which takes the other way to the network")) {
                assertThatThrownBy(() -> session.get(outside.url("/"), r -> r.body(body)))
                        .as(body)
                        .isInstanceOf(RequestException.class);
                assertThat(inside.seen()).isEmpty();
            }
            if (host.indexOf('.') > 0 || host.equals("localhost")) {
                assertThatThrownBy(() -> session.get(
                                outside.url("/"),
                                r -> r.redirects(RedirectPolicy.DEFAULT
                                        .withoutPrivateAddresses()
                                        .withMax(1))))
                        .isInstanceOf(RedirectRefusedException.class);
            }
            assertThat(session.get(inside.url("/")).text())
                    .isEqualTo("secret"); // the first hop is the caller's own choice
        }
    }

    @Test
    void refusesAnImpossibleNumber() {
        assertThatThrownBy(() -> RedirectPolicy.DEFAULT.withMax(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
