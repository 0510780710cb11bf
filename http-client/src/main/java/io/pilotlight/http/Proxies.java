package io.pilotlight.http;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which proxy a URL is asked through. Immutable. */
public final class Proxies {
    private static final Proxies SILENT = new Proxies(null);

    private final @Nullable Proxy all;

    private Proxies(@Nullable Proxy all) {
        this.all = all;
    }

    /**
     * Asks every URL without a proxy.
     *
     * @return proxies that say {@link Proxy#NONE} of every URL
     */
    public static Proxies none() {
        return all(Proxy.NONE);
    }

    /**
     * Asks every URL through one proxy.
     *
     * @param proxy the proxy
     * @return proxies that say the same of every URL
     */
    public static Proxies all(Proxy proxy) {
        return new Proxies(proxy);
    }

    /**
     * Reads the environment's variables.
     *
     * @param variables names and values
     * @return what they say
     */
    public static Proxies fromEnvironment(Map<String, String> variables) {
        return SILENT;
    }

    /**
     * Asks others where these say nothing.
     *
     * @param others are asked second
     * @return both
     */
    public Proxies orElse(Proxies others) {
        return all == null ? others : this;
    }

    /**
     * Says which proxy a URL is asked through.
     *
     * @param url a prepared URL
     * @return {@link Proxy#NONE} for none; empty if nothing is said of it
     */
    public Optional<Proxy> select(String url) {
        return Optional.ofNullable(all);
    }
}
