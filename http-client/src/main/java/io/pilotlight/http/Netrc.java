package io.pilotlight.http;

import java.util.Optional;

/** Names and passwords by host, from a file. */
public final class Netrc {
    private Netrc() {}

    /**
     * Finds who signs a URL.
     *
     * @param url a prepared URL
     * @return basic auth, if the file has an entry for its host
     */
    public Optional<Auth> auth(String url) {
        return Optional.empty();
    }
}
