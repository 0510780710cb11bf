package io.pilotlight.examples.parity;

import java.util.Arrays;
import java.util.List;

/** Deviations of content that is read as it arrives. */
final class StreamRules {
    private StreamRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "lines",
                        "gives an empty line more where a chunk ends inside of `\\r\\n` or behind a delimiter, and splits text at form feeds and U+2028 too",
                        "LF, CR and CRLF end a line, wherever a chunk ends, and nothing else does",
                        "what the lines are must not depend on how the bytes arrived",
                        (difference, about) -> difference.at("steps[#].read*")
                                && mode(difference, about).equals("iter_lines")
                                && pieces(read(about.expectedStep(difference.index())))
                                        .equals(pieces(read(about.gotStep(difference.index()))))),
                new Rule(
                        "chunks-of-text",
                        "counts chunks of text in bytes, and gives bytes if no charset is named",
                        "in characters, and always text",
                        "a chunk of text has characters",
                        (difference, about) -> difference.at("steps[#].read*")
                                && mode(difference, about).equals("iter_content")
                                && about.step(difference.index()).fields("read").isTrue("decode_unicode")
                                && String.join("", read(about.expectedStep(difference.index())))
                                        .equals(String.join("", read(about.gotStep(difference.index()))))),
                new Rule(
                        "content-after-stream",
                        "gives what is left, or a `RuntimeError`, if the whole content is asked for after a part of it was streamed",
                        "`StreamConsumedException`",
                        "a rest that looks like the whole is the worst answer",
                        StreamRules::isConsumed));
    }

    private static String mode(Difference difference, Circumstances about) {
        return about.step(difference.index()).fields("read").text("mode");
    }

    private static List<String> read(Fields step) {
        return step.list("read").stream().map(String::valueOf).toList();
    }

    private static List<String> pieces(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split("[\\x0b\\x0c\\x1c-\\x1e\\x85\\u2028\\u2029]")))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static boolean isConsumed(Difference difference, Circumstances about) {
        Fields step = about.step(difference.index());
        if (!step.isTrue("stream") || !step.has("read")) {
            return false;
        }
        return Explaining.isRefusal(difference, about, "StreamConsumedError")
                || (difference.atAny(
                                "steps[#].content_error",
                                "steps[#].text",
                                "steps[#].json",
                                "steps[#].json_error",
                                "steps[#].length")
                        && about.gotStep(difference.index())
                                .text("content_error")
                                .equals("StreamConsumedError"));
    }
}
