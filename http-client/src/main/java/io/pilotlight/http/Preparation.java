package io.pilotlight.http;

import io.pilotlight.core.http.Body;
import io.pilotlight.core.http.HttpHeaders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first rooms of a request's way: settings merged, URL and body prepared, cookies added, signed. */
final class Preparation {
    private final Settings settings;

    Preparation(Settings settings) {
        this.settings = settings;
    }

    Exchange.Signed prepare(Request request, Plan plan) {
        String method = request.method().toUpperCase(Locale.ROOT);
        String url = Url.prepare(based(request.url()), query(request));
        HttpHeaders.Builder headers = headers(request);
        HttpHeaders byHand = headers.build();
        Request.Content content =
                request.content(settings.json(), byHand.first("Content-Type").orElse(null));
        boolean cookiesByHand = byHand.contains("Cookie");
        RequestCookies cookies =
                new RequestCookies(settings.cookies(), request.choices().cookies(), url);
        if (!cookiesByHand) {
            cookies.header(url, byHand).ifPresent(value -> HeaderRules.set(headers, "Cookie", value));
        }
        frame(method, headers, content.body());
        if (content.type() != null) {
            headers.set("Content-Type", content.type());
        }
        PreparedRequest prepared = new PreparedRequest(method, url, headers.build(), content.body());
        Auth auth = auth(plan, prepared);
        return new Exchange.Signed(sign(auth, prepared), auth, cookies, cookiesByHand);
    }

    private String based(String url) {
        @Nullable String base = settings.baseUrl();
        return base == null ? url : Url.onBase(base, url);
    }

    private String query(Request request) {
        String params =
                settings.params().overriddenBy(request.choices().params()).encoded();
        String raw = request.rawQuery();
        if (raw.isEmpty()) {
            return params;
        }
        return params.isEmpty() ? raw : raw + "&" + params;
    }

    private HttpHeaders.Builder headers(Request request) {
        HttpHeaders.Builder headers = settings.headers().toBuilder();
        if (!request.choices().isNone()) {
            request.choices().withoutHeaders().forEach(headers::remove);
            HeaderRules.overlay(headers, request.choices().headers());
        }
        return headers;
    }

    /** The request's, the session's, the netrc's unless a field was set by hand, or the URL's. */
    private Auth auth(Plan plan, PreparedRequest prepared) {
        if (plan.auth() != null) {
            return plan.auth();
        }
        @Nullable Netrc netrc = settings.netrc();
        if (netrc != null && !prepared.headers().contains("Authorization")) {
            return netrc.auth(prepared.url()).orElseGet(() -> fromUserInfo(prepared.url()));
        }
        return fromUserInfo(prepared.url());
    }

    private static PreparedRequest sign(Auth auth, PreparedRequest prepared) {
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
        if (url.indexOf('@') < 0 || !url.startsWith("http")) {
            return Auth.none();
        }
        @Nullable String userInfo = Url.parse(url).userInfo();
        if (userInfo == null || userInfo.isEmpty() || userInfo.equals(":")) {
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
        } else if (!body.repeatable() || length < 0) {
            headers.remove("Content-Length").set("Transfer-Encoding", "chunked");
        } else {
            headers.remove("Transfer-Encoding");
            if (!method.equals("GET") && !method.equals("HEAD")) {
                headers.setIfAbsent("Content-Length", "0");
            }
        }
    }
}
