package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen both for a session and for one of its requests.
 *
 * <p>What a request chooses wins over what its session does; headers, parameters and cookies are merged by name. Not safe
 * for use by many threads.
 *
 * @param <B> the builder itself
 */
public abstract sealed class Options<B extends Options<B>> permits Session.Builder, Request.Builder {
    private final HttpHeaders.Builder headers = HttpHeaders.builder();
    private final Set<String> withoutHeaders = new LinkedHashSet<>();
    private final Pairs.Builder params = new Pairs.Builder();
    private final List<Cookie> cookies = new ArrayList<>();
    private final List<ResponseHook> responseHooks = new ArrayList<>();
    private @Nullable Auth auth;
    private @Nullable Timeouts timeouts;
    private @Nullable Tls tls;
    private @Nullable Proxies proxies;
    private @Nullable Retries retries;
    private @Nullable RedirectPolicy redirects;
    private @Nullable Boolean followRedirects;
    private @Nullable Limits limits;

    /** Only the two that are permitted. */
    Options() {}

    abstract B self();

    final Choices choices() {
        return new Choices(
                headers.build(),
                withoutHeaders.isEmpty() ? Set.of() : Set.copyOf(withoutHeaders),
                params.build(),
                List.copyOf(cookies),
                List.copyOf(responseHooks),
                auth,
                timeouts,
                tls,
                proxies,
                retries,
                redirects,
                followRedirects,
                limits);
    }

    /**
     * Sets a header field: of every request, or of one in the place of the session's. If not set, a session sends
     * {@code User-Agent}, {@code Accept-Encoding}, {@code Accept} and {@code Connection}.
     *
     * @param name a token
     * @param value the value
     * @return this
     * @throws InvalidHeaderException if name or value must not be sent
     */
    public B header(String name, String value) {
        HeaderRules.set(headers, name, value);
        return self();
    }

    /**
     * Leaves out a header field that would be sent otherwise.
     *
     * @param name the name, in any case
     * @return this
     */
    public B withoutHeader(String name) {
        headers.remove(name);
        withoutHeaders.add(Objects.requireNonNull(name, "name"));
        return self();
    }

    /**
     * Adds a parameter to the query; it is encoded as a form is, a blank as a plus.
     *
     * @param name the name
     * @param value a value; of an {@code Iterable} or an array each entry under the same name; null or an empty list sends
     *     none, not even the session's
     * @return this
     */
    public B param(String name, @Nullable Object value) {
        params.add(name, value);
        return self();
    }

    /**
     * Adds parameters to the query.
     *
     * @param more names and values as for {@link #param}
     * @return this
     */
    public B params(Map<String, ? extends @Nullable Object> more) {
        more.forEach(this::param);
        return self();
    }

    /**
     * Sends a cookie: a session to the first host that it asks, and only there; a request with every hop on its own host, in
     * the place of a cookie of that name in the jar, where it is not kept.
     *
     * @param name the name
     * @param value the value
     * @return this
     * @throws IllegalArgumentException if name or value must not be sent
     */
    public B cookie(String name, String value) {
        cookies.add(Cookie.of(name, value));
        return self();
    }

    /**
     * Sets who signs. If not set, the session's auth does, or else its netrc, or else the user information of the URL.
     *
     * @param auth who signs; {@link Auth#none()} for nobody
     * @return this
     */
    public B auth(Auth auth) {
        this.auth = Objects.requireNonNull(auth, "auth");
        return self();
    }

    /**
     * Signs with a name and a password.
     *
     * @param user the name
     * @param password the password
     * @return this
     */
    public B basicAuth(String user, String password) {
        return auth(Auth.basic(user, password));
    }

    /**
     * Signs with a token.
     *
     * @param token the token
     * @return this
     */
    public B bearer(String token) {
        return auth(Auth.bearer(token));
    }

    /**
     * Sets how long to wait for a connection, and for bytes. If not set, the session's timeouts hold.
     *
     * @param each a millisecond or more
     * @return this
     */
    public B timeout(Duration each) {
        return timeouts(Timeouts.of(each));
    }

    /**
     * Sets how long to wait. If not set, the session's timeouts hold, or {@link Timeouts#DEFAULT}.
     *
     * @param timeouts how long, and for what
     * @return this
     */
    public B timeouts(Timeouts timeouts) {
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        return self();
    }

    /**
     * Sets whom to trust, and who one is. If not set, the session's holds, or the bundle that the environment names, or
     * {@link Tls#DEFAULT}.
     *
     * @param tls holds for https only
     * @return this
     */
    public B tls(Tls tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return self();
    }

    /**
     * Sets the proxy for every URL. If not set, {@link #proxies} holds.
     *
     * @param proxy through what to go; {@link Proxy#NONE} for nothing
     * @return this
     */
    public B proxy(Proxy proxy) {
        return proxies(Proxies.all(proxy));
    }

    /**
     * Sets the proxies. Where these say nothing of a URL, the session's do, and then the environment's variables.
     *
     * @param proxies which proxy for which URL
     * @return this
     */
    public B proxies(Proxies proxies) {
        this.proxies = Objects.requireNonNull(proxies, "proxies");
        return self();
    }

    /**
     * Sets what is tried again. If not set, the session's retries hold, or none.
     *
     * @param retries which requests, how often and when
     * @return this
     */
    public B retries(Retries retries) {
        this.retries = Objects.requireNonNull(retries, "retries");
        return self();
    }

    /**
     * Sets how far redirects may lead. If not set, the session's policy holds, or {@link RedirectPolicy#DEFAULT}.
     *
     * @param redirects the policy
     * @return this
     */
    public B redirects(RedirectPolicy redirects) {
        this.redirects = Objects.requireNonNull(redirects, "redirects");
        return self();
    }

    /**
     * Sets whether redirects are followed. If not set, they are, but for HEAD.
     *
     * @param follow false to get the redirect itself
     * @return this
     */
    public B followRedirects(boolean follow) {
        this.followRedirects = follow;
        return self();
    }

    /**
     * Sets how much of an answer is taken. If not set, the session's limits hold, or {@link Limits#DEFAULT}.
     *
     * @param limits how much
     * @return this
     */
    public B limits(Limits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return self();
    }

    /**
     * Adds who sees each answer, behind those that are there. Those of a request take the place of the session's, as in requests.
     *
     * @param hook sees answers and may hand on others
     * @return this
     */
    public B onResponse(ResponseHook hook) {
        responseHooks.add(Objects.requireNonNull(hook, "hook"));
        return self();
    }
}
