package io.pilotlight.examples.parity;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What exceptions of ours must be, and must tell, where those of requests are or tell something else. */
final class FailureRule {
    private static final String ROOT = "RequestException";

    /** The bases of our exceptions that stand elsewhere in the tree than those of requests. */
    private static final Map<String, Set<String>> TREE = Map.ofEntries(
            Map.entry("MissingSchema", Set.of("MissingSchema", "InvalidURL", ROOT)),
            Map.entry("InvalidSchema", Set.of("InvalidSchema", "InvalidURL", ROOT)),
            Map.entry("InvalidProxyURL", Set.of("InvalidProxyURL", "InvalidURL", ROOT)),
            Map.entry("ContentDecodingError", Set.of("ContentDecodingError", "InvalidResponse", ROOT)),
            Map.entry("JSONDecodeError", Set.of("JSONDecodeError", "InvalidResponse", ROOT)),
            Map.entry("ChunkedEncodingError", Set.of("ChunkedEncodingError", "ConnectionError", ROOT)),
            Map.entry("UnrewindableBodyError", Set.of("UnrewindableBodyError", "InvalidJSONError", ROOT)),
            Map.entry("InvalidResponse", Set.of("InvalidResponse", ROOT)),
            Map.entry("HeadersTooLarge", Set.of("HeadersTooLarge", "InvalidResponse", ROOT)));

    private FailureRule() {}

    /** The same exception, below a base more; of a bad proxy, one that says so. */
    static boolean isFiner(Difference difference, Circumstances about) {
        Fields expected = about.expectedStep(difference.index());
        Fields got = about.gotStep(difference.index());
        String name = got.text("exception");
        return Explaining.isKindOfException(difference)
                && (name.equals(expected.text("exception"))
                        || (name.equals("InvalidProxyURL")
                                && expected.text("exception").equals("InvalidURL")
                                && hasProxy(about)))
                && new HashSet<Object>(got.list("requests_bases")).equals(TREE.get(name));
    }

    private static boolean hasProxy(Circumstances about) {
        return Stream.concat(about.steps().stream(), Stream.of(about.session(), about.definition()))
                .anyMatch(of -> of.has("proxies") || of.has("env"));
    }

    /** An answer that is none, by its status line, its fields or its lengths. */
    static boolean isNotHttp(Difference difference, Circumstances about) {
        Fields got = about.gotStep(difference.index());
        String name = got.text("exception");
        return Explaining.isKindOfException(difference)
                && Explaining.anyOf(
                        about.expectedStep(difference.index()).text("exception"),
                        "ConnectionError",
                        "ChunkedEncodingError",
                        "InvalidHeader")
                && Explaining.anyOf(name, "InvalidResponse", "HeadersTooLarge")
                && new HashSet<Object>(got.list("requests_bases")).equals(TREE.get(name))
                && (name.equals("HeadersTooLarge") ? about.raw().length() > 10_000 : !isStrict(about.raw()));
    }

    private static boolean isStrict(String raw) {
        String[] lines = raw.split("\r?\n\r?\n", 2)[0].split("\r?\n");
        boolean strict = RawAnswer.first(raw).isPresent();
        for (int i = 1; i < lines.length; i++) {
            strict &= lines[i].matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");
        }
        return strict
                && RawAnswer.first(raw)
                        .map(answer -> answer.all("Transfer-Encoding").stream().allMatch("chunked"::equalsIgnoreCase)
                                && answer.all("Content-Length").stream().allMatch(it -> it.matches("\\d{1,18}"))
                                && answer.all("Content-Length").stream()
                                                .distinct()
                                                .count()
                                        < 2)
                        .orElse(false);
    }

    /** What ours tells more must be of a request that was sent, or that could not be. */
    static boolean carriesMore(Difference difference, Circumstances about) {
        Fields got = about.gotStep(difference.index());
        if (difference.expected() != null
                || !about.expectedStep(difference.index()).has("exception")) {
            return false;
        }
        if (difference.at("steps[#].request_url")) {
            return isKnown(difference.gotText(), about);
        }
        List<Object> response = Fields.entries(difference.got());
        return difference.at("steps[#].response")
                && response.size() == 3
                && String.valueOf(response.get(1)).equals(got.text("request_url"))
                && Sent.all(about.got()).stream()
                        .anyMatch(sent -> sent.url().equals(withoutFragment(String.valueOf(response.get(1)))));
    }

    private static boolean isKnown(String url, Circumstances about) {
        String asked = withoutFragment(url);
        Stream<String> sent = Sent.all(about.got()).stream().map(Sent::url);
        Stream<String> wanted = about.steps().stream()
                .map(step -> step.has("url") ? step.text("url") : "{base}" + step.text("path"))
                .map(FailureRule::withoutFragment);
        return Stream.concat(sent, wanted).anyMatch(asked::equals)
                || Sent.all(about.got()).stream().anyMatch(each -> Explaining.fullyDecoded(each.target())
                        .endsWith(Explaining.fullyDecoded(asked)))
                || about.raw().contains("ocation: " + asked)
                || Explaining.reread(about.raw(), StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)
                        .contains("ocation: " + Explaining.fullyDecoded(asked))
                || about.steps().stream()
                        .map(step -> Explaining.fullyDecoded(step.text("path")))
                        .anyMatch(path -> path.matches("/redirect-to\\?(.*&)?url=" + Pattern.quote(asked) + "(&.*)?"));
    }

    private static String withoutFragment(String url) {
        return url.split("#", 2)[0];
    }

    /** A request that could not be prepared was not sent, and is no request yet. */
    static boolean isUnprepared(Difference difference, Circumstances about) {
        return difference.at("steps[#].request_url")
                && difference.got() == null
                && Explaining.anyOf(
                        about.gotStep(difference.index()).text("exception"),
                        "InvalidURL",
                        "InvalidProxyURL",
                        "MissingSchema",
                        "InvalidSchema",
                        "InvalidHeader",
                        "InvalidJSONError")
                && Sent.all(about.got()).size() < about.steps().size();
    }

    /** One of Python's own errors there; here the URL is named, and nothing was sent that was not sent there. */
    static boolean isUrlError(Difference difference, Circumstances about) {
        Fields got = about.gotStep(difference.index());
        return Explaining.isKindOfException(difference)
                && got.text("exception").equals("InvalidURL")
                && new HashSet<Object>(got.list("requests_bases")).equals(Set.of("InvalidURL", ROOT))
                && about.expectedStep(difference.index()).has("exception")
                && about.expectedStep(difference.index()).list("requests_bases").isEmpty()
                && Sent.all(about.got()).size() == Sent.all(about.expected()).size();
    }
}
