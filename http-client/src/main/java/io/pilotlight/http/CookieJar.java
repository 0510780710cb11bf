package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The cookies of a session. Safe for use by many threads. */
public final class CookieJar {
    private final List<Cookie> cookies = new CopyOnWriteArrayList<>();

    /** Makes an empty jar. */
    public CookieJar() {}

    /**
     * Puts a cookie in.
     *
     * @param cookie takes the place of one of its name, domain and path
     */
    public void add(Cookie cookie) {
        cookies.add(cookie);
    }

    /**
     * Keeps what an answer sets.
     *
     * @param url the URL that was asked
     * @param answer the header fields of the answer
     */
    public void store(String url, HttpHeaders answer) {}

    /**
     * Finds the cookies to send.
     *
     * @param url a prepared URL
     * @return those that go there, in the order to send them in
     */
    public List<Cookie> matching(String url) {
        return List.copyOf(cookies);
    }

    /**
     * Returns what is there.
     *
     * @return every cookie
     */
    public List<Cookie> all() {
        return List.copyOf(cookies);
    }

    /** Makes an empty jar by the same rules and clock. */
    CookieJar fresh() {
        return new CookieJar();
    }
}
