package io.pilotlight.examples.parity;

import java.util.List;
import java.util.Locale;

/** Deviations of proxies, netrc and digest. */
final class SessionRules {
    private SessionRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "proxy-set-by-hand",
                        "lets the environment's proxies win over the session's",
                        "what is set explicitly wins",
                        "a setting in the program is nearer than one around it",
                        ProxyChoice::explains),
                new Rule(
                        "no-proxy-on-redirect",
                        "sends a redirect on through the proxy of the first request, although NO_PROXY names the new host",
                        "asks NO_PROXY for each hop",
                        "what it names is often not reachable through the proxy",
                        (difference, about) -> difference.at("wire[#].target")
                                && about.definition().fields("env").map().keySet().stream()
                                        .anyMatch(name -> name.equalsIgnoreCase("no_proxy"))
                                && difference.gotText().startsWith("/")
                                && difference.expectedText().endsWith(difference.gotText())),
                new Rule(
                        "no-proxy-more",
                        "does not know `no_proxy` among the proxies set by hand, nor a port behind an address in it",
                        "knows both",
                        "what can be said of the environment can be said by hand, and of addresses as of names",
                        (difference, about) -> (difference.at("steps[#]") || difference.at("wire[#]"))
                                && about.expectedSteps()
                                        .anyMatch(step -> step.text("exception").equals("ProxyError"))
                                && about.gotSteps().noneMatch(step -> step.has("exception"))
                                && about.definition()
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .contains("no_proxy")),
                new Rule(
                        "no-proxy-address",
                        "takes an address for a name, so that `.0.0.1` in NO_PROXY names 127.0.0.1",
                        "an address is named by itself or by its network",
                        "the parts of an address are no domains",
                        (difference, about) -> (difference.at("steps[#]") || difference.at("wire[#]"))
                                && about.definition()
                                        .fields("env")
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .matches("(?s).*no_proxy=[^}]*(?<![0-9])\\.?(\\d+\\.){0,2}\\d+(?![0-9./]).*")
                                && about.endedWith("ProxyError")),
                new Rule(
                        "proxy-timeout",
                        "says of a proxy that does not answer in time that the proxy failed",
                        "`ConnectTimeoutException`",
                        "it is the time that ran out, and it says of which connection",
                        (difference, about) -> Explaining.isKindOfException(difference)
                                && Explaining.failed(difference, about, "ProxyError", "ConnectTimeout")
                                && about.definition().toString().matches("(?si).*prox.*\\{blackhole}.*")),
                new Rule(
                        "tls-at-once",
                        "looks for a file of certificates once it speaks TLS",
                        "as soon as it is named",
                        "a file that is not there is a mistake, whoever is asked first",
                        (difference, about) -> Explaining.isRefusal(difference, about, "SSLError")
                                && (about.session().value("verify") instanceof String
                                        || about.steps().stream()
                                                .anyMatch(step -> step.value("verify") instanceof String))),
                new Rule(
                        "proxy-authorization-by-hand",
                        "lets the user of a proxy's URL win over a `Proxy-Authorization` that was set by hand",
                        "the header stays",
                        "a setting of the request is nearer than one of the proxy",
                        (difference, about) -> Explaining.isAboutHeader(difference, "proxy-authorization")
                                && about.steps().stream()
                                        .anyMatch(step -> step.fields("headers").map().keySet().stream()
                                                .anyMatch(name -> name.equalsIgnoreCase("proxy-authorization")))),
                new Rule(
                        "netrc-strict",
                        "takes a netrc that it cannot read for none",
                        "`StateFileException`",
                        "requests without their credentials are refused, and nothing says why",
                        (difference, about) -> about.definition().has("netrc")
                                && (Explaining.isRefusal(difference, about, "StateFile") || difference.at("steps"))),
                new Rule(
                        "retry-of-a-stream",
                        "repeats a request whose body is a used-up stream with an empty body",
                        "does not repeat it",
                        "the server would store nothing and say that all is well",
                        (difference, about) -> about.session().has("retries")
                                && about.steps().stream()
                                        .anyMatch(step -> step.fields("data").has("chunks"))
                                && (difference.path().startsWith("steps[") || difference.at("wire[#]"))),
                new Rule(
                        "proxy-credentials-not-shown",
                        "leaves `Proxy-Authorization` in the request that an answer tells of",
                        "sends it and does not show it",
                        "it is between the client and its proxy; who logs a request should not log that",
                        (difference, about) -> (difference.at("steps[#].request.headers.Proxy-Authorization")
                                        || difference.at("steps[#].prepared.headers.Proxy-Authorization"))
                                && difference.got() == null),
                new Rule(
                        "netrc-beside-a-header",
                        "writes netrc's credentials over an `Authorization` that was set by hand",
                        "the header stays",
                        "a setting in the program is nearer than one around it",
                        (difference, about) -> Explaining.isAboutHeader(difference, "authorization")
                                && about.definition().has("netrc")
                                && about.steps().stream()
                                        .anyMatch(step -> step.fields("headers").map().keySet().stream()
                                                .anyMatch(name -> name.equalsIgnoreCase("authorization")))),
                new Rule(
                        "digest-auth-int",
                        "cannot answer a digest challenge that wants the body protected (`qop=auth-int`)",
                        "answers it",
                        "it is in RFC 7616, and needs no more than the body's checksum",
                        (difference, about) -> (about.expectedSteps().anyMatch(SessionRules::wantsBodyProtected)
                                        || isAnsweredWithBody(difference, about))
                                && (difference.path().startsWith("steps[")
                                        || difference.path().startsWith("session_cookies")
                                        || difference.at("wire[#].headers.authorization")
                                        || (difference.at("wire[#]") && difference.expected() == null))),
                new Rule(
                        "digest-quoted",
                        "writes names with a `\"` or a `\\` into a digest header as they are",
                        "escapes them",
                        "else the header says something else (RFC 9110, section 5.6.4)",
                        (difference, about) -> Explaining.isAboutHeader(difference, "authorization")
                                && difference.gotText().contains("Digest ")
                                && about.definition().toString().matches("(?s).*[\"\\\\].*")
                                && !difference.gotText().equals(difference.expectedText())
                                && difference
                                        .gotText()
                                        .replaceAll("\\\\([\"\\\\])", "$1")
                                        .equals(difference.expectedText())),
                new Rule(
                        "digest-challenge",
                        "asks again without an answer if it does not know a challenge's algorithm, and fails with a `KeyError` if a name in it is in capitals",
                        "leaves the first, and reads the second",
                        "an answer is not had by asking again, and names are in any case (RFC 9110, section 11.2)",
                        SessionRules::isOddChallenge),
                new Rule(
                        "digest-elapsed",
                        "tells of an answered digest challenge that it took no time",
                        "the time that the answer took",
                        "it took time",
                        (difference, about) -> difference.at("steps[#].elapsed_positive")
                                && usesDigest(difference, about)
                                && Boolean.TRUE.equals(difference.got())),
                new Rule(
                        "digest-in-history",
                        "forgets the 401 of a digest challenge if a redirect led there",
                        "the challenge is in the history, as it is without a redirect",
                        "the history has all that was sent",
                        SessionRules::isChallengeInHistory),
                new Rule(
                        "digest-on-redirect",
                        "answers the digest challenges of any host that a redirect leads to, and asks behind a redirect first without an answer",
                        "answers those of the hosts that the user was named for, and answers a challenge that it knows at once",
                        "a user and password are for the host that they were given for (RFC 9110, section 15.4)",
                        DigestOnRedirect::explains),
                new Rule(
                        "digest-cookies",
                        "answers a digest challenge with the cookies of before, if it had sent some",
                        "with those that the challenge has set",
                        "servers tie the nonce to a cookie, and answer 401 again",
                        SessionRules::isCookieOfChallenge));
    }

    private static boolean isOddChallenge(Difference difference, Circumstances about) {
        boolean unknown =
                about.raw().matches("(?is).*algorithm=\"?(?!(MD5|MD5-sess|SHA|SHA-256|SHA-512)\"?[,\r\n ]).*");
        boolean capitals = about.expectedSteps()
                .anyMatch(step -> Explaining.anyOf(step.text("exception"), "KeyError", "AttributeError"));
        return usesDigest(difference, about)
                && (unknown || capitals)
                && about.raw().contains("401");
    }

    private static boolean usesDigest(Difference difference, Circumstances about) {
        return about.step(difference.index()).fields("auth").has("digest")
                || about.session().fields("auth").has("digest");
    }

    private static boolean isChallengeInHistory(Difference difference, Circumstances about) {
        if (!difference.at("steps[#].history") || !usesDigest(difference, about)) {
            return false;
        }
        List<Object> without = Fields.entries(difference.got());
        without.removeIf(hop -> "401".equals(String.valueOf(Fields.entries(hop).get(0))));
        return without.equals(difference.expected());
    }

    private static boolean isCookieOfChallenge(Difference difference, Circumstances about) {
        if (difference.at("wire[#].headers.cookie*")) {
            return about.gotWire(difference.index()).text("headers").contains("Authorization, Digest");
        }
        boolean cookie = difference.atAny("steps[#].request.headers.Cookie", "steps[#].cookies.*");
        boolean accepted = about.expectedStep(difference.index()).text("status").matches("40[13]")
                && !about.gotStep(difference.index()).text("status").matches("40[13]")
                && Sent.all(about.got()).stream()
                        .anyMatch(sent ->
                                String.join("", sent.header("Authorization")).startsWith("Digest ")
                                        && !sent.cookies().isEmpty());
        return usesDigest(difference, about) && difference.path().startsWith("steps[") && (cookie || accepted);
    }

    /** The same, where the next answer is canned and comes in each case. */
    private static boolean isAnsweredWithBody(Difference difference, Circumstances about) {
        return about.raw().contains("qop=\"auth-int\"")
                && Explaining.isAboutHeader(difference, "authorization")
                && difference.expected() == null
                && difference.gotText().contains("qop=\"auth-int\"");
    }

    private static boolean wantsBodyProtected(Fields step) {
        return step.text("status").equals("401")
                && step.fields("headers").text("www-authenticate").contains("qop=\"auth-int\"");
    }
}
