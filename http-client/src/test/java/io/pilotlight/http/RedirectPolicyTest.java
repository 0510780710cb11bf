package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

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

    @Test
    void refusesAnImpossibleNumber() {
        assertThatThrownBy(() -> RedirectPolicy.DEFAULT.withMax(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
