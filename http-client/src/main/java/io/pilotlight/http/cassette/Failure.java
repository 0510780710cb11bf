package io.pilotlight.http.cassette;

import io.pilotlight.http.ConnectTimeoutException;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.ContentDecodingException;
import io.pilotlight.http.DeadlineExceededException;
import io.pilotlight.http.HeadersTooLargeException;
import io.pilotlight.http.IncompleteBodyException;
import io.pilotlight.http.InvalidBodyException;
import io.pilotlight.http.InvalidHeaderException;
import io.pilotlight.http.InvalidResponseException;
import io.pilotlight.http.InvalidUrlException;
import io.pilotlight.http.PoolTimeoutException;
import io.pilotlight.http.ProxyException;
import io.pilotlight.http.ReadTimeoutException;
import io.pilotlight.http.RedirectRefusedException;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.ResponseTooLargeException;
import io.pilotlight.http.TlsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What went wrong: by name, so that it can be thrown again. */
record Failure(String type, String message) {
    private static final Map<String, Function<String, RequestException>> KNOWN = Map.ofEntries(
            Map.entry("ConnectTimeoutException", text -> new ConnectTimeoutException(text, null)),
            Map.entry("ConnectionException", text -> new ConnectionException(text, null)),
            Map.entry("ContentDecodingException", text -> new ContentDecodingException(text, null)),
            Map.entry("DeadlineExceededException", text -> new DeadlineExceededException(text, null)),
            Map.entry("HeadersTooLargeException", text -> new HeadersTooLargeException(text, null)),
            Map.entry("IncompleteBodyException", text -> new IncompleteBodyException(text, null)),
            Map.entry("InvalidBodyException", text -> new InvalidBodyException(text, null)),
            Map.entry("InvalidHeaderException", text -> new InvalidHeaderException(text, null)),
            Map.entry("InvalidResponseException", text -> new InvalidResponseException(text, null)),
            Map.entry("InvalidUrlException", text -> new InvalidUrlException(text, null)),
            Map.entry("PoolTimeoutException", text -> new PoolTimeoutException(text, null)),
            Map.entry("ProxyException", text -> new ProxyException(text, null)),
            Map.entry("ReadTimeoutException", text -> new ReadTimeoutException(text, null)),
            Map.entry("RedirectRefusedException", text -> new RedirectRefusedException(text, null)),
            Map.entry("ResponseTooLargeException", text -> new ResponseTooLargeException(text, null)),
            Map.entry("TlsException", text -> new TlsException(text, null)));

    static Failure of(RequestException e) {
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }

    /** Makes the exception; of a type that is not known here, a plain one. */
    RequestException exception() {
        return KNOWN.getOrDefault(type, text -> new RequestException(text, null))
                .apply(message);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("message", message);
        return json;
    }

    static Failure of(Map<?, ?> json) {
        return new Failure(String.valueOf(json.get("type")), String.valueOf(json.get("message")));
    }
}
