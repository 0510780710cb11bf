package io.pilotlight.http.download;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.HttpStatusException;
import io.pilotlight.http.InvalidResponseException;
import io.pilotlight.http.ReadTimeoutException;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RequestInterruptedException;
import io.pilotlight.http.Response;
import io.pilotlight.http.StreamedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a download: asks for what is missing until nothing is. */
final class Run {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Download.Builder settings;
    private final Partial partial;
    private final byte[] buffer = new byte[64 << 10];
    private long received;
    private long furthest;
    private int requests;
    private int failures;

    Run(Download.Builder settings, Partial partial) {
        this.settings = settings;
        this.partial = partial;
    }

    Downloaded run() throws IOException {
        furthest = partial.length();
        while (!isWhole()) {
            try {
                if (attempt()) {
                    break;
                }
                failures++;
                if (failures > settings.retries) {
                    throw wrong("The server sends less than it says, again and again; ask it later", null);
                }
            } catch (ConnectionException | ReadTimeoutException | HttpStatusException e) {
                failed(e);
            }
        }
        return finished();
    }

    private boolean isWhole() throws IOException {
        Partial.Origin origin = partial.origin();
        return origin.validator() != null && origin.total() > 0 && origin.total() == partial.length();
    }

    /** Sends a request; returns whether all is there now. */
    private boolean attempt() throws IOException {
        long from = partial.origin().validator() == null ? 0 : partial.length();
        requests++;
        try (StreamedResponse answer = request(from)) {
            Response head = answer.head();
            if (head.status() == 416 && from > 0) {
                return atEnd(head, from);
            }
            head.raiseForStatus();
            if (head.status() == 206 && from > 0) {
                if (!continues(head, from)) {
                    partial.restart(Partial.Origin.UNKNOWN);
                    return false;
                }
            } else if (head.status() == 200) {
                partial.restart(origin(head));
            } else {
                throw wrong("No file comes from " + head.request() + " but status " + head.status(), head);
            }
            copy(answer);
        }
        long total = partial.origin().total();
        return total < 0 || total == partial.length();
    }

    private StreamedResponse request(long from) {
        return settings.session.stream("GET", settings.url, request -> {
            settings.options.accept(request);
            request.header("Accept-Encoding", "identity");
            String validator = partial.origin().validator();
            if (from > 0 && validator != null) {
                request.header("Range", "bytes=" + from + "-").header("If-Range", validator);
            }
        });
    }

    /** What lies behind the end cannot be had: then all is there, or what is there is of another file. */
    private boolean atEnd(Response head, long from) throws IOException {
        Optional<ContentRange> range = head.headers().first("Content-Range").flatMap(ContentRange::parse);
        if (range.isPresent() && range.get().total() == from && isSameVersion(head.headers())) {
            return true;
        }
        partial.restart(Partial.Origin.UNKNOWN);
        return false;
    }

    /** Says whether a part goes on where ours ends, of the same version of the file. */
    private boolean continues(Response head, long from) {
        Optional<ContentRange> range = head.headers().first("Content-Range").flatMap(ContentRange::parse);
        if (range.isEmpty() || range.get().first() != from) {
            return false;
        }
        long total = range.get().total();
        long known = partial.origin().total();
        return isSameVersion(head.headers()) && (total < 0 || known < 0 || total == known);
    }

    private boolean isSameVersion(HttpHeaders headers) {
        @Nullable String ours = partial.origin().validator();
        @Nullable String theirs = validator(headers);
        return theirs == null || theirs.equals(ours);
    }

    private static Partial.Origin origin(Response head) {
        HttpHeaders headers = head.headers();
        if (headers.contains("Content-Encoding")) {
            // its length and checksums are those of the encoded file, and a part of it cannot be decoded
            return Partial.Origin.UNKNOWN;
        }
        long total = headers.first("Content-Length")
                .filter(length -> length.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
        return new Partial.Origin(validator(headers), total, Checksums.of(headers, true));
    }

    /** Only a strong validator says that bytes are the same (RFC 9110, section 13.1.5). */
    private static @Nullable String validator(HttpHeaders headers) {
        return headers.first("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> headers.first("ETag").isPresent() ? Optional.empty() : headers.first("Last-Modified"))
                .orElse(null);
    }

    private void copy(StreamedResponse answer) throws IOException {
        OptionalLong total = partial.origin().total() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(partial.origin().total());
        long length = partial.length();
        settings.progress.at(length, total);
        try (InputStream in = answer.stream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new RequestInterruptedException("Interrupted during a download; what came is kept", null);
                }
                partial.append(buffer, count);
                received += count;
                length += count;
                if (length > furthest) {
                    furthest = length;
                    failures = 0;
                }
                if (total.isPresent() && length > total.getAsLong()) {
                    partial.restart(Partial.Origin.UNKNOWN);
                    throw wrong(
                            "More comes from the server than the " + total.getAsLong() + " bytes that it spoke of",
                            null);
                }
                settings.progress.at(length, total);
            }
        }
    }

    /** Waits before the next attempt, or says why there is none. */
    private void failed(RequestException e) {
        Optional<Response> head = e.response();
        boolean passing = !(e instanceof HttpStatusException)
                || head.filter(response -> PASSING.contains(response.status())).isPresent();
        if (!passing || failures >= settings.retries) {
            throw e;
        }
        boolean gotFurther = failures == 0 && !(e instanceof HttpStatusException);
        failures++;
        if (gotFurther && received > 0) {
            return;
        }
        Duration wait = head.flatMap(response -> response.headers().first("Retry-After"))
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElseGet(() -> settings.backoff.multipliedBy(1L << Math.min(failures - 1, 6)));
        pause(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private void pause(Duration wait) {
        try {
            settings.time.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestInterruptedException("Interrupted before a download went on; what came is kept", e);
        }
    }

    private Downloaded finished() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>(partial.origin().checksums());
        expected.putAll(settings.checksums);
        List<String> differing = Checksums.differing(partial.path(), expected);
        if (!differing.isEmpty()) {
            partial.discard();
            throw wrong(
                    "The file from the server has another " + String.join(" and ", differing)
                            + " than it should; nothing of it is kept, check the checksum or ask again",
                    null);
        }
        long length = partial.length();
        partial.finish();
        return new Downloaded(settings.target, length, received, requests, new ArrayList<>(expected.keySet()));
    }

    private static InvalidResponseException wrong(String message, @Nullable Response head) {
        return new DownloadException(message, head);
    }
}
