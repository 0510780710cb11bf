package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first rooms of a request's way: settings merged, URL and body prepared, signed. */
final class Preparation {
    private final Settings settings;

    Preparation(Settings settings) {
        this.settings = settings;
    }

    PreparedRequest prepare(Request request) {
        String method = request.method().toUpperCase(Locale.ROOT);
        String url = Url.prepare(request.url(), query(request));
        Request.Content content = request.content(settings.json());
        HttpHeaders.Builder headers = headers(request);
        frame(method, headers, content.body());
        if (content.type() != null) {
            headers.setIfAbsent("Content-Type", content.type());
        }
        return sign(request, new PreparedRequest(method, url, headers.build(), content.body()));
    }

    private String query(Request request) {
        String params = settings.params().overriddenBy(request.params()).encoded();
        String raw = request.rawQuery().orElse("");
        return raw.isEmpty() || params.isEmpty() ? raw + params : raw + "&" + params;
    }

    private HttpHeaders.Builder headers(Request request) {
        HttpHeaders.Builder headers = settings.headers().toBuilder();
        request.withoutHeaders().forEach(headers::remove);
        HeaderRules.overlay(headers, request.headers());
        return headers;
    }

    private PreparedRequest sign(Request request, PreparedRequest prepared) {
        @Nullable Auth auth = request.auth().orElse(settings.auth());
        if (auth == null) {
            auth = fromUserInfo(prepared.url());
        }
        PreparedRequest signed = auth.sign(prepared);
        if (signed.body() == prepared.body()) {
            return signed;
        }
        HttpHeaders.Builder headers =
                signed.headers().toBuilder().remove("Content-Length").remove("Transfer-Encoding");
        frame(signed.method(), headers, signed.body());
        return new PreparedRequest(signed.method(), signed.url(), headers.build(), signed.body());
    }

    private static Auth fromUserInfo(String url) {
        if (!url.startsWith("http")) {
            return Auth.none();
        }
        @Nullable String userInfo = Url.parse(url).userInfo();
        if (userInfo == null || userInfo.isEmpty()) {
            return Auth.none();
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return Auth.basic(PercentEncoding.decode(user), PercentEncoding.decode(password));
    }

    /** Says how long the body is, or that it comes in chunks; GET and HEAD without one say nothing. */
    private static void frame(String method, HttpHeaders.Builder headers, Body body) {
        long length = body.length().orElse(-1);
        if (length > 0) {
            headers.remove("Transfer-Encoding").set("Content-Length", Long.toString(length));
        } else if (!body.repeatable()) {
            headers.remove("Content-Length").set("Transfer-Encoding", "chunked");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            headers.setIfAbsent("Content-Length", "0");
        }
    }
}
