package io.pilotlight.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CurlTest {
    private static final String BINARY = "\0\1\n\r\u007f\u0080\u00ff'\"\\%s%%$(x)`y`\u00e41\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET;http://h/;curl http://h/",
                "GET;http://h/a?b=c&d=1;curl 'http://h/a?b=c&d=1'",
                "GET;http://user:secret@h/a#frag;curl http://h/a",
                "HEAD;http://h/;curl --head http://h/",
                "POST;http://h/;curl -X POST http://h/",
                "BREW!;http://h/;curl -X 'BREW!' http://h/",
                "GET;http://[::1]:80/;curl --globoff 'http://[::1]:80/'",
                "GET;http://h/'x;curl 'http://h/'\\''x'",
                "GET;http://h/.well-known/x;curl --path-as-is http://h/.well-known/x"
            })
    void writesMethodAndUrl(String method, String url, String command) {
        assertThat(request(method, url, HttpHeaders.empty(), Body.empty()).toCurl())
                .isEqualTo(command + " -H User-Agent: -H Accept:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "X-A|b|-H 'X-A: b'",
                "X-A|it's|-H 'X-A: it'\\''s'",
                "X-A|~~|-H 'X-A;'",
                "X-A|caf\u00e9 100%|-H \"$(printf 'X-A: caf\\351 100%%')\"",
                "Authorization|Bearer secret|-H 'Authorization: Bearer ***'",
                "Authorization|Basic secret|-H 'Authorization: Basic ***'",
                "authorization|secret|-H 'authorization: ***'",
                "Proxy-Authorization|Basic secret|-H 'Proxy-Authorization: Basic ***'",
                "Cookie|a=secret|-H 'Cookie: ***'",
                "X-Api-Key|secret|-H 'X-Api-Key: ***'",
                "PRIVATE-TOKEN|secret|-H 'PRIVATE-TOKEN: ***'"
            })
    void writesAFieldAndMasksASecret(String name, String value, String word) {
        assertThat(request("GET", "http://h/", HttpHeaders.of(name, value), Body.empty())
                        .toCurl())
                .contains(" " + word + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "a=1&access_token=secret&b=2, a=1&access_token=***&b=2",
        "token=secret, token=***",
        "api_key=secret&apiKey=secret, api_key=***&apiKey=***",
        "PASSWORD=secret&client_secret=secret, PASSWORD=***&client_secret=***",
        "X-Amz-Signature=secret&sig=secret, X-Amz-Signature=***&sig=***",
        "monkey=1&keyboard=2&design=3, monkey=1&keyboard=2&design=3"
    })
    void masksSecretsOfTheQueryAndOfAForm(String pairs, String masked) {
        assertThat(request("GET", "http://h/?" + pairs, HttpHeaders.empty(), Body.empty())
                        .toCurl())
                .contains("'http://h/?" + masked + "'");
        HttpHeaders form = HttpHeaders.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        assertThat(request("POST", "http://h/", form, Body.of(pairs)).toCurl())
                .contains(" --data-raw '" + masked + "'");
    }

    @Test
    void leavesOutWhatCanBeReadOnlyOnceOrIsLong() {
        Body once = Body.streaming(new ByteArrayInputStream(new byte[3]), OptionalLong.empty());
        assertThat(request("POST", "http://h/", HttpHeaders.empty(), once).toCurl())
                .endsWith(" --data-binary @-");
        assertThat(request("POST", "http://h/", HttpHeaders.empty(), Body.of(new byte[100_000]))
                        .toCurl())
                .endsWith(" --data-binary @-");
    }

    static List<Arguments> requests() {
        HttpHeaders some = HttpHeaders.builder()
                .add("User-Agent", "x")
                .add("X-Quotes", "it's \"quoted\" $HOME `id` \\n ! * ~")
                .add("X-Empty", "")
                .add("X-Twice", "1")
                .add("X-Twice", "2")
                .add("X-Latin", "caf\u00e9 100%")
                .add("Authorization", "Bearer s3cret")
                .add("Cookie", "a=b; c=d")
                .add("Accept-Encoding", "gzip, deflate")
                .build();
        HttpHeaders chunked = HttpHeaders.of("Transfer-Encoding", "chunked");
        HttpHeaders zero = HttpHeaders.of("Content-Length", "0");
        return List.of(
                Arguments.of("GET", "/?a=b&c='d'&e=$f", HttpHeaders.empty(), ""),
                Arguments.of("GET", "/x", some, ""),
                Arguments.of("HEAD", "/", HttpHeaders.empty(), ""),
                Arguments.of("POST", "/", zero, ""),
                Arguments.of("DELETE", "/a/%2e/b", HttpHeaders.empty(), ""),
                Arguments.of("POST", "/", length(some, 4), "it's"),
                Arguments.of("POST", "/", length(HttpHeaders.empty(), 5), "@file"),
                Arguments.of("PUT", "/", length(HttpHeaders.empty(), 20), "{\"a\": \"\u00e4\u2603\"}\n\t\\n$x"),
                Arguments.of("PATCH", "/", length(HttpHeaders.empty(), 2), "\n\n"),
                Arguments.of("GET", "/", length(HttpHeaders.empty(), 1), "x"),
                Arguments.of("POST", "/", length(HttpHeaders.empty(), 3000), "x".repeat(3000)),
                Arguments.of("POST", "/", HttpHeaders.empty(), BINARY),
                Arguments.of("POST", "/", chunked, "chunk"));
    }

    private static HttpHeaders length(HttpHeaders headers, int length) {
        return headers.toBuilder().add("Content-Length", "" + length).build();
    }

    @Nested
    @Timeout(60)
    class TheRealCurl {
        @TempDir
        private Path folder;

        @ParameterizedTest
        @MethodSource("io.pilotlight.http.CurlTest#requests")
        void sendsTheSame(String method, String target, HttpHeaders headers, String text) throws Exception {
            assumeTrue(isOnPath("curl"), "curl is not on PATH");
            byte[] body = text.equals(BINARY) ? text.getBytes(ISO_8859_1) : text.getBytes(UTF_8);
            try (TapServer server = TapServer.saying("HTTP/1.1 204 No Content", "Connection: close", "", "")) {
                PreparedRequest request = request(method, server.url(target), headers, Body.of(body));
                assertThat(run(request.toCurlWithSecrets())).isZero();
                TapServer.Seen seen = server.last();
                assertThat(seen.line()).isEqualTo(method + " " + target + " HTTP/1.1");
                assertThat(seen.body()).isEqualTo(body);
                assertThat(fields(seen)).containsExactlyInAnyOrderElementsOf(fields(headers, body.length));
            }
        }

        private int run(String command) throws IOException, InterruptedException {
            Path script = folder.resolve("command.sh");
            Files.writeString(script, command + "\n", UTF_8);
            return new ProcessBuilder("sh", script.toString())
                    .redirectOutput(folder.resolve("out").toFile())
                    .redirectError(folder.resolve("err").toFile())
                    .start()
                    .waitFor();
        }

        private static boolean isOnPath(String program) {
            for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                if (Files.isExecutable(Path.of(place, program))) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> fields(TapServer.Seen seen) {
            return seen.fields().stream()
                    .filter(field -> !field.startsWith("Host: "))
                    .map(String::strip)
                    .toList();
        }

        private static List<String> fields(HttpHeaders headers, int length) {
            List<String> fields = new ArrayList<>();
            headers.forEach((name, value) -> fields.add((name + ": " + value).strip()));
            if (length > 0 && !headers.contains("Content-Length") && !headers.contains("Transfer-Encoding")) {
                fields.add("Content-Length: " + length);
            }
            return fields;
        }
    }

    private static PreparedRequest request(String method, String url, HttpHeaders headers, Body body) {
        return new PreparedRequest(method, url, headers, body);
    }
}
