package io.pilotlight.examples.parity;

import java.util.List;

/** Where digest meets a redirect: ours must have told another host nothing, and the same host the answer to what it had asked. */
final class DigestOnRedirect {
    private DigestOnRedirect() {}

    static boolean explains(Difference difference, Circumstances about) {
        boolean digest = about.step(0).fields("auth").has("digest")
                || about.session().fields("auth").has("digest");
        List<Sent> sent = Sent.all(about.got());
        if (!digest || sent.size() < 2 || about.steps().size() != 1) {
            return false;
        }
        Sent last = sent.get(sent.size() - 1);
        boolean elsewhere = !last.host().equals(sent.get(0).host());
        return elsewhere
                ? isLeftAlone(difference, about, last, sent.size())
                : isAnsweredAtOnce(difference, about, sent);
    }

    private static boolean isLeftAlone(Difference difference, Circumstances about, Sent last, int count) {
        boolean challenged = last.header("Authorization").isEmpty()
                && about.gotStep(0).text("status").equals("401")
                && !about.expectedWire(count).text("target").isEmpty()
                && new Sent(about.expectedWire(count)).host().equals(last.host());
        return challenged
                && (difference.path().startsWith("steps[")
                        || difference.path().startsWith("session_cookies")
                        || (difference.at("wire[#]") && difference.index() >= count && difference.got() == null));
    }

    /** The answer is there where requests has none, and to a nonce that was given before, for what is asked for. */
    private static boolean isAnsweredAtOnce(Difference difference, Circumstances about, List<Sent> sent) {
        int hop = difference.path().startsWith("wire[") ? difference.index() : sent.size() - 1;
        return Explaining.isAboutHeader(difference, "authorization")
                && difference.expected() == null
                && hop > 0
                && !sent.get(hop - 1).header("Authorization").isEmpty()
                && sent.get(hop).header("Authorization").size() == 1
                && sent.get(hop).header("Authorization").get(0).startsWith("Digest ")
                && sent.get(hop)
                        .header("Authorization")
                        .get(0)
                        .contains("uri=\"" + sent.get(hop).target() + "\"");
    }
}
