package io.pilotlight.http;

import static io.pilotlight.http.Choices.either;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an exchange is to go: the session's choices, with a request's laid over them. */
record Plan(
        @Nullable Auth auth,
        Timeouts timeouts,
        Tls tls,
        Proxies proxies,
        Retries retries,
        RedirectPolicy redirects,
        @Nullable Boolean followRedirects,
        Limits limits,
        List<ResponseHook> responseHooks) {

    /** What holds if nothing is chosen. */
    static final Plan DEFAULT = new Plan(
            null,
            Timeouts.DEFAULT,
            Tls.DEFAULT,
            Proxies.silent(),
            Retries.none(),
            RedirectPolicy.DEFAULT,
            null,
            Limits.DEFAULT,
            List.of());

    /** What the environment's variables choose: proxies, and whom to trust unless that is said. */
    static Plan of(Map<String, String> environment, @Nullable Tls said) {
        return new Plan(
                null,
                DEFAULT.timeouts,
                said == null ? Tls.fromEnvironment(environment) : said,
                Proxies.fromEnvironment(environment).orElse(DEFAULT.proxies),
                DEFAULT.retries,
                DEFAULT.redirects,
                null,
                DEFAULT.limits,
                List.of());
    }

    /** Lays choices over this plan; proxies that say nothing of a URL leave it to those below. */
    Plan with(Choices over) {
        if (over.isNone()) {
            return this;
        }
        return new Plan(
                over.auth() == null ? auth : over.auth(),
                either(over.timeouts(), timeouts),
                either(over.tls(), tls),
                over.proxies() == null ? proxies : over.proxies().orElse(proxies),
                either(over.retries(), retries),
                either(over.redirects(), redirects),
                over.followRedirects() == null ? followRedirects : over.followRedirects(),
                either(over.limits(), limits),
                over.responseHooks().isEmpty() ? responseHooks : over.responseHooks());
    }

    /** Says whether redirects are followed: unless told otherwise they are, but for HEAD. */
    boolean follows(String method) {
        return followRedirects == null ? !method.equalsIgnoreCase("HEAD") : followRedirects;
    }
}
