package io.pilotlight.http;

/**
 * Sees each answer, also that of each redirect, and may hand on another in its place.
 *
 * <p>As the hook {@code response} of requests. It is not called for a challenge that was answered, nor for an attempt that is
 * repeated.
 */
@FunctionalInterface
public interface ResponseHook {

    /**
     * Looks at an answer, on the thread that sent the request; many at once.
     *
     * @param response the answer; its content is there, unless it is streamed
     * @param options how its request was carried
     * @return the answer to go on with, often the same; another one's redirect is followed in its place
     */
    Response apply(Response response, SendOptions options);
}
