package io.pilotlight.examples.parity;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
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
                                && pieces(decoded(
                                                read(about.expectedStep(difference.index())),
                                                about.gotStep(difference.index())
                                                        .text("encoding")))
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
                        "chunks-of-bytes",
                        "gives a chunk less than was asked for where the bytes came in smaller pieces",
                        "fills each chunk but the last",
                        "what the chunks are must not depend on how the bytes arrived",
                        (difference, about) -> difference.at("steps[#].read*")
                                && mode(difference, about).equals("iter_content")
                                && bytes(about.expectedStep(difference.index()))
                                        .equals(bytes(about.gotStep(difference.index())))),
                new Rule(
                        "utf-16-streamed",
                        "fails to stream text in UTF-16 or UTF-32 without a byte order mark, though it reads it whole",
                        "reads it, little-endian",
                        "streamed or not, the text is the same",
                        (difference, about) -> difference.path().startsWith("steps[")
                                && about.expectedStep(difference.index())
                                        .text("exception")
                                        .equals("UnicodeError")),
                new Rule(
                        "cut-while-reading",
                        "gives what came of a body that was cut off, if no more is asked for",
                        "`IncompleteBodyException` as soon as the cut is known",
                        "what is read of half of a body is not what was sent",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ChunkedEncodingError")
                                && mode(difference, about).equals("raw")),
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

    /** Returns what was read as a whole, one letter a byte. */
    private static String bytes(Fields step) {
        StringBuilder all = new StringBuilder();
        read(step)
                .forEach(chunk -> all.append(new String(
                        chunk.startsWith("base64:")
                                ? Base64.getDecoder().decode(chunk.substring("base64:".length()))
                                : chunk.getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /** Lines of bytes are text here; what is no UTF-8 is told of in base64. */
    private static List<String> decoded(List<String> lines, String encoding) {
        return lines.stream()
                .map(line -> line.startsWith("base64:") && Charset.isSupported(encoding)
                        ? new String(
                                Base64.getDecoder().decode(line.substring("base64:".length())),
                                Charset.forName(encoding))
                        : line)
                .toList();
    }

    private static List<String> pieces(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace("\u0000", ""))
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
                || (Explaining.isKindOfException(difference) && about.endedWith("StreamConsumedError"))
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
