package io.pilotlight.http;

import java.net.URI;

/** Through what a request goes. */
public final class Proxy {
    /** Goes to the server itself. */
    public static final Proxy NONE = new Proxy("");

    private final String url;

    private Proxy(String url) {
        this.url = url;
    }

    /**
     * Takes a proxy's URL.
     *
     * @param url the URL
     * @return the proxy
     * @throws InvalidProxyUrlException if it has no host
     */
    public static Proxy of(String url) {
        URI whole = URI.create(url.contains("://") ? url : "http://" + url);
        if (whole.getHost() == null) {
            throw new InvalidProxyUrlException("No host", null);
        }
        return new Proxy(whole.toString());
    }

    /**
     * Returns the host.
     *
     * @return the host
     */
    public String host() {
        return url.isEmpty() ? "" : URI.create(url).getHost();
    }
}
