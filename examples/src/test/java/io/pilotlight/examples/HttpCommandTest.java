package io.pilotlight.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.json.Json;
import io.pilotlight.server.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class HttpCommandTest {
    /** Whether the server that is asked twice has no time yet. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final HttpServer server = HttpServer.start(this::answer);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse answer(HttpRequest request) throws IOException {
        return switch (request.path()) {
            case "/from" -> HttpResponse.of(302).withHeader("Location", "/to?x=1");
            case "/missing" -> HttpResponse.text(404, "none");
            case "/cookie" -> HttpResponse.of(204).withHeader("Set-Cookie", "seen=1; Max-Age=1000");
            case "/signed" -> signed(request);
            case "/twice" ->
                request.headers().contains("X-Sent") && busy.getAndSet(false)
                        ? HttpResponse.of(503).withHeader("Retry-After", "0")
                        : HttpResponse.text(200, "at last").withHeader("Link", "</2>; rel=next");
            case "/binary" -> HttpResponse.json(200, new byte[] {0, (byte) 0xff, 1});
            default ->
                HttpResponse.text(
                                200,
                                request.method() + " " + request.target() + " "
                                        + request.headers()
                                                .first("Content-Type")
                                                .orElse("-") + " "
                                        + new String(request.body().bytes(), UTF_8))
                        .withHeader("X-Seen", request.headers().joined("X-Sent").orElse("-"));
        };
    }

    private static HttpResponse signed(HttpRequest request) {
        String who = request.headers().first("Authorization").orElse("nobody");
        return who.equals("nobody")
                ? HttpResponse.text(401, who)
                        .withHeader("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"")
                : HttpResponse.text(
                        200, who + " " + request.headers().joined("Cookie").orElse("-"));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.replaceAll(argument -> argument.startsWith("/") ? server.uri() + argument : argument);
        return new CommandLine(new HttpCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void printsStatusHeadersAndContent() {
        assertThat(run("GET", "/a", "-H", "X-Sent: me", "-p", "q=1 2", "-p", "q=3"))
                .isZero();
        assertThat(out.toString().lines())
                .startsWith("200 OK")
                .contains("X-Seen: me", "")
                .endsWith("GET /a?q=1+2&q=3 - ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void leavesTheMethodToTheBody() {
        assertThat(run("/a")).isZero();
        assertThat(run("/b", "-d", "x=1", "-d", "y=2 3")).isZero();
        assertThat(run("/c", "-j", "{\"x\": 1}")).isZero();
        assertThat(run("put", "/d", "-j", "null", "-H", "content-type: a/b")).isZero();
        assertThat(out.toString())
                .contains("GET /a - ")
                .contains("POST /b application/x-www-form-urlencoded x=1&y=2+3")
                .contains("POST /c application/json {\"x\": 1}")
                .contains("PUT /d a/b null");
    }

    @Test
    void printsEveryComponentAsJsonWithItsHistory() {
        assertThat(run("/from", "--json", "-H", "Authorization: Bearer secret")).isZero();
        assertThat(out.toString()).doesNotContain("secret");
        Map<?, ?> json = Json.standard().read(out.toString(), Map.class);
        assertThat(json.get("status")).isEqualTo(200);
        assertThat(json.get("url")).isEqualTo(server.uri() + "/to?x=1");
        assertThat(json.get("text")).isEqualTo("GET /to?x=1 - ");
        assertThat((List<?>) json.get("history")).hasSize(1).first().satisfies(first -> {
            Map<?, ?> redirect = (Map<?, ?>) first;
            assertThat(redirect.get("status")).isEqualTo(302);
            assertThat(redirect.get("is_redirect")).isEqualTo(true);
            assertThat(((Map<?, ?>) redirect.get("request")).get("url")).isEqualTo(server.uri() + "/from");
        });
    }

    @Test
    void showsARedirectWhenToldNotToFollow() {
        assertThat(run("/from", "--no-follow")).isZero();
        assertThat(out.toString().lines()).startsWith("302 Found").contains("Location: /to?x=1");
    }

    @Test
    void takesAnErrorStatusForAnAnswerUnlessToldToCheck() {
        assertThat(run("/missing")).isZero();
        assertThat(run("/missing", "--check-status")).isEqualTo(1);
        assertThat(out.toString()).contains("404 Not Found");
    }

    @Test
    void keepsContentThatIsNoText(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a b");
        assertThat(run("/binary")).isZero();
        assertThat(run("/binary", "--output=" + file)).isZero();
        assertThat(run("/binary", "--json")).isZero();
        assertThat(out.toString()).contains("3 bytes that are no text").contains("\"content_base64\":\"AP8B\"");
        assertThat(Files.readAllBytes(file)).containsExactly(0, 0xff, 1);
    }

    @Test
    void sendsFilesBesideTheFieldsOfAForm(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a b.txt"), "good dog");
        assertThat(run("/files", "-d", "name=Rex", "-F", "note=" + file)).isZero();
        assertThat(out.toString())
                .contains("POST /files multipart/form-data; boundary=")
                .contains("name=\"name\"", "Rex", "filename=\"a b.txt\"", "good dog");
    }

    @Test
    void signs() {
        assertThat(run("/signed", "-u", "me:a:b", "--cookie", "c=1")).isZero();
        assertThat(run("/signed", "--bearer", "token")).isZero();
        assertThat(run("/signed", "-u", "me:secret", "--digest")).isZero();
        assertThat(out.toString())
                .contains("Basic bWU6YTpi c=1", "Bearer token -", "Digest username=\"me\"")
                .doesNotContain("nobody");
    }

    @Test
    void keepsCookiesFromOneRunToTheNext(@TempDir Path folder) {
        Path jar = folder.resolve("jar.txt");
        assertThat(run("/cookie", "--cookie-jar=" + jar)).isZero();
        assertThat(run("/signed", "--bearer", "token", "--cookie-jar=" + jar)).isZero();
        assertThat(out.toString()).contains("Bearer token seen=1");
        assertThat(jar).content().contains("seen\t1");
    }

    @Test
    void printsALineForCurlThatHoldsNoSecret() {
        assertThat(run("/a", "--curl", "-u", "me:secret", "--cookie", "c=secret", "-p", "key=secret", "-d", "x=1"))
                .isZero();
        assertThat(out.toString())
                .startsWith("curl -X POST ")
                .contains("x=1", "Authorization: Basic ***", "Cookie: ***")
                .doesNotContain("secret")
                .hasLineCount(1);
    }

    @Test
    void explainsWithoutSecretsAndSendsNothing() {
        assertThat(run("/missing", "--explain", "--check-status", "-u", "me:secret", "--cookie", "c=secret"))
                .isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("auth +Basic \\*\\*\\* +request"))
                .anyMatch(line -> line.matches("cookie c +\\*\\*\\* +request"))
                .anyMatch(line -> line.matches("redirects +followed +default"))
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void downloadsAndTellsHowMuch(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a b");
        assertThat(run("/binary", "--download=" + file, "-u", "me:secret")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("3 bytes in " + file);
        assertThat(Files.readAllBytes(file)).containsExactly(0, 0xff, 1);
        assertThat(run("/missing", "--download=" + file)).isEqualTo(1);
        assertThat(err.toString()).contains("404");
        assertThat(Files.readAllBytes(file)).hasSize(3);
    }

    @Test
    void triesAgainIfToldTo() {
        busy.set(true);
        assertThat(run("/twice", "-H", "X-Sent: a", "--retries", "1", "--json")).isZero();
        Map<?, ?> json = Json.standard().read(out.toString(), Map.class);
        assertThat(json.get("attempts")).isEqualTo(2);
        assertThat(json.get("version")).isEqualTo("HTTP/1.1");
        assertThat(json.get("text")).isEqualTo("at last");
        assertThat(((Map<?, ?>) json.get("links")).keySet().toString()).isEqualTo("[next]");
    }

    @Test
    void showsCookiesOfAnAnswerAsJson() {
        assertThat(run("/cookie", "--json")).isZero();
        Map<?, ?> json = Json.standard().read(out.toString(), Map.class);
        assertThat((List<?>) json.get("cookies"))
                .singleElement()
                .satisfies(each -> assertThat(((Map<?, ?>) each).get("name")).isEqualTo("seen"));
    }

    @Test
    void saysWhenAProxyIsNotThere() {
        String nobody = server.uri().toString();
        server.close();
        assertThat(run("http://pets.example/", "--proxy", nobody)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("http: No way through the proxy for GET http://pets.example/")
                .hasLineCount(1);
    }

    @Test
    void saysWhatCannotBeWritten(@TempDir Path folder) {
        assertThat(run("/a", "-o", folder.resolve("none/x").toString())).isEqualTo(1);
        assertThat(run("/a", "--cookie-jar", folder.resolve("none/x").toString()))
                .isEqualTo(1);
        assertThat(run("/a", "--download", folder.resolve("none/x").toString())).isEqualTo(1);
        assertThat(err.toString())
                .containsPattern("(?s)its folder is not there.*may be written to.*its folder is not there")
                .hasLineCount(3);
    }

    @Test
    void saysInOneLineWhyARequestFailed() {
        server.close();
        assertThat(run("/x")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("http: No connection for GET " + server.uri());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void givesUpInTime() {
        CountDownLatch testOver = new CountDownLatch(1);
        try (HttpServer silent = HttpServer.start(request -> {
            testOver.await();
            return HttpResponse.of(204);
        })) {
            assertThat(run(silent.uri().toString(), "--timeout", "0.2")).isEqualTo(1);
            testOver.countDown();
        }
        assertThat(err.toString()).startsWith("http: ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "ftp://h/",
                "http://",
                "GET http://h/ more",
                "G@T http://h/",
                "http://h/ --no-such-option",
                "http://h/ -p x",
                "http://h/ -H x",
                "http://h/ -H \u00e9:x",
                "http://h/ -j {",
                "http://h/ -j 1 -d a=b",
                "http://h/ --timeout 0",
                "http://h/ --timeout -1",
                "http://h/ --retries -1",
                "http://h/ --cookie x",
                "http://h/ --user me",
                "http://h/ --user me:x --bearer y",
                "http://h/ --digest",
                "http://h/ --file f=no-such-file",
                "http://h/ --key k",
                "http://h/ --insecure --cacert c",
                "http://h/ --proxy ftp://h",
                "http://h/ --download f -d a=b",
                "http://h/ --download f --json",
                "http://h/ --timeout soon"
            })
    void tellsWrongUsageFromFailure(String typed) {
        assertThat(run(typed.isEmpty() ? new String[0] : typed.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--help, Exit codes"})
    void explainsItself(String option, String text) {
        assertThat(run(option)).isZero();
        assertThat(out.toString()).contains(text).contains("[METHOD] URL");
    }
}
