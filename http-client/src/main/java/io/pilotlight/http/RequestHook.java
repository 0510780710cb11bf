package io.pilotlight.http;

/** Sees each request of a session once it is prepared and signed, and may send another in its place. */
@FunctionalInterface
public interface RequestHook {

    /**
     * Looks at a request, on the thread that sends it; many at once.
     *
     * @param request what would be sent; redirects and retries are not shown again
     * @return what to send, often the same
     */
    PreparedRequest apply(PreparedRequest request);
}
