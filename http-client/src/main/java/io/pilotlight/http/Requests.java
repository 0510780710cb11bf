package io.pilotlight.http;

import java.util.function.Consumer;

/**
 * Requests in one line, over a session that all of them share and that is never closed.
 *
 * <pre>{@code
 * Response pets = Requests.get("https://pets.example/", r -> r.param("limit", 2).timeout(Duration.ofSeconds(5)));
 * Requests.post("https://pets.example/", r -> r.json(Map.of("name", "Rex"))).raiseForStatus();
 * }</pre>
 *
 * <p>The session is made on the first call, with the default settings. Its threads are daemons: they do not keep the JVM
 * alive. Safe for use by many threads.
 */
public final class Requests {
    private Requests() {}

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response get(String url) {
        return Default.SESSION.get(url);
    }

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response get(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.get(url, options);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response post(String url) {
        return Default.SESSION.post(url);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response post(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.post(url, options);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response put(String url) {
        return Default.SESSION.put(url);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response put(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.put(url, options);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response patch(String url) {
        return Default.SESSION.patch(url);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response patch(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.patch(url, options);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response delete(String url) {
        return Default.SESSION.delete(url);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response delete(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.delete(url, options);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response head(String url) {
        return Default.SESSION.head(url);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response head(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.head(url, options);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response options(String url) {
        return Default.SESSION.options(url);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response options(String url, Consumer<Request.Builder> options) {
        return Default.SESSION.options(url, options);
    }

    /**
     * Sends a request of any method.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @param options sets what differs from the defaults
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response request(String method, String url, Consumer<Request.Builder> options) {
        return Default.SESSION.request(method, url, options);
    }

    /** Made when it is first used. */
    private static final class Default {
        static final Session SESSION = Session.create();
    }
}
