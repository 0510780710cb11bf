package io.pilotlight.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHandler;
import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.http.HttpRequest;
import io.pilotlight.core.http.HttpResponse;
import io.pilotlight.core.time.Time;
import io.pilotlight.http.HttpStatusException;
import io.pilotlight.http.IncompleteBodyException;
import io.pilotlight.http.NotedSleep;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RequestInterruptedException;
import io.pilotlight.http.ResponseTooLargeException;
import io.pilotlight.http.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSourceTest {
    private final List<HttpRequest> seen = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private final List<HttpResponse> answers = new ArrayList<>();
    private final HttpHandler server = request -> {
        seen.add(request);
        return answers.remove(0);
    };
    private final Session session =
            Session.builder().mount("http://news/", server).build();

    private final Time time = new NotedSleep(slept);

    @AfterEach
    void close() {
        session.close();
    }

    private static HttpResponse events(String text) {
        return HttpResponse.text(200, text).withHeader("Content-Type", "text/event-stream; charset=x");
    }

    private EventSource.Builder source() {
        return EventSource.builder(session, "http://news/feed?token=secret").time(time);
    }

    private List<ServerSentEvent> all(EventSource.Builder of) {
        List<ServerSentEvent> all = new ArrayList<>();
        try (EventSource source = of.open()) {
            source.forEach(all::add);
        }
        return all;
    }

    @Nested
    class TheParser {
        private List<String> parsed(String text) throws IOException {
            EventParser parser = new EventParser(new StringReader(text), new EventSource.Sizes(99, 99), "");
            List<String> all = new ArrayList<>();
            for (ServerSentEvent e = parser.next(); e != null; e = parser.next()) {
                all.add(e.name() + "/" + e.data().replace('\n', '+') + "/" + e.lastId());
            }
            return all;
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '!',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "data: a||!message/a/",
                    "data:a||!message/a/",
                    "data:  a||!message/ a/",
                    "data: YHOO|data: +2|data: 10||!message/YHOO++2+10/",
                    ": test stream||data: first|id: 1||data:second|id||!message/first/1,message/second/",
                    "data||data|data||data:!message//,message/+/",
                    "event: add|data: 73||event|data: x||!add/73/,message/x/",
                    "event: gone||data: x||!message/x/",
                    "data: never ended!''",
                    "data: ended by a line only|!''",
                    "id: 5||data: x||!message/x/5",
                    "id: a\u0000b|data: x||!message/x/",
                    "id: 1|data: x||id: n\u0000|data: y||!message/x/1,message/y/1",
                    "Data: x|data : y|nothing|data: z||!message/z/",
                    "data: a:b||!message/a:b/",
                    "~data: a~~!message/a/",
                })
        void followsTheStandard(String text, String expected) throws IOException {
            String plain = text.replace('|', '\n').replace("~", "\r\n");
            List<String> wanted = expected.isEmpty() ? List.of() : List.of(expected.split(","));
            assertThat(parsed(plain)).isEqualTo(wanted);
            assertThat(parsed("\ufeff" + plain.replace('\n', '\r'))).isEqualTo(wanted);
        }

        @ParameterizedTest
        @CsvSource({"10, 10", "007, 7", "1x, -1", "-1, -1", "'', -1", "99999999999999999999, -1"})
        void takesForARetryOnlyDigits(String value, long millis) throws IOException {
            EventParser parser =
                    new EventParser(new StringReader("retry: " + value + "\n"), new EventSource.Sizes(99, 99), "");
            assertThat(parser.next()).isNull();
            assertThat(parser.retry()).isEqualTo(millis < 0 ? null : Duration.ofMillis(millis));
        }
    }

    @Nested
    class AConnection {
        @Test
        void isAskedForEventsAndEndsWithItsStream() {
            answers.add(events("data: 1\n\ndata: \u2603\n\ndata: half"));
            assertThat(all(source())).extracting(ServerSentEvent::data).containsExactly("1", "\u2603");
            assertThat(seen.get(0).headers().first("Accept")).contains("text/event-stream");
            assertThat(seen.get(0).headers().first("Cache-Control")).contains("no-store");
            assertThat(seen.get(0).headers().contains("Last-Event-ID")).isFalse();
            assertThat(slept).isEmpty();
        }

        @Test
        void goesOnBehindTheLastEventWhenItIsMadeAnew() {
            answers.add(events("retry: 20\nid: 7\ndata: 1\n\n"));
            answers.add(events("data: 2\n\n"));
            answers.add(events(""));
            answers.add(HttpResponse.of(204));
            assertThat(all(source().reconnects(2)))
                    .extracting(ServerSentEvent::data)
                    .containsExactly("1", "2");
            assertThat(seen)
                    .extracting(r -> r.headers().first("Last-Event-ID").orElse("-"))
                    .containsExactly("-", "7", "7", "7");
            assertThat(slept).containsOnly(Duration.ofMillis(20)).hasSize(3);
        }

        @Test
        void asksAgainForAnEventThatBrokeBeforeItsEnd() {
            answers.add(events("id: 1\ndata: 1\n\nid: 2\ndata: 2"));
            answers.add(events("id: 2\ndata: 2\n\nid: 3\n\n"));
            answers.add(HttpResponse.of(204));
            assertThat(all(source().reconnects(1)))
                    .extracting(ServerSentEvent::data)
                    .containsExactly("1", "2");
            assertThat(seen)
                    .extracting(r -> r.headers().first("Last-Event-ID").orElse("-"))
                    .containsExactly("-", "1", "3");
        }

        @Test
        void isMadeAnewAsOftenAsWantedAndNoMore() {
            for (int i = 0; i < 3; i++) {
                answers.add(events(""));
            }
            assertThat(all(source().reconnects(2).retry(Duration.ofDays(1)).maxRetry(Duration.ofSeconds(9))))
                    .isEmpty();
            assertThat(seen).hasSize(3);
            assertThat(slept).containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(9));
        }

        @Test
        void thatBreaksIsMadeAnewOrThrows() {
            answers.add(broken());
            answers.add(events("data: 2\n\n"));
            answers.add(HttpResponse.of(204));
            assertThat(all(source().reconnects(1)))
                    .extracting(ServerSentEvent::data)
                    .containsExactly("1", "2");
            answers.add(broken());
            assertThatThrownBy(() -> all(source())).isInstanceOf(IncompleteBodyException.class);
        }

        @Test
        void startsWhereAnotherProcessStopped() {
            answers.add(events("id: 9\ndata: x\n\n"));
            try (EventSource source = source().lastId("8").open()) {
                assertThat(source.iterator().next().lastId()).isEqualTo("9");
                assertThat(source.lastId()).isEqualTo("9");
            }
            assertThat(seen.get(0).headers().first("Last-Event-ID")).contains("8");
        }

        @Test
        void isNotMadeAnewWhenTheThreadIsInterrupted() {
            answers.add(events("data: 1\n\n"));
            try (EventSource source = source().reconnects(1).open()) {
                Iterator<ServerSentEvent> events = source.iterator();
                events.next();
                Thread.currentThread().interrupt();
                assertThatThrownBy(events::hasNext).isInstanceOf(RequestInterruptedException.class);
                assertThat(Thread.interrupted()).isTrue();
                assertThat(events.hasNext()).isFalse();
            }
        }

        private HttpResponse broken() {
            InputStream in = new ByteArrayInputStream("data: 1\n\n".getBytes(StandardCharsets.UTF_8)) {
                @Override
                public synchronized int read(byte[] into, int offset, int length) {
                    int count = super.read(into, offset, length);
                    if (count < 0) {
                        throw new IncompleteBodyException("it broke", null);
                    }
                    return count;
                }
            };
            return new HttpResponse(
                    200, HttpHeaders.of("Content-Type", "text/event-stream"), Body.streaming(in, OptionalLong.empty()));
        }
    }

    @Nested
    class Refuses {
        @Test
        void whatIsNoStreamOfEvents() {
            answers.add(HttpResponse.text(200, "hello"));
            assertThatThrownBy(() -> all(source().reconnects(9)))
                    .isInstanceOf(InvalidEventStreamException.class)
                    .hasMessageContaining("text/plain")
                    .hasMessageNotContaining("secret")
                    .satisfies(
                            e -> assertThat(((RequestException) e).response()).isPresent());
            answers.add(HttpResponse.of(201).withHeader("Content-Type", "text/event-stream"));
            assertThatThrownBy(() -> all(source())).isInstanceOf(InvalidEventStreamException.class);
            answers.add(HttpResponse.of(503));
            assertThatThrownBy(() -> all(source().reconnects(9))).isInstanceOf(HttpStatusException.class);
        }

        @Test
        void linesAndEventsBeyondTheirLimits() {
            answers.add(events("data: " + "x".repeat(100)));
            assertThatThrownBy(() -> all(source().limits(50, 500)))
                    .isInstanceOf(ResponseTooLargeException.class)
                    .hasMessageContaining("a line of more than 50")
                    .hasMessageNotContaining("secret");
            answers.add(events("data: 12345678\n".repeat(20)));
            assertThatThrownBy(() -> all(source().limits(50, 100)))
                    .isInstanceOf(ResponseTooLargeException.class)
                    .hasMessageContaining("an event of more than 100");
        }
    }
}
