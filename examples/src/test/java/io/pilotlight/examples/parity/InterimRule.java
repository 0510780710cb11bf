package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where requests takes an interim answer for the answer, ours must be the one behind it, in status, fields and content. */
final class InterimRule {
    private static final Set<String> VOLATILE = Set.of("date", "server", "content-length", "connection", "keep-alive");
    private static final Set<String> FOLLOWS =
            Set.of("ok", "is_redirect", "is_permanent_redirect", "next", "json_error");

    private static final int CONTINUE = 100;

    private InterimRule() {}

    static boolean explains(Difference difference, Circumstances about) {
        int step = difference.path().startsWith("steps[") ? difference.index() : 0;
        String raw = about.cannedOf(step);
        Optional<RawAnswer> taken = RawAnswer.first(raw);
        while (taken.isPresent() && taken.get().status() == CONTINUE) {
            taken = RawAnswer.first(taken.get().rest());
        }
        if (taken.isEmpty() || !taken.get().isInterim() || !isTaken(about.expectedStep(step), taken.get())) {
            return false;
        }
        Optional<RawAnswer> last = RawAnswer.last(raw);
        if (last.isEmpty()) {
            return difference.at("steps[#]") && difference.gotText().equals("ConnectionError");
        }
        Fields ours = about.gotStep(step);
        if (!last.get().all("Location").isEmpty()) {
            return isFollowed(difference, ours, last.get());
        }
        boolean there = ours.text("status").equals(String.valueOf(last.get().status()));
        return there
                && (difference.path().startsWith("steps[")
                        ? isOfTheLast(difference, ours, last.get())
                        : isCookie(difference, about));
    }

    private static boolean isTaken(Fields theirs, RawAnswer interim) {
        return theirs.text("status").equals(String.valueOf(interim.status()));
    }

    /** What is told is of the answer behind the redirect; that the redirect was the last shows in the history. */
    private static boolean isFollowed(Difference difference, Fields ours, RawAnswer last) {
        List<Object> history = ours.list("history");
        return !history.isEmpty()
                && String.valueOf(Fields.entries(history.get(0)).get(0)).equals(String.valueOf(last.status()))
                && (difference.path().startsWith("steps[") || (difference.at("wire[#]") && difference.index() > 0));
    }

    private static boolean isOfTheLast(Difference difference, Fields ours, RawAnswer last) {
        if (difference.at("steps[#].reason")) {
            return difference.gotText().equals(last.reason());
        }
        if (difference.at("steps[#].headers*")) {
            return ours.fields("headers").map().equals(shown(last));
        }
        if (difference.atAny("steps[#].text", "steps[#].json*", "steps[#].length")) {
            return last.content().map(content -> hasContent(ours, content)).orElse(false);
        }
        if (difference.at("steps[#].encoding")) {
            return last.content()
                    .map(content -> difference
                            .gotText()
                            .equals(RawAnswer.charset(content).name()))
                    .orElse(false);
        }
        String name = difference.path().replaceFirst("^steps\\[\\d+]\\.?", "").replaceFirst("[.\\[].*", "");
        return switch (name) {
            case "" -> difference.gotText().equals("answer " + last.status());
            case "status" -> true;
            case "cookies" -> last.all("Set-Cookie").isEmpty() == (difference.got() == null);
            case "links" -> last.all("Link").isEmpty() == (difference.got() == null);
            case "ok" -> difference.gotText().equals(String.valueOf(last.status() < 400));
            default -> FOLLOWS.contains(name);
        };
    }

    private static boolean isCookie(Difference difference, Circumstances about) {
        return difference.path().startsWith("session_cookies")
                && about.got()
                        .list("session_cookies")
                        .equals(CookieReplay.of(about).left());
    }

    private static Map<String, Object> shown(RawAnswer answer) {
        Map<String, Object> shown = new LinkedHashMap<>(answer.shown());
        shown.keySet().removeAll(VOLATILE);
        return shown;
    }

    private static boolean hasContent(Fields ours, byte[] content) {
        if (ours.has("json")) {
            try {
                @Nullable Object json = Json.standard().read(content, Object.class);
                return String.valueOf(json).equals(String.valueOf(ours.value("json")));
            } catch (JsonException none) {
                return false;
            }
        }
        String text = new String(content, RawAnswer.charset(content));
        String length = ours.text("length");
        return ours.text("text").equals(text)
                && (length.equals("null") ? text.contains("{") : length.equals(String.valueOf(content.length)))
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
