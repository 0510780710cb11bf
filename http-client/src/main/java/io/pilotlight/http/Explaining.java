package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.Explanation.Origin;
import io.pilotlight.http.Explanation.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds where each setting of a request that was prepared comes from. */
final class Explaining {
    private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-length", "transfer-encoding");
    private static final Set<String> ALWAYS = Set.of("user-agent", "accept-encoding", "accept", "connection");
    private static final String AUTHORIZATION = "Authorization";

    private final Settings settings;
    private final Choices own;
    private final Plan plan;
    private final Exchange.Signed signed;
    private final PreparedRequest prepared;
    private final Origin authOrigin;
    private final List<Setting> found = new ArrayList<>();

    private Explaining(Settings settings, Choices own, Plan plan, Exchange.Signed signed) {
        this.settings = settings;
        this.own = own;
        this.plan = plan;
        this.signed = signed;
        this.prepared = signed.request();
        this.authOrigin = authOrigin();
    }

    /** Explains what a request's own choices, laid over the session's, have become. */
    static Explanation explain(Settings settings, Choices own, Plan plan, Exchange.Signed signed) {
        return new Explaining(settings, own, plan, signed).explanation();
    }

    private Explanation explanation() {
        transport();
        proxy();
        found.add(new Setting("auth", shown(signed.auth()), authOrigin));
        if (prepared.url().startsWith("https:")) {
            found.add(new Setting("tls", plan.tls().shown(), tlsOrigin()));
        }
        found.add(new Setting("timeouts", shown(plan.timeouts()), chosen(Choices::timeouts)));
        found.add(new Setting(
                "redirects",
                plan.follows(prepared.method()) ? "followed" : "not followed",
                chosen(Choices::followRedirects)));
        found.add(new Setting("redirect policy", plan.redirects().max() + " at most", chosen(Choices::redirects)));
        found.add(new Setting("retries", plan.retries().shown(), chosen(Choices::retries)));
        found.add(new Setting("limits", shown(plan.limits()), chosen(Choices::limits)));
        cookies();
        prepared.headers().names().forEach(this::header);
        return new Explanation(prepared.method(), shownUrl(), found);
    }

    private String shownUrl() {
        String url = prepared.url();
        return url.contains("://") ? Curl.Secrets.MASKED.maskedUrl(url) : Url.shown(url);
    }

    private void transport() {
        Mounts.Mount mount = settings.mounts().mountOf(prepared.url());
        boolean network = mount.transport() instanceof NetworkTransport;
        found.add(new Setting(
                "transport",
                network ? "network" : "mounted on " + mount.prefix(),
                network ? Origin.DEFAULT : Origin.SESSION));
    }

    /** Asks the same values as the request does, one after the other, for the one that has an answer. */
    private void proxy() {
        String url = prepared.url();
        Optional<Proxies.Choice> choice = choice(own.proxies(), url);
        Origin origin = Origin.REQUEST;
        if (choice.isEmpty()) {
            choice = choice(settings.chosen().proxies(), url);
            origin = Origin.SESSION;
        }
        if (choice.isEmpty()) {
            choice = plan.proxies().choose(url);
            origin = choice.map(Proxies.Choice::key)
                    .map(key -> Origin.variable(Proxies.variable(settings.environment(), key)))
                    .orElse(Origin.DEFAULT);
        }
        Proxy proxy = choice.map(Proxies.Choice::proxy).orElse(Proxy.NONE);
        found.add(new Setting("proxy", proxy.toString(), origin));
    }

    private static Optional<Proxies.Choice> choice(@Nullable Proxies said, String url) {
        return said == null ? Optional.empty() : said.choose(url);
    }

    private Origin authOrigin() {
        Origin said = chosen(Choices::auth);
        if (!said.equals(Origin.DEFAULT)) {
            return said;
        }
        if (signed.auth().equals(Auth.none())) {
            return Origin.DEFAULT;
        }
        @Nullable Netrc netrc = settings.netrc();
        boolean byHand = byHand(AUTHORIZATION) != null;
        return (netrc == null || byHand ? Optional.<Integer>empty() : netrc.line(prepared.url()))
                .map(Origin::netrc)
                .orElse(Origin.URL);
    }

    private Origin tlsOrigin() {
        Origin said = chosen(Choices::tls);
        @Nullable String variable = Tls.variable(settings.environment());
        return said.equals(Origin.DEFAULT) && variable != null ? Origin.variable(variable) : said;
    }

    private void cookies() {
        if (!signed.cookiesByHand()) {
            signed.cookies()
                    .toSend(prepared.url(), prepared.headers())
                    .forEach(cookie -> found.add(new Setting(
                            "cookie " + cookie.name(),
                            "***",
                            own.cookies().contains(cookie) ? Origin.REQUEST : Origin.COOKIE_JAR)));
        }
    }

    private void header(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("cookie") && !signed.cookiesByHand()) {
            return; // told one by one
        }
        @Nullable Origin byHand = byHand(name);
        Origin origin;
        if (name.equalsIgnoreCase(AUTHORIZATION) && !signed.auth().equals(Auth.none())) {
            origin = authOrigin;
        } else if (byHand != null) {
            origin = byHand;
        } else if (OF_THE_BODY.contains(lower)) {
            origin = Origin.BODY;
        } else {
            origin = ALWAYS.contains(lower) ? Origin.DEFAULT : authOrigin;
        }
        String value = String.join(", ", prepared.headers().all(name));
        found.add(new Setting("header " + name, Curl.Secrets.MASKED.masked(name, value), origin));
    }

    private @Nullable Origin byHand(String name) {
        if (own.headers().contains(name)) {
            return Origin.REQUEST;
        }
        HttpHeaders session = settings.chosen().headers();
        boolean left = own.withoutHeaders().stream().noneMatch(name::equalsIgnoreCase);
        return left && session.contains(name) ? Origin.SESSION : null;
    }

    private Origin chosen(Function<Choices, @Nullable Object> setting) {
        if (setting.apply(own) != null) {
            return Origin.REQUEST;
        }
        return setting.apply(settings.chosen()) == null ? Origin.DEFAULT : Origin.SESSION;
    }

    /** A lambda has no name that says anything. */
    private static String shown(Auth auth) {
        return auth.getClass().isSynthetic() || auth.getClass().isHidden() ? "the program's own" : auth.toString();
    }

    private static String shown(Timeouts timeouts) {
        return "connect " + shown(timeouts.connect()) + ", read " + shown(timeouts.read()) + ", write "
                + shown(timeouts.write()) + ", pool " + shown(timeouts.pool()) + ", total " + shown(timeouts.total());
    }

    private static String shown(Duration duration) {
        if (duration.equals(Timeouts.NEVER)) {
            return "never";
        }
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String shown(Limits limits) {
        return (limits.body() >> 20) + " MiB in memory, head " + (limits.headerBytes() >> 10) + " KiB in "
                + limits.headerFields() + " fields, ratio " + limits.ratio();
    }
}
