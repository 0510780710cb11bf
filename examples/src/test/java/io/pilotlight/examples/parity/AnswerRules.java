package io.pilotlight.examples.parity;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;

/** Deviations of what is told of an answer. */
final class AnswerRules {
    private AnswerRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "encoding-assumed",
                        "takes text without a charset for ISO-8859-1, and leaves the charset of all else open",
                        "UTF-8 if the content is that, or else windows-1252; `encoding()` always says which",
                        "UTF-8 is what servers send today, and ISO-8859-1 garbles it",
                        CharsetRule::explainsEncoding),
                new Rule(
                        "text-of-no-charset",
                        "reads text without a charset as ISO-8859-1, or guesses by statistics",
                        "UTF-8 if it is that, or else windows-1252",
                        "the same rule for each length of content, in the time of one look",
                        CharsetRule::explainsText),
                new Rule(
                        "charset-unknown",
                        "repeats the name of a charset that does not exist in `encoding`",
                        "`encoding()` is UTF-8, which the text is read with",
                        "a `Charset` is one that exists",
                        (difference, about) -> difference.at("steps[#].encoding")
                                && difference.expected() != null
                                && !isCharset(difference.expectedText())
                                && difference.gotText().equals("UTF-8")),
                new Rule(
                        "json-byte-order-mark",
                        "refuses JSON with a byte order mark, or in UTF-16 or UTF-32, and takes it for UTF-8",
                        "reads it",
                        "its first bytes say what it is, and the mark changes nothing (RFC 8259, section 8.1 lets parsers ignore it)",
                        (difference, about) -> isOnlyHereJson(difference, about)
                                && (about.raw().contains("\u00ef\u00bb\u00bf")
                                        || about.raw().contains("\u0000")
                                        || about.raw().contains("\u00ff\u00fe")
                                        || about.raw().contains("\u00fe\u00ff"))),
                new Rule(
                        "json-null",
                        "gives `None` for JSON that is `null`",
                        "`InvalidJsonException`",
                        "nothing of this client is null; `content()` has the bytes",
                        (difference, about) -> isOnlyThereJson(difference, about)
                                && about.expectedStep(difference.index()).value("json") == null),
                new Rule(
                        "json-duplicates",
                        "takes the last of two JSON fields of one name",
                        "`InvalidJsonException`",
                        "which of the two is meant is a guess, and attacks live on it (RFC 8259, section 4)",
                        (difference, about) -> isOnlyThereJson(difference, about)
                                && about.raw().matches("(?s).*(\"\\w+\")\\s*:.*\\1\\s*:.*")),
                new Rule(
                        "text-byte-order-mark",
                        "leaves a byte order mark in the text",
                        "drops it",
                        "it is a mark, not a letter",
                        (difference, about) -> difference.at("steps[#].text")
                                && difference.expectedText().equals("\ufeff" + difference.gotText())),
                new Rule(
                        "status-beyond-599",
                        "says of a status of 600 and more that all is well",
                        "`ok()` is false",
                        "it is no status that says so",
                        (difference, about) -> difference.at("steps[#].ok")
                                && about.expectedStep(difference.index())
                                        .text("status")
                                        .matches("[6-9]\\d\\d")),
                new Rule(
                        "link-grammar",
                        "splits `Link` fields at commas and semicolons",
                        "by the grammar of RFC 8288: names in any case, the first `rel` counts, a URL may hold `;`",
                        "so it is written",
                        (difference, about) -> difference.at("steps[#].links*")
                                && about.raw()
                                        .matches(
                                                "(?s).*Link:[^\r\n]*(REL|;;|, ?,|<[^>]*;[^>]*>|rel=[^,\r\n]*rel=|\"[^\"\r\n]*[;,][^\"\r\n]*\").*")),
                new Rule(
                        "typed-url-errors",
                        "lets errors of Python's own through for some bad URLs",
                        "`InvalidUrlException`",
                        "one catch for what is handled alike",
                        FailureRule::isUrlError),
                new Rule(
                        "json-numbers",
                        "reads `NaN` and `Infinity` as JSON",
                        "`InvalidJsonException`",
                        "they are none (RFC 8259, section 6)",
                        (difference, about) -> isOnlyThereJson(difference, about)
                                && about.raw().matches("(?s).*\\b(NaN|Infinity)\\b.*")),
                new Rule(
                        "cut-compression",
                        "takes a gzip or deflate stream that was cut off for whole",
                        "`ContentDecodingException`",
                        "half of a document is not the document",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ContentDecodingError")
                                && about.expectedSteps()
                                        .anyMatch(step -> step.fields("headers").has("content-encoding"))),
                new Rule(
                        "cut-headers",
                        "takes headers that were cut off for whole",
                        "`ConnectionException`",
                        "what is missing may say what the rest means",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ConnectionError")
                                && about.raw().startsWith("HTTP/")
                                && !about.raw().contains("\r\n\r\n")),
                new Rule(
                        "empty-location",
                        "says of a redirect with an empty `Location` that it is one, and does not follow it",
                        "`isRedirect()` is false",
                        "it leads nowhere; what is not followed is no redirect",
                        (difference, about) ->
                                difference.atAny("steps[#].is_redirect", "steps[#].is_permanent_redirect")
                                        && about.expectedStep(difference.index())
                                                .fields("headers")
                                                .text("location")
                                                .isEmpty()),
                new Rule(
                        "stall-is-a-timeout",
                        "says of a body that stops coming that the connection broke",
                        "`ReadTimeoutException`",
                        "nothing broke, time ran out, and only then is waiting longer worth trying",
                        (difference, about) -> (Explaining.isKindOfException(difference)
                                        && Explaining.failed(difference, about, "ConnectionError", "ReadTimeout"))
                                || (difference.at("steps[#].content_error")
                                        && difference.expectedText().equals("ConnectionError")
                                        && difference.gotText().equals("ReadTimeout"))),
                new Rule(
                        "not-http",
                        "says of bytes that are no HTTP that the connection broke, of bad lengths that a header is invalid",
                        "`InvalidResponseException`",
                        "the connection was fine; asking again will not help",
                        FailureRule::isNotHttp),
                new Rule(
                        "exceptions-carry-more",
                        "gives only some exceptions their request and their response",
                        "each that has them",
                        "who handles a failure wants to know of what",
                        FailureRule::carriesMore),
                new Rule(
                        "unprepared-request",
                        "gives some exceptions the request that could not be prepared",
                        "`request()` is empty then",
                        "there is no prepared request yet, and its URL is in the message",
                        FailureRule::isUnprepared),
                new Rule(
                        "finer-exceptions",
                        "has each exception below `RequestException` at once, with few exceptions",
                        "related ones share a base: `InvalidSchemaException` is an `InvalidUrlException`",
                        "one catch for what is handled alike",
                        FailureRule::isFiner));
    }

    private static boolean isCharset(String name) {
        try {
            return !name.isEmpty() && Charset.isSupported(name);
        } catch (IllegalCharsetNameException none) {
            return false;
        }
    }

    private static boolean isOnlyHereJson(Difference difference, Circumstances about) {
        return isAboutJson(difference)
                && about.expectedStep(difference.index()).has("json_error")
                && about.gotStep(difference.index()).has("json");
    }

    private static boolean isOnlyThereJson(Difference difference, Circumstances about) {
        return isAboutJson(difference)
                && about.expectedStep(difference.index()).has("json")
                && about.gotStep(difference.index()).has("json_error");
    }

    private static boolean isAboutJson(Difference difference) {
        return difference.atAny("steps[#].json", "steps[#].json_error", "steps[#].length");
    }
}
