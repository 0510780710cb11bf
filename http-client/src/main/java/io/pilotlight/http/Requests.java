package io.pilotlight.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        return session().get(url);
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
        return session().get(url, options);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response post(String url) {
        return session().post(url);
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
        return session().post(url, options);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response put(String url) {
        return session().put(url);
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
        return session().put(url, options);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response patch(String url) {
        return session().patch(url);
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
        return session().patch(url, options);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response delete(String url) {
        return session().delete(url);
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
        return session().delete(url, options);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response head(String url) {
        return session().head(url);
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
        return session().head(url, options);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    public static Response options(String url) {
        return session().options(url);
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
        return session().options(url, options);
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
        return session().request(method, url, options);
    }

    /** Makes the session when it is first used; what fails then, such as a bundle of certificates, may be mended later. */
    private static Session session() {
        @Nullable Session made = Default.session;
        if (made != null) {
            return made;
        }
        synchronized (Default.LOCK) {
            if (Default.session == null) {
                Default.session = Session.create();
            }
            return Default.session;
        }
    }

    /** The session of all. */
    private static final class Default {
        static final Object LOCK = new Object();
        static volatile @Nullable Session session;

        private Default() {}
    }
}
