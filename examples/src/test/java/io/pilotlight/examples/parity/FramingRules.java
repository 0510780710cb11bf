package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Deviations of how answers are framed, and of what frames a request. */
final class FramingRules {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");
    private static final int MOST_FIELDS = 100;

    private FramingRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "framing-by-hand",
                        "sends a `Transfer-Encoding` or a `Content-Length` that was set by hand beside its own, or without a body",
                        "frames the body itself: where the length is known, that alone is said",
                        "two framings that disagree are refused by servers, waited for, or taken for an attack (RFC 9112, section 6.1)",
                        FramedByHand::explains),
                new Rule(
                        "transfer-coding",
                        "takes content of a `Transfer-Encoding` that it does not know for the content itself",
                        "`InvalidResponseException`",
                        "what is coded is not the content (RFC 9112, section 6.1)",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidResponse")
                                && about.raw().matches("(?is).*\r\ntransfer-encoding:[ ]*(?!chunked[ ]*\r\n).*")),
                new Rule(
                        "chunk-size",
                        "reads the sizes of chunks as Python reads numbers: `+3`, `0x3`, ` 3 `, `0_3`",
                        "`ChunkedEncodingException`",
                        "they are digits only (RFC 9112, section 7.1), and attacks live on what two readers make of the rest",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ChunkedEncodingError")
                                && about.raw()
                                        .matches(
                                                "(?s).*\r\n\r\n([ ]*[+]|[ ]*0x|[ ]+|[0-9a-f]+_)[0-9a-fA-F_]+[ ]*\r\n.*")),
                new Rule(
                        "chunk-longer",
                        "refuses a chunk that goes on behind its size",
                        "passes over the rest of its line",
                        "OkHttp reads chunks so, and the size says how long one is; our own HTTP/1.1 refuses it as requests does",
                        (difference, about) -> difference.path().startsWith("steps[")
                                && about.expectedSteps().anyMatch(FramingRules::isBrokenChunk)
                                && about.gotSteps().noneMatch(FramingRules::isBrokenChunk)
                                && about.raw().matches("(?s).*chunked.*\r\n\r\n.*")
                                && !about.raw().matches("(?s).*chunked.*\n[0-9a-fA-F]+\n.*")),
                new Rule(
                        "chunks-without-end",
                        "takes chunks that end without the empty line behind the last for whole",
                        "`ChunkedEncodingException`",
                        "fields may stand there, and were cut off",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ChunkedEncodingError")
                                && about.raw().matches("(?s).*chunked.*\r\n0+(;[^\r\n]*)?(\r\n([^\r\n]+\r\n)*)?")),
                new Rule(
                        "icy",
                        "says of `ICY 200 OK` that it is no HTTP",
                        "reads it",
                        "OkHttp does, for the streams of radio stations",
                        (difference, about) -> about.raw().startsWith("ICY ")
                                && difference.at("steps[#]")
                                && difference
                                        .gotText()
                                        .equals("answer " + about.raw().substring(4, 7))),
                new Rule(
                        "bad-length",
                        "passes over a `Content-Length` of an answer that is no number, and reads until the connection ends",
                        "`InvalidResponseException`",
                        "such a length cannot be recovered from (RFC 9112, section 6.3)",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidResponse")
                                && about.raw().matches("(?is).*\r?\ncontent-length:[ \t]*(?![0-9]+[ \t]*\r?\n).*")),
                new Rule(
                        "bare-line-feed",
                        "refuses chunks whose lines end in LF alone",
                        "reads them",
                        "RFC 9112, section 2.2 lets a recipient take LF alone for the end of a line",
                        (difference, about) -> (difference.path().startsWith("steps[")
                                        && about.expectedSteps().anyMatch(FramingRules::isBrokenChunk))
                                && about.raw().matches("(?s).*chunked.*\n[0-9a-fA-F]+\n.*")),
                new Rule(
                        "typed-chunk-errors",
                        "lets errors of Python's own through for some bad chunks",
                        "`ChunkedEncodingException`, or `InvalidResponseException`",
                        "one catch for what is handled alike",
                        (difference, about) -> Explaining.isKindOfException(difference)
                                && about.expectedStep(difference.index())
                                        .list("requests_bases")
                                        .isEmpty()
                                && (Explaining.failed(difference, about, "ValueError", "ChunkedEncodingError")
                                        || Explaining.failed(difference, about, "ValueError", "InvalidResponse"))),
                new Rule(
                        "early-hints",
                        "takes a 103 (Early Hints), or another answer before the answer, for the answer",
                        "waits for the answer behind it",
                        "an interim answer is not the last one (RFC 9110, section 15.2)",
                        InterimRule::explains),
                new Rule(
                        "reset-content",
                        "reads content behind a 205, and chunks behind a 304",
                        "reads none",
                        "they have none (RFC 9110, sections 15.3.6 and 15.4.5)",
                        FramingRules::isReset),
                new Rule(
                        "many-headers",
                        "says of an answer with more than 100 header fields that the connection broke",
                        "reads them, up to the length that `Limits` permits",
                        "the memory that they take counts, not their number",
                        (difference, about) -> difference.at("steps[#]")
                                && difference.expectedText().equals("ConnectionError")
                                && RawAnswer.last(about.raw())
                                        .filter(answer -> difference.gotText().equals("answer " + answer.status()))
                                        .isPresent()
                                && fields(about) > MOST_FIELDS),
                new Rule(
                        "header-without-colon",
                        "says of a header line without a colon that the connection broke, and passes over one without a name",
                        "passes over the line, or takes it for the rest of the one before",
                        "the rest of the answer says what it is",
                        (difference, about) -> difference.path().startsWith("steps[") && hasLineWithoutColon(about)),
                new Rule(
                        "coding-unknown",
                        "fails if a coding that it does not know stands beside another in `Content-Encoding`",
                        "leaves the content as it came, as it does of one that stands alone",
                        "the field says what the content is in",
                        (difference, about) -> difference.at("steps[#]")
                                && difference.expectedText().equals("ContentDecodingError")
                                && RawAnswer.last(about.raw())
                                        .filter(answer -> String.join(",", answer.all("Content-Encoding"))
                                                .toLowerCase(Locale.ROOT)
                                                .matches(
                                                        ".*(?<![\\w-])(?!(x-)?gzip|deflate|br|zstd|identity)[\\w-]+.*"))
                                        .filter(answer -> about.gotStep(difference.index())
                                                .text("text")
                                                .equals(new String(
                                                        answer.rest().getBytes(StandardCharsets.ISO_8859_1),
                                                        StandardCharsets.UTF_8)))
                                        .isPresent()),
                new Rule(
                        "coding-identity",
                        "fails if `identity` or nothing stands beside another coding in `Content-Encoding`",
                        "passes over it",
                        "it names no change (RFC 9110, section 8.4.1)",
                        (difference, about) -> difference.path().startsWith("steps[")
                                && about.expectedSteps()
                                        .anyMatch(step -> step.text("exception").equals("ContentDecodingError"))
                                && about.raw()
                                        .matches(
                                                "(?is).*content-encoding:([^\r\n]*\\bidentity\\b|[^\r\n]*,[ ]*\r|[ ]*,|[^\r\n]*,[ ]*,).*")),
                new Rule(
                        "stale-connection",
                        "fails if a kept connection is closed as soon as a request is on it",
                        "asks once more on a new connection if the method permits that",
                        "servers close idle connections at any time (RFC 9112, section 9.3.1)",
                        FramingRules::isAskedAgain));
    }

    private static boolean isReset(Difference difference, Circumstances about) {
        Fields ours = about.gotStep(difference.index());
        return about.expectedStep(difference.index()).text("status").matches("205|304")
                && ours.text("status").matches("205|304")
                && (difference.at("steps[#].text")
                        ? difference.gotText().isEmpty()
                        : difference.at("steps[#].length")
                                ? difference.gotText().equals("0")
                                : difference.atAny("steps[#].json", "steps[#].json_error"));
    }

    private static boolean isBrokenChunk(Fields step) {
        return step.text("exception").equals("ChunkedEncodingError")
                || step.text("content_error").equals("ChunkedEncodingError");
    }

    private static String[] head(Circumstances about) {
        return about.raw().split("\r?\n\r?\n", 2)[0].split("\r?\n");
    }

    private static int fields(Circumstances about) {
        return head(about).length - 1;
    }

    private static boolean hasLineWithoutColon(Circumstances about) {
        String[] lines = head(about);
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].indexOf(':') < 1 && !lines[i].isBlank() && !lines[i].startsWith(" ")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAskedAgain(Difference difference, Circumstances about) {
        int index = difference.index();
        if (!difference.at("wire[#]") || difference.expected() != null || index == 0) {
            return false;
        }
        Fields again = about.gotWire(index);
        Fields first = about.gotWire(index - 1);
        return REPEATABLE.contains(again.text("method").toUpperCase(Locale.ROOT))
                && again.text("target").equals(first.text("target"))
                && again.text("method").equals(first.text("method"))
                && about.gotSteps().anyMatch(step -> step.text("exception").equals("ConnectionError"));
    }
}
