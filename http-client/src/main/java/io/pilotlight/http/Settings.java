package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import org.jspecify.annotations.Nullable;

/** What a session was told: holds for each of its requests, unless a request says otherwise. */
record Settings(
        HttpHeaders headers,
        Pairs params,
        @Nullable Auth auth,
        Timeouts timeouts,
        int maxRedirects,
        long maxBody,
        Json json,
        Time time,
        Mounts mounts) {}
