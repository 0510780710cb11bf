package io.pilotlight.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: a prepared request is sent, redirects are followed, the last answer is handed over.
 *
 * <p>The way leads through the rooms in one direction: {@link Preparation} (merge, prepare, sign), then for each hop
 * {@link Mounts} and {@link Transport} (send), {@link Redirects} (decide), and at the end {@link RawBody} (decode).
 */
final class Exchange {
    private final Settings settings;
    private final Timeouts timeouts;
    private final boolean follow;
    private final long startedAt;
    private final List<Response> history = new ArrayList<>();

    Exchange(Settings settings, Timeouts timeouts, boolean follow) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.follow = follow;
        this.startedAt = settings.time().nanos();
    }

    Response inMemory(PreparedRequest request) {
        return walk(request, (head, body) -> {
            try (body) {
                return head.with(read(body.decoded(), head));
            }
        });
    }

    StreamedResponse streamed(PreparedRequest request) {
        return walk(request, (head, body) -> {
            try {
                return new StreamedResponse(head, body.decoded(), body);
            } catch (RequestException e) {
                body.close();
                throw e;
            }
        });
    }

    private <T> T walk(PreparedRequest first, BiFunction<Response, RawBody, T> handOver) {
        PreparedRequest request = first;
        @Nullable Response head = null;
        try {
            while (true) {
                head = null;
                Hop hop = send(request);
                head = new Response(request, hop.raw(), hop.elapsed(), history, settings.json());
                RawBody body = new RawBody(hop.raw().body(), head);
                if (!follow || !head.isRedirect()) {
                    return handOver.apply(head, body);
                }
                Response redirect = drained(head, body);
                head = redirect;
                requireMayFollow(redirect);
                request = redirect.next().orElseThrow();
                history.add(redirect);
            }
        } catch (RequestException e) {
            throw e.about(request, head);
        }
    }

    private Hop send(PreparedRequest request) {
        Timeouts left = timeouts.withTotal(left());
        long sentAt = settings.time().nanos();
        RawResponse raw = settings.mounts().find(request.url()).send(request, left);
        return new Hop(raw, Duration.ofNanos(settings.time().nanos() - sentAt));
    }

    private Duration left() {
        if (timeouts.total().equals(Timeouts.NEVER)) {
            return Timeouts.NEVER;
        }
        Duration left = timeouts.total().minusNanos(settings.time().nanos() - startedAt);
        if (left.compareTo(Duration.ofMillis(1)) < 0) {
            throw new DeadlineExceededException(
                    "The " + timeouts.total() + " for the whole exchange are over after " + history.size()
                            + " redirects; allow more time",
                    null);
        }
        return left;
    }

    /** Reads a redirect's content, so that the connection can be used again; one that is broken does not matter. */
    private Response drained(Response head, RawBody body) {
        try (body) {
            return head.with(read(body.decoded(), head));
        } catch (ContentDecodingException | ResponseTooLargeException e) {
            return head;
        }
    }

    private void requireMayFollow(Response redirect) {
        if (history.size() >= settings.maxRedirects()) {
            throw new TooManyRedirectsException(
                    "More than " + settings.maxRedirects() + " redirects, the last from " + Url.shown(redirect.url())
                            + "; raise maxRedirects, or look at the history of the response for a circle",
                    null);
        }
    }

    private byte[] read(InputStream in, Response head) {
        long limit = settings.maxBody();
        try {
            byte[] content = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            if (content.length > limit) {
                throw new ResponseTooLargeException(
                        "The body from " + Url.shown(head.url()) + " is longer than " + limit
                                + " bytes; raise the session's maxBody, or stream it",
                        null);
            }
            return content;
        } catch (IOException e) {
            throw new IncompleteBodyException("The body from " + Url.shown(head.url()) + " cannot be read", e);
        }
    }

    private record Hop(RawResponse raw, Duration elapsed) {}
}
