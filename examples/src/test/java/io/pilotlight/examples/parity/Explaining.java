package io.pilotlight.examples.parity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What several rules ask of a difference. */
final class Explaining {
    /** Where a URL, or a part of one, is told. */
    private static final String[] URLS = {
        "steps[#].json.args*",
        "steps[#].json.url",
        "steps[#].request.url",
        "steps[#].prepared.url",
        "steps[#].next.url",
        "steps[#].url",
        "steps[#].request_url",
        "steps[#].history[#][#]",
        "wire[#].target"
    };

    private Explaining() {}

    static boolean isAboutUrl(Difference difference) {
        return difference.atAny(URLS);
    }

    /** Says whether a form's fields are told there. */
    static boolean isAboutForm(Difference difference) {
        return difference.atAny(
                        "steps[#].json.form*", "steps[#].request.body", "steps[#].prepared.body", "wire[#].body")
                || isAboutHeader(difference, "content-length");
    }

    /** Says whether a header field is told there: as shown, as sent, as httpbin got it. */
    static boolean isAboutHeader(Difference difference, String name) {
        String path = difference.path().toLowerCase(Locale.ROOT);
        return new Difference(path, null, null)
                .atAny(
                        "steps[#].json.headers." + name,
                        "steps[#].request.headers." + name,
                        "steps[#].prepared.headers." + name,
                        "wire[#].headers." + name,
                        "wire[#].headers." + name + "[#]");
    }

    /** Says whether this is how a step ended: here with this exception, in requests with an answer. */
    static boolean isRefusal(Difference difference, Circumstances about, String exception) {
        if (difference.at("steps[#]")) {
            return difference.gotText().equals(exception);
        }
        boolean notSent = difference.path().startsWith("wire[") && difference.got() == null;
        return about.endedWith(exception) && (notSent || isSideEffect(difference));
    }

    private static boolean isSideEffect(Difference difference) {
        return difference.path().startsWith("session_cookies")
                || difference.path().startsWith("hooks");
    }

    /** Says whether it is the name or the kind of an exception that differs, and nothing else. */
    static boolean isKindOfException(Difference difference) {
        return difference.atAny("steps[#].exception", "steps[#].requests_bases*");
    }

    /** Says whether a step failed with one exception there and with another here. */
    static boolean failed(Difference difference, Circumstances about, String there, String here) {
        return about.expectedStep(difference.index()).text("exception").equals(there)
                && about.gotStep(difference.index()).text("exception").equals(here);
    }

    /** Decodes %-escapes again and again, until none is left. */
    static String fullyDecoded(String text) {
        String before = text;
        String after = decodedOnce(text);
        while (!after.equals(before)) {
            before = after;
            after = decodedOnce(after);
        }
        return after;
    }

    private static String decodedOnce(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            out.write(low < 0 ? bytes[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Returns bytes that were read in one charset as they are in another. */
    static String reread(String text, Charset was, Charset is) {
        return new String(text.getBytes(was), is);
    }

    static boolean holdsAll(Object all, Object some) {
        return entries(all).containsAll(entries(some));
    }

    private static Set<Object> entries(Object set) {
        return set instanceof Iterable<?> many ? new HashSet<>(listed(many)) : Set.of(set);
    }

    private static List<Object> listed(Iterable<?> many) {
        List<Object> list = new ArrayList<>();
        many.forEach(list::add);
        return list;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    static boolean anyOf(String text, String... choices) {
        return Arrays.asList(choices).contains(text);
    }
}
