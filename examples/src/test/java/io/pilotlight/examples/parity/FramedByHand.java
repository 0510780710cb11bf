package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a framing field was set by hand, ours must be framed by the body: the length of what is known, and nothing beside it;
 * chunks, and nothing beside them, of what is not; of no body a length that was set by hand stays.
 */
final class FramedByHand {
    private static final String LENGTH = "Content-Length";
    private static final String CODING = "Transfer-Encoding";

    /** What the server says of a request. */
    private static final Pattern ANSWER =
            Pattern.compile("steps\\[\\d+]\\.(status|reason|ok|headers\\..*|json|text|length|encoding)");

    private FramedByHand() {}

    static boolean explains(Difference difference, Circumstances about) {
        if (byHand(about, LENGTH).isEmpty() && byHand(about, CODING).isEmpty()) {
            return false;
        }
        if (Explaining.isAboutHeader(difference, "transfer-encoding")
                || Explaining.isAboutHeader(difference, "content-length")) {
            return difference.path().startsWith("wire[")
                    ? isFramed(new Sent(about.gotWire(difference.index())), about)
                    : isShown(difference, about);
        }
        boolean refusedThere =
                about.expectedSteps().anyMatch(step -> step.text("status").equals("400"));
        if (refusedThere && ANSWER.matcher(difference.path()).matches()) {
            return about.gotStep(difference.index()).text("status").equals("200")
                    && Sent.all(about.got()).stream().allMatch(sent -> isFramed(sent, about));
        }
        boolean failedThere = about.expectedSteps()
                .anyMatch(step -> Explaining.anyOf(step.text("exception"), "ReadTimeout", "ConnectionError"));
        if (!failedThere || Sent.all(about.got()).stream().anyMatch(sent -> !isFramed(sent, about))) {
            return false;
        }
        return difference.at("steps[#]")
                ? difference.gotText().startsWith("answer ")
                        && Explaining.anyOf(difference.expectedText(), "ReadTimeout", "ConnectionError")
                : difference.at("wire[#]") && difference.expected() == null;
    }

    private static boolean isFramed(Sent sent, Circumstances about) {
        List<String> lengths = sent.header(LENGTH);
        List<String> codings = sent.header(CODING);
        @Nullable Object given = sent.wire().value("body");
        long length = length(String.valueOf(given));
        boolean chunks =
                about.steps().stream().anyMatch(step -> step.fields("data").has("chunks"));
        if (!codings.isEmpty()) {
            return chunks && lengths.isEmpty() && codings.equals(List.of("chunked"));
        }
        if (lengths.isEmpty()) {
            return length == 0 && !sent.wire().text("method").matches("POST|PUT|PATCH|DELETE|OPTIONS");
        }
        boolean kept = length == 0 && byHand(about, LENGTH).contains(lengths.get(0));
        return lengths.size() == 1 && (kept || length < 0 || lengths.get(0).equals(String.valueOf(length)));
    }

    /** Returns how many bytes were sent; -1 if normalising changed that. */
    private static long length(String body) {
        if (body.startsWith("base64:")) {
            return Base64.getDecoder().decode(body.substring("base64:".length())).length;
        }
        return body.startsWith("sha256:") || body.contains("{") ? -1 : body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is shown must be what was sent, where something was. */
    private static boolean isShown(Difference difference, Circumstances about) {
        String name = difference.path().substring(difference.path().lastIndexOf('.') + 1);
        List<Sent> sent = Sent.all(about.got());
        if (sent.isEmpty()) {
            return name.equalsIgnoreCase(CODING)
                    ? difference.got() == null || difference.gotText().equals("chunked")
                    : difference.got() == null || difference.gotText().matches("\\d+");
        }
        return sent.stream().filter(each -> isFramed(each, about)).anyMatch(each -> String.join(", ", each.header(name))
                .equals(difference.gotText()));
    }

    private static List<String> byHand(Circumstances about, String name) {
        List<String> values = new ArrayList<>();
        about.steps().forEach(step -> step.fields("headers").map().forEach((field, value) -> {
            if (field.equalsIgnoreCase(name)) {
                values.add(String.valueOf(value));
            }
        }));
        return values;
    }
}
