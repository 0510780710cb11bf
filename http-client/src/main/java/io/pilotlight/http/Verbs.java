package io.pilotlight.http;

import java.util.function.Consumer;

/** Whoever sends requests: one method for each verb, all of which go through {@link #send}. */
public interface Verbs {

    /**
     * Sends a request.
     *
     * @param request what to send
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    Response send(Request request);

    /**
     * Sends a request of any method.
     *
     * @param method a token; sent in upper case
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response request(String method, String url, Consumer<Request.Builder> options) {
        return send(Request.of(method, url, options));
    }

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response get(String url) {
        return send(Request.of("GET", url));
    }

    /**
     * Asks for what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response get(String url, Consumer<Request.Builder> options) {
        return request("GET", url, options);
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response post(String url) {
        return send(Request.of("POST", url));
    }

    /**
     * Hands something in.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response post(String url, Consumer<Request.Builder> options) {
        return request("POST", url, options);
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response put(String url) {
        return send(Request.of("PUT", url));
    }

    /**
     * Puts something in the place that the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response put(String url, Consumer<Request.Builder> options) {
        return request("PUT", url, options);
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response patch(String url) {
        return send(Request.of("PATCH", url));
    }

    /**
     * Changes a part of what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response patch(String url, Consumer<Request.Builder> options) {
        return request("PATCH", url, options);
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response delete(String url) {
        return send(Request.of("DELETE", url));
    }

    /**
     * Removes what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response delete(String url, Consumer<Request.Builder> options) {
        return request("DELETE", url, options);
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response head(String url) {
        return send(Request.of("HEAD", url));
    }

    /**
     * Asks for the headers only; redirects are not followed unless told so.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response head(String url, Consumer<Request.Builder> options) {
        return request("HEAD", url, options);
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response options(String url) {
        return send(Request.of("OPTIONS", url));
    }

    /**
     * Asks what may be done with what the URL names.
     *
     * @param url what to ask
     * @param options sets what differs from the session
     * @return the answer, its content in memory
     * @throws RequestException if there is no answer
     */
    default Response options(String url, Consumer<Request.Builder> options) {
        return request("OPTIONS", url, options);
    }
}
