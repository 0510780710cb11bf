package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cookies on their way through a session, as the wire shows them. */
@Timeout(60)
class CookiesInSessionTest {
    private TapServer server;
    private final Session session = Session.builder().environment(Map.of()).build();

    @BeforeEach
    void start() throws IOException {
        server = new TapServer((request, out) -> {
            String answer =
                    switch (request.target()) {
                        case "/set" ->
                            "HTTP/1.1 302 Found\r\nLocation: /x\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2";
                        case "/away" ->
                            "HTTP/1.1 302 Found\r\nSet-Cookie: a=1\r\nLocation: http://localhost:" + serverPort()
                                    + "/x";
                        case "/update" -> "HTTP/1.1 302 Found\r\nLocation: /x\r\nSet-Cookie: own=new; Path=/";
                        case "/delete" -> "HTTP/1.1 200 OK\r\nSet-Cookie: a=; Max-Age=0";
                        default -> "HTTP/1.1 200 OK";
                    };
            out.write((answer + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    private int serverPort() {
        return server.port();
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        server.close();
    }

    @Test
    void whatARedirectSetsGoesToTheNextHopAndStays() {
        Response last = session.get(server.url("/set"));
        assertThat(server.last().field("Cookie")).isEqualTo("a=1; b=2");
        assertThat(last.cookies()).isEmpty();
        assertThat(last.history().get(0).cookies()).extracting(Cookie::name).containsExactly("a", "b");
        session.get(server.url("/delete"));
        session.get(server.url("/x"));
        assertThat(server.last().field("Cookie")).isEqualTo("b=2");
    }

    @Test
    void whatOneHostSetsDoesNotGoToAnother() {
        session.get(server.url("/away"));
        assertThat(server.last().field("Host")).startsWith("localhost:");
        assertThat(server.last().field("Cookie")).isEqualTo("-");
    }

    @Test
    void aCookieOfTheRequestIsNotKept() {
        session.get(server.url("/x"), r -> r.cookie("own", "1"));
        assertThat(server.last().field("Cookie")).isEqualTo("own=1");
        session.get(server.url("/x"));
        assertThat(server.last().field("Cookie")).isEqualTo("-");
    }

    @Test
    void aCookieOfTheRequestStandsInForOneOfTheSession() {
        session.get(server.url("/set"));
        session.get(server.url("/x"), r -> r.cookie("a", "mine"));
        assertThat(server.last().field("Cookie")).isEqualTo("b=2; a=mine");
        session.get(server.url("/x"));
        assertThat(server.last().field("Cookie")).isEqualTo("a=1; b=2");
    }

    @Test
    void aCookieOfTheRequestGivesWayToWhatTheServerMakesOfIt() {
        session.get(server.url("/update"), r -> r.cookie("own", "old").cookie("more", "1"));
        assertThat(server.last().field("Cookie")).isEqualTo("own=new; more=1");
    }

    @Test
    void aFieldByHandIsAllThatIsSentAndIsGoneAfterARedirect() {
        session.cookies().add(Cookie.builder("jar", "1").host("127.0.0.1").build());
        session.get(server.url("/set"), r -> r.header("Cookie", "by=hand"));
        assertThat(server.seen().get(0).field("Cookie")).isEqualTo("by=hand");
        assertThat(server.last().field("Cookie")).doesNotContain("by=hand").contains("jar=1");
    }

    @Test
    void aHostByHandIsWhomTheCookiesBelongTo() {
        session.cookies().add(Cookie.builder("v", "1").host("virtual.org").build());
        session.get(server.url("/x"), r -> r.header("Host", "virtual.org:99"));
        assertThat(server.last().field("Cookie")).isEqualTo("v=1");
    }

    @Test
    void aValueKeepsItsQuotes() {
        session.cookies().add(Cookie.of("q", "\"a b\""));
        session.get(server.url("/x"));
        assertThat(server.last().field("Cookie")).isEqualTo("q=\"a b\"");
    }
}
