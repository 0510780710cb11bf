package io.pilotlight.examples.parity;

import io.pilotlight.http.ConnectTimeoutException;
import io.pilotlight.http.ConnectionException;
import io.pilotlight.http.ContentDecodingException;
import io.pilotlight.http.CookieConflictException;
import io.pilotlight.http.DeadlineExceededException;
import io.pilotlight.http.HttpStatusException;
import io.pilotlight.http.IncompleteBodyException;
import io.pilotlight.http.InvalidBodyException;
import io.pilotlight.http.InvalidHeaderException;
import io.pilotlight.http.InvalidJsonException;
import io.pilotlight.http.InvalidProxyUrlException;
import io.pilotlight.http.InvalidSchemaException;
import io.pilotlight.http.InvalidUrlException;
import io.pilotlight.http.MissingSchemaException;
import io.pilotlight.http.ProxyException;
import io.pilotlight.http.ReadTimeoutException;
import io.pilotlight.http.RequestException;
import io.pilotlight.http.RetriesExhaustedException;
import io.pilotlight.http.StreamConsumedException;
import io.pilotlight.http.TlsException;
import io.pilotlight.http.TooManyRedirectsException;
import io.pilotlight.http.UnrewindableBodyException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The names that requests has for our exceptions. One that has no counterpart there keeps its own, without the ending. */
final class RequestsNames {
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(RequestException.class, "RequestException"),
            Map.entry(InvalidUrlException.class, "InvalidURL"),
            Map.entry(MissingSchemaException.class, "MissingSchema"),
            Map.entry(InvalidSchemaException.class, "InvalidSchema"),
            Map.entry(InvalidProxyUrlException.class, "InvalidProxyURL"),
            Map.entry(InvalidHeaderException.class, "InvalidHeader"),
            Map.entry(InvalidBodyException.class, "InvalidJSONError"),
            Map.entry(UnrewindableBodyException.class, "UnrewindableBodyError"),
            Map.entry(ConnectionException.class, "ConnectionError"),
            Map.entry(ConnectTimeoutException.class, "ConnectTimeout"),
            Map.entry(ProxyException.class, "ProxyError"),
            Map.entry(TlsException.class, "SSLError"),
            Map.entry(IncompleteBodyException.class, "ChunkedEncodingError"),
            Map.entry(ReadTimeoutException.class, "ReadTimeout"),
            Map.entry(DeadlineExceededException.class, "Timeout"),
            Map.entry(TooManyRedirectsException.class, "TooManyRedirects"),
            Map.entry(RetriesExhaustedException.class, "RetryError"),
            Map.entry(ContentDecodingException.class, "ContentDecodingError"),
            Map.entry(InvalidJsonException.class, "JSONDecodeError"),
            Map.entry(StreamConsumedException.class, "StreamConsumedError"),
            Map.entry(CookieConflictException.class, "CookieConflictError"),
            Map.entry(HttpStatusException.class, "HTTPError"),
            // Python's own
            Map.entry(NoSuchElementException.class, "StopIteration"),
            Map.entry(IllegalArgumentException.class, "ValueError"));

    private RequestsNames() {}

    static String of(Class<?> type) {
        String own = type.getSimpleName();
        return NAMES.getOrDefault(type, own.replaceAll("Exception$", ""));
    }

    /** Returns the names of a failure's class and of its bases that belong to the client. */
    static Set<String> bases(Throwable failure) {
        Set<String> bases = new LinkedHashSet<>();
        if (failure instanceof RequestException ours) {
            for (Class<?> type = failure.getClass();
                    RequestException.class.isAssignableFrom(type);
                    type = type.getSuperclass()) {
                bases.add(of(type));
            }
            if (ours.timedOut()) {
                bases.add("Timeout");
            }
        }
        return bases;
    }
}
