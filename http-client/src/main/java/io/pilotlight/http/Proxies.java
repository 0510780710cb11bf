package io.pilotlight.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a URL is asked through. Immutable.
 *
 * <pre>{@code
 * Proxies.of(Map.of("https", "http://user:secret@proxy.example:3128", "no_proxy", "localhost,.corp.example,10.0.0.0/8"));
 * }</pre>
 *
 * <p>Keys are those of Python's requests, and the most exact one that fits a URL holds: {@code https://host}, then
 * {@code https}, then {@code all://host}, then {@code all}. The host of a key is the whole host, without a port. What
 * {@link #withoutProxyFor} names is asked directly.
 */
public final class Proxies {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9+.-]*(://([^:/?#@]+|\\[[0-9a-f:.]+]))?");
    private static final String NO_PROXY = "no_proxy";
    private static final NoProxy NOTHING = NoProxy.of("");
    private static final Proxies SILENT = new Proxies(Map.of(), NOTHING, null);

    private final Map<String, Supplier<Proxy>> byKey;
    private final NoProxy direct;
    private final @Nullable Proxies next;

    private Proxies(Map<String, Supplier<Proxy>> byKey, NoProxy direct, @Nullable Proxies next) {
        this.byKey = byKey;
        this.direct = direct;
        this.next = next;
    }

    /**
     * Asks every URL without a proxy, whatever stands below.
     *
     * @return proxies that say {@link Proxy#NONE} of every URL
     */
    public static Proxies none() {
        return all(Proxy.NONE);
    }

    /**
     * Says nothing of any URL, so that what stands below holds.
     *
     * @return proxies without a key
     */
    public static Proxies silent() {
        return SILENT;
    }

    /**
     * Asks every URL through one proxy.
     *
     * @param proxy the proxy
     * @return proxies that say the same of every URL
     */
    public static Proxies all(Proxy proxy) {
        return SILENT.with("all", proxy);
    }

    /**
     * Takes proxies by key, as requests does.
     *
     * @param urlsByKey the URL of a proxy for each key; one without a scheme is an HTTP proxy, an empty one stands for none;
     *     the key {@code no_proxy} holds what {@link #withoutProxyFor} takes
     * @return the proxies
     * @throws IllegalArgumentException if a key is none
     * @throws InvalidProxyUrlException if a value is no proxy's URL
     */
    public static Proxies of(Map<String, String> urlsByKey) {
        Proxies proxies = SILENT;
        for (Map.Entry<String, String> each : urlsByKey.entrySet()) {
            if (each.getKey().equalsIgnoreCase(NO_PROXY)) {
                proxies = proxies.withoutProxyFor(each.getValue());
            } else {
                String url = each.getValue().strip();
                proxies = proxies.with(each.getKey(), url.isEmpty() ? Proxy.NONE : Proxy.of(url));
            }
        }
        return proxies;
    }

    /**
     * Reads the environment's variables: {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy}.
     *
     * <p>Each is also read in upper case, unless it is there in lower case; one that is empty in lower case takes out the one in
     * upper case, {@code no_proxy} excepted. Where {@code REQUEST_METHOD} is set, {@code HTTP_PROXY} is not read: in a CGI program
     * it is what a client sent as a {@code Proxy} field (httpoxy, CVE-2016-5385). These are the rules of Python, Go and curl. A
     * proxy's URL is looked at when it is needed first.
     *
     * @param variables names and values, such as {@link System#getenv()}
     * @return what they say
     */
    public static Proxies fromEnvironment(Map<String, String> variables) {
        Map<String, String> found = new HashMap<>();
        variables.forEach((name, value) -> {
            if (isProxyName(name) && !name.endsWith("_proxy")) {
                found.put(scheme(name), value);
            }
        });
        if (variables.containsKey("REQUEST_METHOD")) {
            found.remove("http");
        }
        variables.forEach((name, value) -> {
            if (isProxyName(name) && name.endsWith("_proxy")) {
                found.put(scheme(name), value);
            }
        });
        found.remove("no");
        found.values().removeIf(String::isBlank);
        Map<String, Supplier<Proxy>> byKey = new LinkedHashMap<>();
        found.forEach((key, url) -> byKey.put(key, () -> Proxy.of(url.strip())));
        String lower = variables.getOrDefault(NO_PROXY, "");
        String direct = lower.isEmpty() ? variables.getOrDefault("NO_PROXY", "") : lower;
        return byKey.isEmpty() ? SILENT : new Proxies(Map.copyOf(byKey), NoProxy.of(direct), null);
    }

    /**
     * Adds a proxy, or puts it in the place of the one that its key has.
     *
     * @param key a scheme or {@code all}, alone or with {@code ://} and a host behind it; in any case
     * @param proxy the proxy; {@link Proxy#NONE} to ask directly
     * @return other proxies
     * @throws IllegalArgumentException if the key is none
     */
    public Proxies with(String key, Proxy proxy) {
        Objects.requireNonNull(proxy, "proxy");
        String lower = key.toLowerCase(Locale.ROOT);
        if (!KEY.matcher(lower).matches()) {
            throw new IllegalArgumentException("Not a key for a proxy: '" + Url.shown(key)
                    + "'; write http, https, all, or one of these with a host as in https://host, without a port");
        }
        Map<String, Supplier<Proxy>> more = new HashMap<>(byKey);
        more.put(lower, () -> proxy);
        return new Proxies(Map.copyOf(more), direct, next);
    }

    /**
     * Asks some hosts directly, in the place of those that were named before.
     *
     * @param noProxy as in the variable {@code NO_PROXY}: {@code *}, names, which stand for all below them, addresses, networks such
     *     as {@code 10.0.0.0/8} and {@code fd00::/8}, a name or an address with a port; between commas or blanks
     * @return other proxies
     */
    public Proxies withoutProxyFor(String noProxy) {
        return new Proxies(byKey, NoProxy.of(noProxy), next);
    }

    /**
     * Asks others where these say nothing.
     *
     * @param others are asked second
     * @return both
     */
    public Proxies orElse(Proxies others) {
        if (byKey.isEmpty() && direct == NOTHING && next == null) {
            return others;
        }
        return new Proxies(byKey, direct, next == null ? others : next.orElse(others));
    }

    /**
     * Says which proxy a URL is asked through.
     *
     * @param url a prepared URL
     * @return {@link Proxy#NONE} for none; empty if nothing is said of it
     * @throws InvalidProxyUrlException if a variable of the environment names no proxy
     */
    public Optional<Proxy> select(String url) {
        return choose(url).map(Choice::proxy);
    }

    /** Says which proxy a URL is asked through, and by which key. */
    Optional<Choice> choose(String url) {
        if (byKey.isEmpty() && direct == NOTHING && next == null) {
            return Optional.empty();
        }
        int colon = url.indexOf(':');
        if (!url.startsWith("://", colon)) {
            return choose(new Url(
                    url.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT), null, "", null, "", null, null));
        }
        return choose(Url.parse(url));
    }

    private Optional<Choice> choose(Url url) {
        if (direct.covers(url)) {
            return Optional.of(new Choice(NO_PROXY, Proxy.NONE));
        }
        String host = "://" + url.host().toLowerCase(Locale.ROOT);
        for (String key : new String[] {url.scheme() + host, url.scheme(), "all" + host, "all"}) {
            @Nullable Supplier<Proxy> proxy = byKey.get(key);
            if (proxy != null) {
                return Optional.of(new Choice(key, proxy.get()));
            }
        }
        return next == null ? Optional.empty() : next.choose(url);
    }

    /** Names the variable that a key of {@link #fromEnvironment} comes from: in small letters if it is there like that. */
    static String variable(Map<String, String> variables, String key) {
        String name = key.equals(NO_PROXY) ? NO_PROXY : key + "_proxy";
        if (!variables.getOrDefault(name, "").isBlank()) {
            return name;
        }
        return variables.entrySet().stream()
                .filter(each ->
                        each.getKey().equalsIgnoreCase(name) && !each.getValue().isBlank())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }

    private static boolean isProxyName(String name) {
        return name.length() > "_proxy".length()
                && name.toLowerCase(Locale.ROOT).endsWith("_proxy");
    }

    private static String scheme(String name) {
        return name.substring(0, name.length() - "_proxy".length()).toLowerCase(Locale.ROOT);
    }

    /** A proxy, and the key that it has; {@code no_proxy} for a host that is asked directly. */
    record Choice(String key, Proxy proxy) {}

    /** Returns the keys, without the proxies: their URLs may hold passwords. */
    @Override
    public String toString() {
        return "Proxies" + byKey.keySet() + (next == null ? "" : ", else " + next);
    }
}
