package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a form with files has a type of the family {@code multipart/} that was set by hand, ours must be the same request but for the
 * boundary: the one that the type names, or else one that is added to it. And a server must be able to read it.
 */
final class MultipartRule {
    private static final String OURS = "{boundary}";
    private static final int THEIR_LENGTH = 32;
    private static final Pattern NAMED =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\";]*))", Pattern.CASE_INSENSITIVE);
    private static final Pattern RANDOM = Pattern.compile("\\A--([0-9a-f]{32}|\\{hex32})");
    private static final String BOUNDARY = "[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]";

    private MultipartRule() {}

    static boolean explains(Difference difference, Circumstances about) {
        if (!difference.path().startsWith("steps[") && !difference.path().startsWith("wire[")) {
            return false;
        }
        for (Fields step : about.steps()) {
            Optional<String> type = type(step).or(() -> type(step, about.session()));
            if (type.isPresent() && explains(difference, about, new Form(step, type.get()))) {
                return true;
            }
        }
        return false;
    }

    /** A step with files, and the type that it was given. */
    private record Form(Fields step, String type) {
        /** Returns the boundary that is named; null if none is. */
        @Nullable
        String named() {
            Matcher named = NAMED.matcher(type);
            if (!named.find()) {
                return null;
            }
            return named.group(1) == null ? named.group(2) : named.group(1);
        }

        /** Returns the boundary that ours must have. */
        String boundary() {
            String named = named();
            return named == null ? OURS : named;
        }

        /** Returns a body as it is: what was taken for the boundary, up to a blank in it, is put back wherever it stood. */
        String body(String told) {
            String part = named() == null ? null : Normal.boundaryOf(type);
            return part == null ? text(told) : text(told).replace(OURS, part);
        }

        /** Makes ours of the body that requests sent. */
        String ours(String theirs) {
            Matcher random = RANDOM.matcher(theirs);
            return random.find() ? theirs.replace("--" + random.group(1), "--" + boundary()) : "";
        }
    }

    private static Optional<String> type(Fields step) {
        return type(step, step);
    }

    private static Optional<String> type(Fields step, Fields setting) {
        return step.has("files")
                ? setting.fields("headers").map().entrySet().stream()
                        .filter(it -> it.getKey().equalsIgnoreCase("content-type"))
                        .map(it -> String.valueOf(it.getValue()))
                        .filter(it -> it.toLowerCase(Locale.ROOT).startsWith("multipart/"))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean explains(Difference difference, Circumstances about, Form form) {
        String named = form.named();
        if (Explaining.isRefusal(difference, about, "InvalidHeader")) {
            return named != null && !named.matches(BOUNDARY);
        }
        if (Explaining.isAboutHeader(difference, "content-type")) {
            return named == null
                    && plain(difference.gotText()).equals(plain(difference.expectedText()) + "; boundary=" + OURS);
        }
        if (Explaining.isAboutHeader(difference, "content-length")) {
            return hasLength(difference, about, form);
        }
        if (difference.atAny("steps[#].request.body", "steps[#].prepared.body", "wire[#].body")) {
            return form.body(difference.gotText()).equals(form.ours(form.body(difference.expectedText())));
        }
        return difference.at("steps[#].json.data")
                ? difference.gotText().isEmpty() || difference.gotText().equals(form.ours(difference.expectedText()))
                : difference.atAny("steps[#].json.files*", "steps[#].json.form*") && isRead(difference, about, form);
    }

    /** The brackets that stand around a list of values are none of theirs. */
    private static String plain(String values) {
        return values.replaceAll("^\\[|]$", "");
    }

    /** The length of the same body with another boundary. */
    private static boolean hasLength(Difference difference, Circumstances about, Form form) {
        String there = difference.expectedText().replaceAll("\\D", "");
        String here = difference.gotText().replaceAll("\\D", "");
        String body = form.body(body(difference, about));
        String line = "--" + form.boundary();
        int boundaries = (body.length() - body.replace(line, "").length()) / line.length();
        String named = form.named();
        int length = named == null ? THEIR_LENGTH : named.length();
        return there.matches("\\d{1,9}")
                && here.matches("\\d{1,9}")
                && boundaries > 0
                && Integer.parseInt(here) == Integer.parseInt(there) + boundaries * (length - THEIR_LENGTH);
    }

    private static String body(Difference difference, Circumstances about) {
        if (difference.path().startsWith("wire[")) {
            return about.gotWire(difference.index()).text("body");
        }
        Fields step = about.gotStep(difference.index());
        return (step.has("prepared") ? step.fields("prepared") : step.fields("request")).text("body");
    }

    private static String text(String body) {
        return body.startsWith("base64:")
                ? new String(
                        Base64.getDecoder().decode(body.substring("base64:".length())), StandardCharsets.ISO_8859_1)
                : body;
    }

    /** What the server says that it read must be what was to be sent. */
    private static boolean isRead(Difference difference, Circumstances about, Form form) {
        Fields read = about.gotStep(difference.index()).fields("json");
        boolean files = Fields.objects(form.step().value("files")).stream()
                .filter(file -> file.has("text") && file.value("filename") != null)
                .allMatch(file -> holds(read.fields("files").value(file.text("field")), file.text("text")));
        boolean fields = form.step().fields("data").fields("form").map().entrySet().stream()
                .filter(it -> it.getValue() instanceof String)
                .allMatch(it -> holds(read.fields("form").value(it.getKey()), String.valueOf(it.getValue())));
        return files && fields && read.text("data").isEmpty();
    }

    /** httpbin gives several of a name as a list, or the first of them only. */
    private static boolean holds(@Nullable Object read, String sent) {
        return read instanceof List<?> several ? several.contains(sent) : sent.equals(read) || read instanceof String;
    }
}
