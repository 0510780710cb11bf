package io.pilotlight.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.time.VirtualTime;
import io.pilotlight.http.Retries.Tries;
import io.pilotlight.http.RetryRules.Again;
import io.pilotlight.http.RetryRules.Answered;
import io.pilotlight.http.RetryRules.Decision;
import io.pilotlight.http.RetryRules.Failed;
import io.pilotlight.http.RetryRules.Kind;
import io.pilotlight.http.RetryRules.Outcome;
import io.pilotlight.http.RetryRules.Question;
import io.pilotlight.http.RetryRules.Reason;
import io.pilotlight.http.RetryRules.Stop;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:58Z");
    private static final HttpHeaders NO_FIELDS = HttpHeaders.empty();
    private final Retries three = Retries.of(3);

    @Nested
    class WhatIsTriedAgain {
        /** Method, what came of it: a status or a kind of failure; whether there is another attempt, or why not. */
        @ParameterizedTest
        @CsvSource({
            "GET, 200, NOT_FOR_RETRIES",
            "GET, 404, NOT_FOR_RETRIES",
            "GET, 408, NOT_FOR_RETRIES",
            "GET, 413, NOT_FOR_RETRIES",
            "GET, 429, again",
            "GET, 500, NOT_FOR_RETRIES",
            "GET, 501, NOT_FOR_RETRIES",
            "GET, 502, again",
            "GET, 503, again",
            "GET, 504, again",
            "HEAD, 503, again",
            "PUT, 503, again",
            "DELETE, 503, again",
            "OPTIONS, 503, again",
            "TRACE, 503, again",
            "POST, 503, NOT_REPEATABLE",
            "PATCH, 503, NOT_REPEATABLE",
            "CONNECT, 503, NOT_REPEATABLE",
            "POST, 200, NOT_FOR_RETRIES",
            "GET, CONNECT, again",
            "GET, READ, again",
            "GET, BODY, again",
            "POST, CONNECT, again",
            "POST, READ, NOT_REPEATABLE",
            "POST, BODY, NOT_REPEATABLE",
            "PATCH, CONNECT, again",
            "PUT, BODY, again"
        })
        void dependsOnTheMethodAndOnWhatCame(String method, String outcome, String decision) {
            assertThat(shown(decide(three, request(method), outcome(outcome)))).isEqualTo(decision);
        }

        @ParameterizedTest
        @ValueSource(strings = {"503", "READ", "BODY", "CONNECT"})
        void isAPostWithAnIdempotencyKey(String outcome) {
            PreparedRequest marked = request("POST").withHeader("idempotency-key", "k");
            assertThat(decide(three, marked, outcome(outcome))).isInstanceOf(Again.class);
        }

        @Test
        void isAPostThatIsMarkedInAnotherWay() {
            Retries own = Retries.builder().idempotencyHeader("X-Once").build();
            PreparedRequest marked = request("POST").withHeader("X-Once", "k");
            assertThat(decide(own, marked, outcome("503"))).isInstanceOf(Again.class);
            assertThat(shown(decide(three, marked, outcome("503")))).isEqualTo("NOT_REPEATABLE");
        }

        @Test
        void isWhatTheMethodsSay() {
            Retries post = Retries.builder().methods("post").build();
            assertThat(decide(post, request("POST"), outcome("503"))).isInstanceOf(Again.class);
            assertThat(shown(decide(post, request("GET"), outcome("503")))).isEqualTo("NOT_REPEATABLE");
            Retries any = Retries.builder().anyMethod().build();
            assertThat(decide(any, request("BREW"), outcome("READ"))).isInstanceOf(Again.class);
        }

        @Test
        void isWhatTheStatusesSay() {
            Retries own = Retries.builder().statuses(500, 418).build();
            assertThat(decide(own, request("GET"), outcome("418"))).isInstanceOf(Again.class);
            assertThat(shown(decide(own, request("GET"), outcome("503")))).isEqualTo("NOT_FOR_RETRIES");
        }

        @ParameterizedTest
        @ValueSource(strings = {"503", "READ", "CONNECT"})
        void isNothingWhoseBodyIsGone(String outcome) {
            Body once = Body.streaming(new ByteArrayInputStream(new byte[1]), OptionalLong.of(1));
            PreparedRequest put = new PreparedRequest("PUT", "http://h/", NO_FIELDS, once);
            assertThat(shown(decide(three, put, outcome(outcome)))).isEqualTo("BODY_IS_GONE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"503", "READ", "CONNECT"})
        void isNothingByNone(String outcome) {
            assertThat(shown(decide(Retries.none(), request("GET"), outcome(outcome))))
                    .isEqualTo("NOT_FOR_RETRIES");
        }

        static List<Arguments> failures() {
            return List.of(
                    Arguments.of(new ConnectTimeoutException("", null), "CONNECT"),
                    Arguments.of(new ConnectionException("", new ConnectException()), "CONNECT"),
                    Arguments.of(
                            new ConnectionException("", new RuntimeException(new UnknownHostException())), "CONNECT"),
                    Arguments.of(new ConnectionException("", null), "READ"),
                    Arguments.of(new ReadTimeoutException("", null), "READ"),
                    Arguments.of(new InvalidResponseException("", null), "READ"),
                    Arguments.of(new IncompleteBodyException("", null), "BODY"),
                    Arguments.of(new TlsException("", null), "-"),
                    Arguments.of(new PoolTimeoutException("", null), "-"),
                    Arguments.of(new DeadlineExceededException("", null), "-"),
                    Arguments.of(new RequestInterruptedException("", null), "-"),
                    Arguments.of(new ContentDecodingException("", null), "-"),
                    Arguments.of(new InvalidUrlException("", null), "-"),
                    Arguments.of(new ResponseTooLargeException("", null), "-"));
        }

        @ParameterizedTest
        @MethodSource("failures")
        void dependsOnTheKindOfFailure(RequestException failure, String kind) {
            assertThat(RetryRules.kind(failure).map(Enum::name).orElse("-")).isEqualTo(kind);
        }
    }

    @Nested
    class HowOften {
        /** Limits of total, connect, read and status; what comes, one after the other; what is decided last. */
        @ParameterizedTest
        @CsvSource({
            "3 9 9 9, 503 503 503, again",
            "3 9 9 9, 503 503 503 503, EXHAUSTED",
            "3 9 9 9, CONNECT READ 503, again",
            "3 9 9 9, CONNECT READ 503 BODY, EXHAUSTED",
            "9 1 9 9, CONNECT, again",
            "9 1 9 9, CONNECT CONNECT, EXHAUSTED",
            "9 1 9 9, CONNECT READ READ 503, again",
            "9 9 1 9, READ, again",
            "9 9 1 9, READ BODY, EXHAUSTED",
            "9 9 1 9, READ CONNECT 503, again",
            "9 9 9 1, 503, again",
            "9 9 9 1, 503 429, EXHAUSTED",
            "9 9 0 9, READ, EXHAUSTED",
            "9 0 9 9, CONNECT, EXHAUSTED",
            "9 9 9 0, 503, EXHAUSTED",
            "1 9 9 9, 503 200, NOT_FOR_RETRIES"
        })
        void isCountedInAllAndByKind(String limits, String outcomes, String last) {
            int[] each =
                    Stream.of(limits.split(" ")).mapToInt(Integer::parseInt).toArray();
            Retries retries = Retries.builder()
                    .total(each[0])
                    .connect(each[1])
                    .read(each[2])
                    .status(each[3])
                    .build();
            Tries tries = Tries.NONE;
            Decision decision = new Again(Duration.ZERO, tries);
            for (String outcome : outcomes.split(" ")) {
                assertThat(decision).isInstanceOf(Again.class);
                tries = ((Again) decision).tries();
                decision = RetryRules.decide(retries, question(request("GET"), tries, outcome(outcome), 0.5));
            }
            assertThat(shown(decision)).isEqualTo(last);
        }

        @Test
        void isSaidWhenTheyAreExhausted() {
            Response last = Response.alone(
                    new PreparedRequest("GET", "http://h/x?token=secret", NO_FIELDS, Body.empty()),
                    new RawResponse(503, "", "HTTP/1.1", NO_FIELDS, Body.empty()));
            RetriesExhaustedException exhausted = RetryRules.exhausted(last, new Tries(1, 0, 2));
            assertThat(exhausted).hasMessageContaining("GET http://h/x was answered 503 also the last of 4 times");
            assertThat(exhausted.getMessage()).doesNotContain("secret");
            assertThat(exhausted.response()).containsSame(last);
            assertThat(three.failsWhenExhausted()).isTrue();
            assertThat(Retries.builder().failsWhenExhausted(false).build().failsWhenExhausted())
                    .isFalse();
        }

        @Test
        void eachReasonHasItsWords() {
            assertThat(Reason.values())
                    .allSatisfy(reason -> assertThat(reason.words()).isNotBlank());
        }
    }

    @Nested
    class HowLong {
        /** First and longest wait, number of the retry, draw; the wait in milliseconds. */
        @ParameterizedTest
        @CsvSource({
            "500, 30000, 1, 0.5, 250",
            "500, 30000, 1, 0, 0",
            "500, 30000, 2, 0.5, 500",
            "500, 30000, 3, 0.5, 1000",
            "500, 30000, 7, 0.5, 15000",
            "500, 30000, 8, 0.5, 15000",
            "500, 30000, 100, 0.5, 15000",
            "500, 30000, 2000000000, 0.5, 15000",
            "0, 30000, 5, 0.9, 0",
            "100, 100, 5, 0.5, 50",
            "1000, 1500, 2, 1, 1500"
        })
        void isARandomPartOfWhatDoubles(long first, long longest, int retry, double draw, long millis) {
            Retries retries = Retries.builder()
                    .total(Integer.MAX_VALUE)
                    .backoff(Duration.ofMillis(first), Duration.ofMillis(longest))
                    .build();
            assertThat(sleep(retries, retry - 1, NO_FIELDS, draw)).isEqualTo(Duration.ofMillis(millis));
        }

        @Test
        void isAllOfItWithoutJitter() {
            Retries retries = Retries.builder().jitter(false).build();
            assertThat(sleep(retries, 0, NO_FIELDS, 0.1)).isEqualTo(Duration.ofMillis(500));
            assertThat(sleep(retries, 1, NO_FIELDS, 0.1)).isEqualTo(Duration.ofSeconds(1));
        }

        /** Now is one second and a bit before the end of January 2026; the draw is a half. */
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "0;250",
                    "1;1000",
                    "007;7000",
                    "120;120000",
                    " 3 ;3000",
                    "Sat, 31 Jan 2026 23:59:59 GMT;1000",
                    "Sun, 01 Feb 2026 00:00:08 GMT;10000",
                    "Sunday, 01-Feb-26 00:00:08 GMT;10000",
                    "Sun Feb  1 00:00:08 2026;10000",
                    "Sat, 31 Jan 2026 23:59:58 GMT;250",
                    "Sat, 31 Jan 2026 00:00:00 GMT;250",
                    "Saturday, 31-Jan-76 00:00:00 GMT;250",
                    "Thu, 01 Jan 1970 00:00:00 GMT;250",
                    "-1;250",
                    "1.5;250",
                    "+5;250",
                    "soon;250",
                    "1s;250",
                    "99999999999999999999;250",
                    "2026-02-01T00:00:08Z;250",
                    "Mon, 01 Feb 2026 00:00:08 GMT;250",
                    "Sun, 31 Feb 2026 00:00:08 GMT;250"
                })
        void isWhatRetryAfterSays(String retryAfter, long millis) {
            assertThat(sleep(three, 0, HttpHeaders.of("Retry-After", retryAfter.strip()), 0.5))
                    .isEqualTo(Duration.ofMillis(millis));
        }

        @ParameterizedTest
        @ValueSource(strings = {"121", "3600", "999999999999999999", "Sun, 01 Feb 2026 00:05:00 GMT"})
        void endsTheAttemptsIfItWouldBeTooLong(String retryAfter) {
            HttpHeaders fields = HttpHeaders.of("Retry-After", retryAfter);
            assertThat(shown(decide(three, request("GET"), new Answered(503, fields))))
                    .isEqualTo("RETRY_AFTER_TOO_LONG");
            Retries patient = Retries.builder()
                    .longestRetryAfter(Duration.ofSeconds(Long.MAX_VALUE))
                    .build();
            Question question = new Question(
                    request("GET"),
                    Tries.NONE,
                    new Answered(503, fields),
                    NOW,
                    0.5,
                    Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(RetryRules.decide(patient, question)).isInstanceOf(Again.class);
        }

        @ParameterizedTest
        @CsvSource({"413, again", "429, again", "503, again", "403, NOT_FOR_RETRIES", "301, NOT_FOR_RETRIES"})
        void makesAnAnswerOneToTryAgain(int status, String decision) {
            Retries none = Retries.builder().statuses().build();
            Outcome later = new Answered(status, HttpHeaders.of("Retry-After", "1"));
            assertThat(shown(decide(none, request("GET"), later))).isEqualTo(decision);
            assertThat(shown(decide(none, request("GET"), outcome("" + status))))
                    .isEqualTo("NOT_FOR_RETRIES");
        }

        @Test
        void takesNoNoticeOfRetryAfterIfToldSo() {
            Retries deaf = Retries.builder().ignoreRetryAfter().build();
            HttpHeaders fields = HttpHeaders.of("Retry-After", "3600");
            assertThat(sleep(deaf, 0, fields, 0.5)).isEqualTo(Duration.ofMillis(250));
            assertThat(shown(decide(deaf, request("GET"), new Answered(413, fields))))
                    .isEqualTo("NOT_FOR_RETRIES");
        }

        @Test
        void endsTheAttemptsIfTheDeadlineComesFirst() {
            Outcome later = new Answered(503, HttpHeaders.of("Retry-After", "10"));
            Question question = new Question(request("GET"), Tries.NONE, later, NOW, 0.5, Duration.ofSeconds(10));
            assertThat(shown(RetryRules.decide(three, question))).isEqualTo("NO_TIME_LEFT");
        }
    }

    @Nested
    class TheBudget {
        private final VirtualTime time = VirtualTime.create();
        private final RetryBudget budget = new RetryBudget(time);
        private final Retries.Budget tenth = Retries.of(3).budget();

        @Test
        void keepsTheLoadOfAnOutageDown() {
            int sent = 0;
            for (int i = 0; i < 10_000; i++) {
                time.advance(Duration.ofMillis(10));
                sent += attempts("h", tenth);
            }
            assertThat(sent / 10_000.0).isGreaterThan(1.05).isLessThanOrEqualTo(1.1);
        }

        @Test
        void letsAFewThroughInAnyCase() {
            assertThat(attempts("h", tenth)).isEqualTo(4);
            assertThat(attempts("h", new Retries.Budget(0, 0))).isEqualTo(1);
        }

        @Test
        void isForEachHost() {
            Retries.Budget one = new Retries.Budget(0, 1);
            assertThat(attempts("a", one)).isEqualTo(2);
            assertThat(attempts("a", one)).isEqualTo(1);
            assertThat(attempts("b", one)).isEqualTo(2);
        }

        @Test
        void isWholeAgainAfterAMinute() {
            Retries.Budget one = new Retries.Budget(0, 1);
            assertThat(attempts("h", one)).isEqualTo(2);
            time.advance(Duration.ofSeconds(53));
            assertThat(attempts("h", one)).isEqualTo(1);
            time.advance(Duration.ofSeconds(7));
            assertThat(attempts("h", one)).isEqualTo(2);
        }

        @Test
        void isUnlimitedIfToldSo() {
            Retries.Budget unlimited = Retries.builder().withoutBudget().build().budget();
            for (int i = 0; i < 1_000; i++) {
                assertThat(attempts("h", unlimited)).isEqualTo(4);
            }
        }

        @Test
        void forgetsTheHostsOfLongAgo() {
            Retries.Budget one = new Retries.Budget(0, 1);
            assertThat(attempts("first", one)).isEqualTo(2);
            for (int i = 0; i < 1_000; i++) {
                budget.sent("host" + i);
            }
            assertThat(attempts("first", one)).isEqualTo(2);
        }

        @Test
        void holdsForManyThreads() throws InterruptedException {
            AtomicInteger sent = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> {
                    for (int k = 0; k < 1_000; k++) {
                        sent.addAndGet(attempts("h", tenth));
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(sent.get()).isEqualTo(8_800);
        }

        /** Sends a request that always fails, and returns how often it was sent. */
        private int attempts(String host, Retries.Budget ofWhom) {
            budget.sent(host);
            int sent = 1;
            while (sent < 4 && budget.take(host, ofWhom)) {
                sent++;
            }
            return sent;
        }
    }

    @Nested
    class WhatIsNoSetting {
        @Test
        void isRefused() {
            Retries.Builder builder = Retries.builder();
            assertThatThrownBy(() -> Retries.of(-1)).hasMessageContaining("total: -1");
            assertThatThrownBy(() -> builder.connect(-1)).hasMessageContaining("connect: -1");
            assertThatThrownBy(() -> builder.read(-1)).hasMessageContaining("read: -1");
            assertThatThrownBy(() -> builder.status(-1)).hasMessageContaining("status: -1");
            assertThatThrownBy(() -> builder.budget(1.1, 1)).hasMessageContaining("1.1");
            assertThatThrownBy(() -> builder.budget(Double.NaN, 1)).hasMessageContaining("NaN");
            assertThatThrownBy(() -> builder.budget(0.1, -1)).hasMessageContaining("minimum: -1");
            assertThatThrownBy(() -> builder.longestRetryAfter(Duration.ofSeconds(-1)))
                    .hasMessageContaining("PT-1S");
            assertThatThrownBy(() -> builder.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                    .hasMessageContaining("PT2S");
        }
    }

    private static PreparedRequest request(String method) {
        return new PreparedRequest(method, "http://h/", NO_FIELDS, Body.of("x"));
    }

    private static Outcome outcome(String text) {
        return Character.isDigit(text.charAt(0))
                ? new Answered(Integer.parseInt(text), NO_FIELDS)
                : new Failed(Kind.valueOf(text));
    }

    private static Question question(PreparedRequest request, Tries tries, Outcome outcome, double draw) {
        return new Question(request, tries, outcome, NOW, draw, Timeouts.NEVER);
    }

    private static Decision decide(Retries retries, PreparedRequest request, Outcome outcome) {
        return RetryRules.decide(retries, question(request, Tries.NONE, outcome, 0.5));
    }

    private static Duration sleep(Retries retries, int before, HttpHeaders fields, double draw) {
        Tries tries = new Tries(0, before, 0);
        Decision decision =
                RetryRules.decide(retries, question(request("GET"), tries, new Answered(503, fields), draw));
        return ((Again) decision).sleep();
    }

    private static String shown(Decision decision) {
        return decision instanceof Stop stop ? stop.reason().name() : "again";
    }
}
