package io.pilotlight.examples.parity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Deviations of header fields, in requests and in answers. */
final class HeaderRules {
    private static final Set<String> SECRETS =
            Set.of("x-api-key", "api-key", "x-auth-token", "private-token", "x-amz-security-token", "x-csrf-token");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final double SHORTEST = 0.001;

    private HeaderRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "header-blank-at-end",
                        "sends a header value, or a cookie, that ends in a blank",
                        "`InvalidHeaderException`",
                        "the blank is no part of the value (RFC 9110, section 5.5), so the server cannot see it: it is a mistake",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidHeader")
                                && (anyHeader(about, (name, value) -> value.endsWith(" ") || value.endsWith("\t"))
                                        || CookieRules.anyCookie(about, pair -> pair.endsWith(" ")))),
                new Rule(
                        "header-name-blank",
                        "sends a header name with a blank in it, or a letter beyond ASCII, also in a part of a form",
                        "`InvalidHeaderException`",
                        "it is no token (RFC 9110, section 5.1), and servers answer 400 or read something else",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidHeader")
                                && (anyHeader(about, (name, value) -> !name.matches(TOKEN))
                                        || about.steps().stream()
                                                .flatMap(step -> Fields.objects(step.value("files")).stream())
                                                .anyMatch(file -> file.fields("headers").map().keySet().stream()
                                                        .anyMatch(name -> !name.matches(TOKEN))))),
                new Rule(
                        "header-control",
                        "sends a header value with a control character",
                        "`InvalidHeaderException`",
                        "no value may hold one (RFC 9110, section 5.5)",
                        (difference, about) -> Explaining.isRefusal(difference, about, "InvalidHeader")
                                && anyHeader(about, (name, value) -> value.chars()
                                        .anyMatch(c -> c != '\t' && Character.isISOControl(c)))),
                new Rule(
                        "header-beyond-latin-1",
                        "fails with a raw `UnicodeEncodeError` for a header value beyond latin-1",
                        "`InvalidHeaderException`",
                        "an error of the client's own tree, that names the header",
                        (difference, about) -> Explaining.isKindOfException(difference)
                                && Explaining.failed(difference, about, "UnicodeEncodeError", "InvalidHeader")),
                new Rule(
                        "header-begins-blank",
                        "refuses a header value that begins with U+0085 or U+00A0, which Python takes for blanks",
                        "sends it",
                        "it is a byte like others beyond ASCII (RFC 9110, section 5.5)",
                        (difference, about) -> (difference.at("steps[#]")
                                                && difference.expectedText().equals("InvalidHeader")
                                                && difference.gotText().startsWith("answer ")
                                        || (difference.at("wire[#]") && difference.expected() == null))
                                && anyHeader(about, (name, value) -> value.matches("(?s)[\u0085\u00a0].*"))),
                new Rule(
                        "typed-values",
                        "finds out when it sends that a header value is no text, or a timeout no number or too short for anything, or takes chunks of no bytes for an answer without content",
                        "the compiler does: values have types; a timeout below a millisecond, and a chunk below a byte, is an `IllegalArgumentException`",
                        "a mistake that cannot be compiled needs no exception",
                        (difference, about) -> isUntyped(difference, about, "NotExpressible")
                                || (isUntyped(difference, about, "ValueError")
                                        && about.steps().stream()
                                                .anyMatch(step -> hasTinyTimeout(step) || hasTinyChunks(step)))),
                new Rule(
                        "sensitive-headers",
                        "sends `X-Api-Key` and its like on to another host",
                        "drops them there, as `Authorization` is dropped; `RedirectPolicy` says which",
                        "they are credentials under another name",
                        HeaderRules::isSensitive),
                new Rule(
                        "host-on-redirect",
                        "sends a `Host` that was set by hand to the host that a redirect leads to",
                        "drops it there",
                        "the other host is not the one that was named",
                        (difference, about) ->
                                (Explaining.isAboutHeader(difference, "host") || difference.at("steps[#].json.url"))
                                        && anyHeader(about, (name, value) -> name.equalsIgnoreCase("host"))
                                        && Fields.objects(about.expected().value("wire"))
                                                        .size()
                                                > 1),
                new Rule(
                        "header-taken-out",
                        "sends `Accept-Encoding: identity` or a `User-Agent` of urllib3 where a request leaves these out",
                        "sends none",
                        "what is left out is not sent",
                        (difference, about) -> (Explaining.isAboutHeader(difference, "accept-encoding")
                                        || Explaining.isAboutHeader(difference, "user-agent")
                                        || difference.at("steps[#].json.user-agent"))
                                && difference.got() == null
                                && difference.expectedText().matches(".*(identity|\\{ua-transport}).*")),
                new Rule(
                        "answer-header-folded",
                        "keeps the line break of a header value that goes on in the next line",
                        "puts a blank in its place",
                        "RFC 9112, section 5.2 says so",
                        (difference, about) -> difference.at("steps[#].headers.*") && isUnfolded(difference)),
                new Rule(
                        "answer-header-blanks",
                        "keeps blanks at the end of an answer's header value",
                        "drops them",
                        "they are no part of the value (RFC 9110, section 5.5)",
                        (difference, about) -> (difference.at("steps[#].headers.*")
                                        && difference.expectedText().strip().equals(difference.gotText()))
                                || (difference.atAny("steps[#].text", "steps[#].length")
                                        && isUnzipped(difference, about))),
                new Rule(
                        "answer-headers-utf-8",
                        "reads the bytes of an answer's headers as latin-1",
                        "as UTF-8 where they are that, else as latin-1; a `Set-Cookie` always as latin-1; over TLS and HTTP/2, where OkHttp reads them, U+FFFD stands for what is not UTF-8",
                        "letters beyond ASCII in headers are UTF-8 more often than not, and a cookie is to go back in the bytes it came in",
                        (difference, about) -> difference.at("steps[#].headers.*")
                                && !difference.path().endsWith(".set-cookie")
                                && isUtf8(difference)),
                new Rule(
                        "reason-empty",
                        "gives an empty reason where the answer has none",
                        "the words of the IANA registry",
                        "HTTP/2 has none at all, and a message reads better with one",
                        (difference, about) -> difference.at("steps[#].reason")
                                && difference.expectedText().isEmpty()
                                && !difference.gotText().isEmpty()),
                new Rule(
                        "reason-utf-8",
                        "reads the words behind the status as latin-1",
                        "as UTF-8 where they are that",
                        "those that are not ASCII are UTF-8 nearly always; latin-1 makes `Ã¶` of `ö`",
                        (difference, about) -> difference.at("steps[#].reason") && isUtf8(difference)));
    }

    /** A line that goes on with a name and a value is put together by OkHttp, without a blank behind its colon. */
    private static boolean isUnfolded(Difference difference) {
        String ours = difference.expectedText().replaceAll("\\s*\\r?\\n\\s*", " ");
        String[] lines = difference.expectedText().split("\r?\n");
        String tight = lines[0].stripTrailing();
        for (int i = 1; i < lines.length; i++) {
            tight += " " + lines[i].strip().replaceFirst("\\s*:\\s*", ":");
        }
        return ours.equals(difference.gotText()) || tight.equals(difference.gotText());
    }

    /** A coding with a blank behind it is that coding. */
    private static boolean isUnzipped(Difference difference, Circumstances about) {
        String raw = about.cannedOf(difference.index());
        if (!raw.matches("(?is).*\ncontent-encoding:[ ]*gzip[ \t]+\r\n.*")) {
            return false;
        }
        byte[] zipped = RawAnswer.last(raw).map(RawAnswer::rest).orElse("").getBytes(StandardCharsets.ISO_8859_1);
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            return about.gotStep(difference.index()).text("text").equals(text);
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean isUntyped(Difference difference, Circumstances about, String exception) {
        return (Explaining.isKindOfException(difference)
                        || difference.at("steps[#].request_url")
                        || Explaining.isRefusal(difference, about, exception))
                && about.endedWith(exception);
    }

    private static boolean hasTinyTimeout(Fields step) {
        @Nullable Object timeout = step.value("timeout");
        List<?> each = timeout instanceof List<?> list ? list : timeout == null ? List.of() : List.of(timeout);
        return each.stream().anyMatch(it -> it instanceof Number number && number.doubleValue() < SHORTEST);
    }

    private static boolean hasTinyChunks(Fields step) {
        return step.fields("read").value("chunk_size") instanceof Number size && size.intValue() < 1;
    }

    private interface Header {
        boolean test(String name, String value);
    }

    private static boolean anyHeader(Circumstances about, Header wanted) {
        return about.steps().stream().anyMatch(step -> step.fields("headers").map().entrySet().stream()
                        .anyMatch(it -> wanted.test(it.getKey(), String.valueOf(it.getValue()))))
                || about.session().fields("headers").map().entrySet().stream()
                        .anyMatch(it -> wanted.test(it.getKey(), String.valueOf(it.getValue())));
    }

    private static boolean isSensitive(Difference difference, Circumstances about) {
        String path = difference.path().toLowerCase(Locale.ROOT);
        String name = path.substring(path.lastIndexOf('.') + 1);
        return SECRETS.contains(name)
                && Explaining.isAboutHeader(difference, name)
                && difference.got() == null
                && about.gotSteps().anyMatch(step -> !step.list("history").isEmpty());
    }

    private static boolean isUtf8(Difference difference) {
        String there = difference.expectedText();
        String ours = Explaining.reread(there, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8);
        return !Explaining.isAscii(there)
                && RawAnswer.isUtf8(there.getBytes(StandardCharsets.ISO_8859_1))
                && ours.equals(difference.gotText());
    }
}
