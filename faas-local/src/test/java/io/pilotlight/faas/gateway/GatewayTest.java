package io.pilotlight.faas.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.function.Event;
import io.pilotlight.core.function.FunctionDefinition;
import io.pilotlight.core.function.Limits;
import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.faas.LocalRuntime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GatewayTest {
    private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-07-10T19:19:05Z"));
    private final LocalRuntime runtime =
            LocalRuntime.builder().time(time).drainTime(Duration.ZERO).build();
    private final Json json = Json.standard();

    @AfterEach
    void close() {
        runtime.close();
    }

    private Gateway gateway(String... routes) {
        Gateway.Builder builder = Gateway.builder(runtime).time(time);
        for (String route : routes) {
            String[] parts = route.split(" ");
            builder.route(parts[0], parts[1], parts[2]);
        }
        return builder.build();
    }

    private void deploy(String name, String resultJson) {
        runtime.deploy(FunctionDefinition.raw(name, (event, context) -> resultJson.getBytes(StandardCharsets.UTF_8))
                .build());
    }

    private void deployEcho() {
        runtime.deploy(
                FunctionDefinition.raw("echo", (event, context) -> event.body()).build());
    }

    private static String text(HttpResponse response) throws Exception {
        return new String(response.body().bytes(), StandardCharsets.UTF_8);
    }

    @Nested
    class Routing {
        @ParameterizedTest
        @CsvSource({
            "GET,    /pets,          list",
            "GET,    /pets/,         list",
            "POST,   /pets,          any",
            "GET,    /pets/7,        one",
            "GET,    /pets/new,      new",
            "DELETE, /pets/7/toys/3, rest",
            "GET,    /p%65ts,        list"
        })
        void prefersWhatIsMoreSpecific(String method, String path, String function) throws Exception {
            for (String name : List.of("list", "any", "one", "new", "rest")) {
                deploy(name, "\"" + name + "\"");
            }
            Gateway gateway = gateway(
                    "ANY /pets/{rest+} rest",
                    "ANY /pets any",
                    "GET /pets list",
                    "GET /pets/{id} one",
                    "GET /pets/new new");
            assertThat(text(gateway.handle(HttpRequest.builder(method, path).build())))
                    .isEqualTo(function);
        }

        @Test
        void answers404WhereNoRouteOrNoFunctionIs() throws Exception {
            Gateway gateway = gateway("GET /a gone");
            assertThat(gateway.handle(HttpRequest.get("/b")).status()).isEqualTo(404);
            assertThat(gateway.handle(HttpRequest.builder("POST", "/a").build()).status())
                    .isEqualTo(404);
            assertThat(gateway.handle(HttpRequest.get("/a")).status()).isEqualTo(404);
        }

        @Test
        void refusesRoutesThatCannotMatch() {
            assertThatThrownBy(() -> gateway("GET a f")).hasMessageContaining("'a'");
            assertThatThrownBy(() -> gateway("GET /{a+}/b f")).hasMessageContaining("{a+}");
        }
    }

    @Nested
    class MakingEvents {
        @Test
        @SuppressWarnings("unchecked")
        void fillsTheEventOfPayloadFormat2() throws Exception {
            deployEcho();
            HttpRequest request = HttpRequest.builder(
                            "POST", "/cap/space%20value/x?repeat=one&repeat=two&plus=a+b&enc=a%2Bb&empty=")
                    .header("Host", "api.example.com:8080")
                    .header("X-Twice", "first")
                    .header("X-Twice", "second")
                    .header("Cookie", "session=abc; theme=dark")
                    .header("Content-Type", "application/json")
                    .body(Body.of("{\"a\":1}"))
                    .build();
            Map<String, Object> event = json.read(
                    gateway("ANY /cap/{rest+} echo").handle(request).body().bytes(), Map.class);
            assertThat(event)
                    .containsEntry("version", "2.0")
                    .containsEntry("routeKey", "ANY /cap/{rest+}")
                    .containsEntry("rawPath", "/cap/space value/x")
                    .containsEntry("rawQueryString", "repeat=one&repeat=two&plus=a+b&enc=a%2Bb&empty=")
                    .containsEntry("cookies", List.of("session=abc", "theme=dark"))
                    .containsEntry(
                            "queryStringParameters",
                            Map.of("repeat", "one,two", "plus", "a b", "enc", "a+b", "empty", ""))
                    .containsEntry("pathParameters", Map.of("rest", "space value/x"))
                    .containsEntry("body", "{\"a\":1}")
                    .containsEntry("isBase64Encoded", false);
            assertThat((Map<String, String>) event.get("headers"))
                    .containsEntry("x-twice", "first,second")
                    .doesNotContainKey("cookie");
            Map<String, Object> context = (Map<String, Object>) event.get("requestContext");
            assertThat(context)
                    .containsEntry("domainPrefix", "api")
                    .containsEntry("time", "10/Jul/2026:19:19:05 +0000")
                    .containsEntry("timeEpoch", 1_783_711_145_000L);
        }

        @Test
        void leavesOutWhatIsNotThere() throws Exception {
            deployEcho();
            String event = text(gateway("GET / echo").handle(HttpRequest.get("/")));
            assertThat(event)
                    .contains("\"rawQueryString\":\"\"", "\"isBase64Encoded\":false")
                    .doesNotContain("null", "cookies", "pathParameters", "queryStringParameters", "\"body\"");
        }

        @ParameterizedTest
        @CsvSource({
            "text/plain; charset=utf-8,         hi, hi,   false",
            "application/vnd.x+json,            7,  7,    false",
            "application/x-www-form-urlencoded, hi, aGk=, true",
            "image/png,                         hi, aGk=, true",
            "'',                                hi, aGk=, true"
        })
        void carriesTextAsTextAndTheRestInBase64(String type, String sent, String body, boolean base64)
                throws Exception {
            deployEcho();
            HttpRequest.Builder request = HttpRequest.builder("POST", "/").body(Body.of(sent));
            if (!type.isEmpty()) {
                request.header("Content-Type", type);
            }
            assertThat(text(gateway("POST / echo").handle(request.build())))
                    .contains("\"body\":\"" + body + "\"", "\"isBase64Encoded\":" + base64);
        }

        @Test
        void refusesABodyThatIsNoJsonWhereJsonIsDeclared() throws Exception {
            deployEcho();
            HttpResponse response = gateway("POST / echo").handle(HttpRequest.postJson("/", "{not json"));
            assertThat(response.status()).isEqualTo(400);
            assertThat(text(response)).contains("declared as application/json but is no JSON");
            assertThat(runtime.usage("echo").orElseThrow().invocations()).isZero();
        }

        @Test
        void refusesABodyThatIsTooLargeEvenOfUnknownLength() throws Exception {
            deployEcho();
            Gateway gateway = Gateway.builder(runtime)
                    .route("POST", "/", "echo")
                    .maximumBody(3)
                    .build();
            HttpRequest known =
                    HttpRequest.builder("POST", "/").body(Body.of("1234")).build();
            HttpRequest unknown = HttpRequest.builder("POST", "/")
                    .body(Body.streaming(new ByteArrayInputStream(new byte[4]), OptionalLong.empty()))
                    .build();
            assertThat(gateway.handle(known).status()).isEqualTo(413);
            assertThat(gateway.handle(unknown).status()).isEqualTo(413);
            assertThat(gateway.handle(HttpRequest.builder("POST", "/")
                                    .body(Body.of("123"))
                                    .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class MakingResponses {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"hello\":\"world\"} | {\"hello\":\"world\"}",
                    "[\"hello\",3,true]    | [\"hello\",3,true]",
                    "3.1                   | 3.1",
                    "\"hello\"             | hello",
                    "{\"body\":\"x\"}      | {\"body\":\"x\"}",
                    "null                  | null"
                })
        void takesAnyJsonAsTheBody(String result, String body) throws Exception {
            deploy("f", result);
            HttpResponse response = gateway("GET / f").handle(HttpRequest.get("/"));
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().first("Content-Type")).contains("application/json");
            assertThat(text(response)).isEqualTo(body);
            assertThat(response.headers().contains("X-Pilotlight-Invocation")).isTrue();
        }

        @Test
        void takesAResponseApart() throws Exception {
            deploy("f", """
                    {"statusCode": "201", "headers": {"content-type": "image/x", "Connection": "close"},
                     "cookies": ["a=1", "b=2"], "body": "aGk=", "isBase64Encoded": true}""");
            HttpResponse response = gateway("GET / f").handle(HttpRequest.get("/"));
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.headers().all("Content-Type")).containsExactly("image/x");
            assertThat(response.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
            assertThat(response.headers().contains("Connection")).isFalse();
            assertThat(text(response)).isEqualTo("hi");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"statusCode\": \"abc\"}",
                    "{\"statusCode\": 7}",
                    "{\"statusCode\": 200, \"headers\": {\"a b\": \"c\"}}",
                    "{\"statusCode\": 200, \"body\": \"*\", \"isBase64Encoded\": true}",
                    "no json"
                })
        void answers502ToWhatIsNoResponse(String result) throws Exception {
            deploy("f", result);
            assertThat(gateway("GET / f").handle(HttpRequest.get("/")).status()).isEqualTo(502);
        }

        @Test
        void tellsFailureTimeOutAndThrottlingApart() throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            runtime.deploy(FunctionDefinition.of("fail", Object.class, (event, context) -> {
                throw new IllegalStateException("a secret");
            }));
            runtime.deploy(FunctionDefinition.builder("slow", Object.class, (event, context) -> {
                        started.countDown();
                        new CountDownLatch(1).await();
                        return "";
                    })
                    .limits(Limits.builder()
                            .maximumConcurrency(1)
                            .queueCapacity(0)
                            .timeout(Duration.ofSeconds(1))
                            .build())
                    .build());
            Gateway gateway = gateway("GET /fail fail", "GET /slow slow");
            HttpResponse failed = gateway.handle(HttpRequest.get("/fail"));
            assertThat(failed.status()).isEqualTo(502);
            assertThat(text(failed)).doesNotContain("secret");
            CompletableFuture<HttpResponse> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    return gateway.handle(HttpRequest.get("/slow"));
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            started.await();
            HttpResponse throttled = gateway.handle(HttpRequest.get("/slow"));
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.headers().first("Retry-After")).contains("1");
            time.advance(Duration.ofSeconds(1));
            assertThat(slow.get().status()).isEqualTo(504);
        }
    }

    @Test
    void passesTheTraceParentOn() throws Exception {
        runtime.deploy(FunctionDefinition.of(
                "trace", Event.class, (event, context) -> context.traceParent().orElse("none")));
        HttpRequest request = HttpRequest.builder("GET", "/")
                .header("traceparent", "00-ab-cd-01")
                .build();
        assertThat(text(gateway("GET / trace").handle(request))).isEqualTo("00-ab-cd-01");
    }
}
