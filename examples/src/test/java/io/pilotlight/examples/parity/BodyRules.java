package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Deviations of bodies, of what a redirect does to them, and of credentials. */
final class BodyRules {
    private BodyRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "one-body",
                        "drops `json` silently if there is a form or a body too",
                        "`IllegalStateException`",
                        "who sets both means both, and one would be lost",
                        (difference, about) -> Explaining.isRefusal(difference, about, "IllegalState")
                                && about.steps().stream()
                                        .anyMatch(step ->
                                                step.value("json") != null && (step.has("data") || step.has("files")))),
                new Rule(
                        "files-beside-a-body",
                        "refuses files beside a streamed body with `NotImplementedError`, beside text with `ValueError`, but not beside text without a letter",
                        "`IllegalStateException`",
                        "Java's word for a builder that was told two things",
                        (difference, about) -> (Explaining.isKindOfException(difference)
                                        && about.endedWith("IllegalState")
                                        && about.step(difference.index()).has("files"))
                                || (Explaining.isRefusal(difference, about, "IllegalState")
                                        && about.steps().stream().anyMatch(BodyRules::hasFilesBesideNothing))),
                new Rule(
                        "json-text",
                        "writes JSON with blanks behind `:` and `,`, and letters beyond ASCII as escapes",
                        "without blanks, in UTF-8",
                        "it is the same JSON in fewer bytes",
                        JsonText::explains),
                new Rule(
                        "multipart-boundary",
                        "keeps a `Content-Type: multipart/form-data` that was set by hand, without a boundary or with another one than the body's, so that nobody can read the body",
                        "adds the boundary, or takes the one that is named, if it is one",
                        "the header was meant, the broken request was not",
                        MultipartRule::explains),
                new Rule(
                        "part-type",
                        "drops a `Content-Type`, a `Content-Location` or a `Content-Disposition` among the header fields of a part, or puts the part's own over it",
                        "sends what was set last; a `Content-Disposition` is an `InvalidHeaderException`",
                        "it was set to be sent",
                        BodyRules::isTypeOfPart),
                new Rule(
                        "empty-stream",
                        "sends a file without content in chunks",
                        "with `Content-Length: 0`",
                        "its length is known, and chunks trouble old servers",
                        (difference, about) -> (Explaining.isAboutHeader(difference, "content-length")
                                        || Explaining.isAboutHeader(difference, "transfer-encoding"))
                                && about.steps().stream().anyMatch(BodyRules::isEmptyFile)),
                new Rule(
                        "empty-form",
                        "sends a form whose fields are all `None` in chunks, as a form",
                        "as no body",
                        "there is nothing in it",
                        (difference, about) -> (Explaining.isAboutHeader(difference, "content-length")
                                        || Explaining.isAboutHeader(difference, "content-type")
                                        || Explaining.isAboutHeader(difference, "transfer-encoding"))
                                && about.steps().stream().anyMatch(BodyRules::isEmptyForm)),
                new Rule(
                        "colon-in-user",
                        "sends a user name with a colon in basic auth",
                        "`IllegalArgumentException`",
                        "the server would read the rest of it as the password (RFC 7617, section 2)",
                        (difference, about) -> Explaining.isRefusal(difference, about, "ValueError")
                                && about.steps().stream()
                                        .anyMatch(step -> step.text("auth").matches(".*=\\[[^,]*:.*")
                                                || step.text("url").matches("(?i)\\w+://[^/?#:@]*%3a[^/?#@]*@.*"))),
                new Rule(
                        "user-without-password",
                        "ignores the user of a URL that has no password",
                        "signs with an empty password",
                        "there are servers whose keys are user names",
                        (difference, about) -> (Explaining.isAboutHeader(difference, "authorization")
                                        || Explaining.isAboutHeader(difference, "proxy-authorization"))
                                && difference.expected() == null
                                && credentials(difference.gotText()).endsWith(":")),
                new Rule(
                        "body-after-301",
                        "repeats PUT, PATCH, DELETE, and a GET with a body, after a 301 without their body",
                        "with it",
                        "the method says to write, and without a body it writes nothing over something",
                        BodyRules::isBodyAfter301),
                new Rule(
                        "stream-sent-twice",
                        "sends an empty body where a redirect asks for a used-up stream again",
                        "`UnrewindableBodyException`",
                        "the server would store nothing and say that all is well",
                        (difference, about) -> Explaining.isRefusal(difference, about, "UnrewindableBodyError")
                                && about.steps().stream()
                                        .anyMatch(step -> step.fields("data").has("chunks"))),
                new Rule(
                        "credentials-utf-8",
                        "writes user and password of basic auth, and the user of digest auth, in latin-1, and fails where that has no such letter",
                        "in UTF-8",
                        "RFC 7617, section 2.1; servers read it so",
                        BodyRules::isUtf8Credentials),
                new Rule(
                        "head-is-not-followed",
                        "follows redirects of `request(\"HEAD\", ...)`, but not those of `head(...)`",
                        "follows neither unless told so",
                        "the method decides, not the way in which it is written",
                        BodyRules::isHead));
    }

    private static boolean isEmptyFile(Fields step) {
        Fields data = step.fields("data");
        int offset = data.find("offset").map(it -> ((Number) it).intValue()).orElse(0);
        return data.has("file") && data.text("file").length() <= offset;
    }

    private static boolean isEmptyForm(Fields step) {
        Fields data = step.fields("data");
        String values = data.fields("form").map().values() + " " + data.list("pairs");
        return !data.map().isEmpty()
                && (data.has("form") || data.has("pairs"))
                && (data.has("pairs")
                        ? data.list("pairs").stream()
                                .allMatch(pair -> Fields.entries(pair).get(1) == null)
                        : values.replaceAll("null|[\\[\\], ]", "").isEmpty());
    }

    private static boolean hasFilesBesideNothing(Fields step) {
        Fields data = step.fields("data");
        return step.has("files")
                && Stream.of("text", "base64")
                        .flatMap(kind -> data.find(kind).stream())
                        .anyMatch(""::equals);
    }

    private static boolean isTypeOfPart(Difference difference, Circumstances about) {
        boolean typed = about.steps().stream()
                .flatMap(step -> Fields.objects(step.value("files")).stream())
                .anyMatch(file -> file.fields("headers").map().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("content-")));
        if (Explaining.isRefusal(difference, about, "InvalidHeader")) {
            return about.steps().stream()
                    .flatMap(step -> Fields.objects(step.value("files")).stream())
                    .anyMatch(file -> file.fields("headers").map().keySet().stream()
                            .anyMatch("content-disposition"::equalsIgnoreCase));
        }
        boolean body = difference.atAny("steps[#].request.body", "steps[#].prepared.body", "wire[#].body")
                && withoutTypes(difference.expectedText()).equals(withoutTypes(difference.gotText()));
        return typed && (body || Explaining.isAboutHeader(difference, "content-length"));
    }

    private static String withoutTypes(String body) {
        return body.replaceAll("(?i)content-(?:type|location): [^\r\n]*\r\n", "");
    }

    private static boolean isBodyAfter301(Difference difference, Circumstances about) {
        boolean redirected = about.expected().toString().contains("[301, ")
                || about.expectedSteps().anyMatch(step -> step.text("status").equals("301"));
        boolean kept = about.steps().stream()
                .anyMatch(step -> (Explaining.isAboutHeader(difference, "content-length")
                                || step.has("data")
                                || step.has("json")
                                || step.has("files"))
                        && !step.text("method").equalsIgnoreCase("POST"));
        boolean there = difference.atAny(
                        "steps[#].json.form*",
                        "steps[#].json.data",
                        "steps[#].json.json*",
                        "steps[#].json.files*",
                        "steps[#].request.body",
                        "steps[#].next.body",
                        "wire[#].body")
                || Explaining.isAboutHeader(difference, "content-length")
                || Explaining.isAboutHeader(difference, "content-type")
                || Explaining.isAboutHeader(difference, "transfer-encoding");
        return redirected && kept && there && !difference.path().startsWith("wire[0]");
    }

    private static boolean isUtf8Credentials(Difference difference, Circumstances about) {
        if (Explaining.isAboutHeader(difference, "authorization")
                || Explaining.isAboutHeader(difference, "proxy-authorization")) {
            if (difference.gotText().contains("Digest ")) {
                return Explaining.reread(difference.gotText(), StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)
                        .equals(difference.expectedText());
            }
            String there = credentials(difference.expectedText());
            String here = credentials(difference.gotText());
            String ours = Explaining.reread(there, StandardCharsets.ISO_8859_1, StandardCharsets.ISO_8859_1);
            return !Explaining.isAscii(here)
                    && ours.equals(Explaining.reread(here, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8));
        }
        boolean beyond = about.steps().stream().anyMatch(step -> !Explaining.isAscii(step.text("auth")))
                || !Explaining.isAscii(about.session().text("auth"));
        boolean failedThere =
                about.expectedSteps().anyMatch(step -> step.text("exception").equals("UnicodeEncodeError"));
        if (failedThere) {
            return (beyond || isSignedByUrl(about))
                    && (difference.at("steps[#]") || difference.path().startsWith("wire["));
        }
        Fields expected = about.expectedStep(difference.index());
        Fields got = about.gotStep(difference.index());
        return beyond
                && difference.path().startsWith("steps[")
                && expected.text("status").equals("401")
                && got.text("status").equals("200");
    }

    /** Says whether ours went out with the credentials of the URL, in UTF-8. */
    private static boolean isSignedByUrl(Circumstances about) {
        String user = about.step(0).text("url").replaceFirst("^\\w+://([^/?#@]*)@.*|.*", "$1");
        return user.contains("%")
                && Sent.all(about.got()).stream()
                        .flatMap(sent -> sent.header("Authorization").stream())
                        .anyMatch(it -> Explaining.reread(
                                        credentials(it), StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)
                                .equals(Explaining.fullyDecoded(user)));
    }

    /** Returns the credentials of a basic header, one letter a byte. */
    private static String credentials(String header) {
        String code = header.substring(header.lastIndexOf(' ') + 1).replaceAll("[^A-Za-z0-9+/=]", "");
        try {
            return new String(Base64.getDecoder().decode(code), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    private static boolean isHead(Difference difference, Circumstances about) {
        boolean head = about.steps().stream()
                .anyMatch(step -> step.text("method").equalsIgnoreCase("HEAD")
                        && !step.isTrue("verb_function")
                        && !step.has("allow_redirects"));
        boolean followed = about.expectedSteps()
                        .anyMatch(step -> !step.list("history").isEmpty())
                || about.expectedSteps().anyMatch(step -> step.text("exception").equals("TooManyRedirects"));
        Fields ours = about.gotStep(difference.path().startsWith("steps[") ? difference.index() : 0);
        boolean stays =
                ours.text("status").matches("30[12378]") && ours.list("history").isEmpty();
        return head && followed && stays && (difference.path().startsWith("steps[") || difference.got() == null);
    }
}
