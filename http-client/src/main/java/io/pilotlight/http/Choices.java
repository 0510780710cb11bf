package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was chosen for a session or a request; null or empty for what was not. Immutable. */
record Choices(
        HttpHeaders headers,
        Set<String> withoutHeaders,
        Pairs params,
        List<Cookie> cookies,
        List<ResponseHook> responseHooks,
        @Nullable Auth auth,
        @Nullable Timeouts timeouts,
        @Nullable Tls tls,
        @Nullable Proxies proxies,
        @Nullable Retries retries,
        @Nullable RedirectPolicy redirects,
        @Nullable Boolean followRedirects,
        @Nullable Limits limits) {

    /** Nothing was chosen. */
    static final Choices NONE = new Choices(
            HttpHeaders.empty(),
            Set.of(),
            new Pairs.Builder().build(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    /** Says whether this is the one that holds nothing; an empty one that a builder made is taken for another. */
    @SuppressWarnings("ReferenceEquality") // a look at the hot path, not a comparison
    boolean isNone() {
        return this == NONE;
    }

    /** What is first, or else what is second. */
    static <T> T either(@Nullable T first, T second) {
        return first == null ? second : first;
    }
}
