package io.pilotlight.http;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.time.Time;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session was told: holds for each of its requests, unless a request says otherwise. */
record Settings(
        HttpHeaders headers,
        Pairs params,
        @Nullable String baseUrl,
        @Nullable Netrc netrc,
        CookieJar cookies,
        List<RequestHook> requestHooks,
        Choices chosen,
        Map<String, String> environment,
        Plan plan,
        RetryBudget retryBudget,
        Json json,
        Time time,
        Mounts mounts) {}
