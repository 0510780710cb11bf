package io.pilotlight.examples.parity;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where nothing names a charset, ours must be what the bytes say: what a mark says, UTF-8 if they are that, or else windows-1252. */
final class CharsetRule {
    private static final Set<String> OURS = Set.of("UTF-8", "windows-1252");

    private CharsetRule() {}

    /** Says whether nothing named a charset, so that each client took its own. */
    static boolean isAssumed(Difference difference, Circumstances about) {
        Fields expected = about.expectedStep(difference.index());
        String type = String.valueOf(expected.fields("headers").value("content-type"));
        boolean open = expected.value("encoding") == null
                || "".equals(expected.value("encoding"))
                || type.contains("json")
                || "ISO-8859-1".equals(expected.value("encoding"));
        return open && !type.toLowerCase(Locale.ROOT).matches("[^\"]*;\\s*charset\\s*=\\s*[^;\\s].*");
    }

    static boolean explainsEncoding(Difference difference, Circumstances about) {
        if (!difference.at("steps[#].encoding") || !isAssumed(difference, about)) {
            return false;
        }
        Fields ours = about.gotStep(difference.index());
        if (about.step(difference.index()).isTrue("stream")) {
            return difference.gotText().equals("UTF-8");
        }
        return content(difference.index(), about)
                .map(bytes ->
                        difference.gotText().equals(RawAnswer.charset(bytes).name()))
                .orElseGet(() -> fits(ours, difference.gotText()));
    }

    static boolean explainsText(Difference difference, Circumstances about) {
        if (difference.at("steps[#].json*")) {
            return isReplaced(difference, about);
        }
        if (isUnknown(about.expectedStep(difference.index()))) {
            return difference.at("steps[#].text")
                    && content(difference.index(), about)
                            .map(bytes -> difference.gotText().equals(new String(bytes, StandardCharsets.UTF_8)))
                            .orElse(false);
        }
        if (!isAssumed(difference, about)) {
            return false;
        }
        Fields theirs = about.expectedStep(difference.index());
        Fields ours = about.gotStep(difference.index());
        if (difference.at("steps[#].read*")) {
            return !Explaining.isAscii(difference.gotText()) && OURS.contains(ours.text("encoding"));
        }
        if (!difference.at("steps[#].text") || !isAsLong(theirs, ours)) {
            return false;
        }
        boolean latin1 = "ISO-8859-1".equals(theirs.value("encoding"))
                && !difference.expectedText().startsWith("sha256:");
        Optional<byte[]> bytes = latin1
                ? Optional.of(difference.expectedText().getBytes(StandardCharsets.ISO_8859_1))
                : content(difference.index(), about);
        return bytes.map(it -> difference.gotText().equals(text(it)))
                .orElseGet(() -> fits(ours, ours.text("encoding")));
    }

    /** Python knows UTF-7, Java does not. */
    private static boolean isUnknown(Fields theirs) {
        String name = theirs.text("encoding");
        return name.matches("[\\w-]+") && !name.equals("null") && !Charset.isSupported(name);
    }

    /** JSON that is no UTF-8, which requests guesses a charset of, has U+FFFD where it is none here. */
    private static boolean isReplaced(Difference difference, Circumstances about) {
        return content(difference.index(), about)
                .filter(bytes -> !RawAnswer.isUtf8(bytes))
                .map(bytes -> isRead(new String(bytes, StandardCharsets.UTF_8), about.gotStep(difference.index())))
                .orElse(false);
    }

    private static boolean isRead(String text, Fields ours) {
        try {
            return String.valueOf(Json.standard().read(text, Object.class)).equals(String.valueOf(ours.value("json")));
        } catch (JsonException none) {
            return false;
        }
    }

    private static boolean isAsLong(Fields theirs, Fields ours) {
        return theirs.value("length") == null
                || ours.value("length") == null
                || theirs.text("length").equals(ours.text("length"));
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, RawAnswer.charset(bytes));
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Where the bytes are not known, the text that was made of them must at least say the same. */
    private static boolean fits(Fields ours, String encoding) {
        String text = ours.text("text");
        if (!ours.has("text") || text.startsWith("sha256:") || text.startsWith("base64:")) {
            return OURS.contains(encoding);
        }
        return encoding.equals("UTF-8")
                ? text.indexOf('\ufffd') < 0
                : encoding.equals("windows-1252") && !RawAnswer.isUtf8(text.getBytes(Charset.forName("windows-1252")));
    }

    /** Returns the bytes of the content that a step ended with, if they are canned. */
    private static Optional<byte[]> content(int step, Circumstances about) {
        List<Sent> sent = Sent.all(about.got());
        int last = about.steps().size() == 1 ? sent.size() - 1 : CookieReplay.lastHop(step, about);
        if (last < 0 || last >= sent.size() || sent.get(last).canned().isEmpty()) {
            return Optional.empty();
        }
        String name = sent.get(last).canned();
        int turn = (int) sent.subList(0, last).stream()
                .filter(it -> it.canned().equals(name))
                .count();
        Optional<RawAnswer> answer = RawAnswer.last(about.canned(name, turn));
        boolean bodiless = sent.get(last).wire().text("method").equals("HEAD")
                || answer.map(it -> Set.of(204, 205, 304).contains(it.status())).orElse(false);
        return bodiless ? Optional.of(new byte[0]) : answer.flatMap(RawAnswer::content);
    }
}
