package io.pilotlight.examples.property;

import io.pilotlight.core.http.HttpHeaders;
import io.pilotlight.http.CookieJar;
import io.pilotlight.http.Link;
import io.pilotlight.http.Proxies;
import io.pilotlight.http.Proxy;
import io.pilotlight.http.Request;
import io.pilotlight.http.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Through which proxy a URL is asked, which links an answer has, and which cookies go where.
 *
 * <p>These are generated from what both clients understand in the same way: the tables of http-client's tests have the rest, row by
 * row.
 */
final class RoutingKinds {
    private static final List<String> HOSTS = List.of(
            "example.com",
            "a.example.com",
            "b.a.example.com",
            "myexample.com",
            "EXAMPLE.com",
            "com",
            "localhost",
            "10.1.2.3",
            "10.1.3.3",
            "127.0.0.1",
            "example.com.evil.org",
            "x-example.com");
    private static final List<String> ENTRIES = List.of(
            "example.com",
            "a.example.com",
            ".example.com",
            "..example.com",
            "com",
            "org",
            "localhost",
            "ample.com",
            "10.1.2.3",
            "10.0.0.0/8",
            "10.1.2.0/24",
            "10.1.0.0/23",
            "127.0.0.1",
            "10.1.2.3/32",
            "10.1.2.3/33",
            "10.1.2.3/",
            "example.com/8",
            "xample.com",
            "EXAMPLE.COM",
            "example.com:8080",
            "a.example.com:8080",
            ".example.com:8080",
            "example.com:9",
            "-",
            "host:port",
            "10.1.2",
            "evil.org");
    private static final List<String> KEYS = List.of(
            "http",
            "https",
            "all",
            "http://example.com",
            "https://example.com",
            "all://a.example.com",
            "http://10.1.2.3",
            "all://localhost",
            "ftp",
            "https://b.a.example.com",
            "http://com");
    private static final List<String> LINK_PARTS =
            List.of("<http://h/?page=2>", "<http://h/a,b>", "</x>", "<?q=1>", "<http://h/\u00e9>");
    private static final List<String> LINK_PARAMS = List.of(
            "; rel=next",
            ";rel=\"next\"",
            "; rel='last'",
            ";  rel = prev",
            "; type=\"image/jpeg\"",
            "; title=a",
            "; rel=\"a b\"");

    private static final List<String> COOKIES =
            List.of("a=1", "a=\"q\"", "a=", "a=b=c", "a=x y", "token=abc.def/ghi+jkl==", "a='1'");
    private static final List<String> COOKIE_HOSTS = List.of(
            "example.com",
            "www.example.com",
            "a.www.example.com",
            "myexample.com",
            "other.org",
            "localhost",
            "127.0.0.1");
    private static final List<String> ATTRIBUTES = List.of(
            "Path=/",
            "Path=/a",
            "Path=/a/",
            "path=/a/b",
            "Path=a",
            "Path=",
            "Domain=example.com",
            "Domain=.example.com",
            "domain=www.example.com",
            "Domain=other.org",
            "Domain=com",
            "Domain=",
            "Secure",
            "HttpOnly",
            "secure",
            "SameSite=Lax",
            "Max-Age=0",
            "Max-Age=3600",
            "Max-Age=-1",
            "Expires=Wed, 21 Oct 2015 07:28:00 GMT",
            "Expires=Wed, 21 Oct 2065 07:28:00 GMT",
            "Domain=127.0.0.1",
            "Domain=EXAMPLE.com",
            "Domain=localhost");
    private static final List<String> PATHS =
            List.of("/", "/a", "/a/", "/a/b", "/ab", "/a/b/c", "/b", "/?q", "/a?q=/x");

    private final Session session;

    RoutingKinds(Session session) {
        this.session = session;
    }

    List<Kind> all() {
        return List.of(
                new Kind("proxy", 20, Kind.CLOSED, RoutingKinds::proxies, this::proxy, List.of()),
                new Kind("links", 10, Kind.CLOSED, draw -> List.of(linkField(draw)), this::links, List.of()),
                new Kind("cookie", 20, Kind.CLOSED, RoutingKinds::cookies, this::cookie, CookieDeviations.all()));
    }

    private static List<String> proxies(Draw draw) {
        String url = draw.of(List.of("http://", "https://")) + draw.of(HOSTS) + (draw.oneIn(3) ? ":8080" : "") + "/x";
        List<String> parts = new ArrayList<>(List.of(url, noProxy(draw)));
        for (int i = draw.below(3) * 2; i > 0; i--) {
            parts.add(draw.of(KEYS));
        }
        return parts;
    }

    private static String noProxy(Draw draw) {
        StringBuilder text = new StringBuilder(draw.oneIn(20) ? "*" : "");
        for (int i = text.isEmpty() ? draw.below(3) : 0; i > 0; i--) {
            text.append(draw.of(List.of("", " ")))
                    .append(draw.of(ENTRIES))
                    .append(draw.of(List.of(",", ", ", " ,", ",,")));
        }
        return text.toString();
    }

    private String proxy(List<String> parts) {
        String url =
                session.prepare(Request.builder("GET", parts.get(0)).build()).url();
        Proxies proxies = Proxies.silent().withoutProxyFor(parts.get(1));
        for (int i = 2; i < parts.size(); i++) {
            proxies = proxies.with(parts.get(i), Proxy.of("http://" + (i - 2) + ".proxy/"));
        }
        return proxies.select(url)
                .filter(proxy -> !proxy.equals(Proxy.NONE))
                .map(proxy -> "http://" + proxy.host() + "/")
                .orElse("direct");
    }

    private static List<String> cookies(Draw draw) {
        StringBuilder field = new StringBuilder(draw.of(COOKIES));
        for (int i = draw.below(4); i > 0; i--) {
            field.append(draw.of(List.of("; ", ";"))).append(draw.of(ATTRIBUTES));
        }
        return List.of(cookieUrl(draw), field.toString(), cookieUrl(draw));
    }

    private static String cookieUrl(Draw draw) {
        return draw.of(List.of("http://", "https://"))
                + draw.of(COOKIE_HOSTS)
                + (draw.oneIn(6) ? ":8080" : "")
                + draw.of(PATHS);
    }

    private String cookie(List<String> parts) {
        CookieJar jar = new CookieJar();
        jar.store(parts.get(0), HttpHeaders.of("Set-Cookie", parts.get(1)));
        String sent = jar.header(parts.get(2)).orElse("");
        return Stream.of(sent.split("; ", -1)).sorted().collect(Collectors.joining("; "));
    }

    private static String linkField(Draw draw) {
        StringBuilder field = new StringBuilder();
        for (int i = draw.below(4); i > 0; i--) {
            field.append(field.isEmpty() ? "" : draw.of(List.of(",", ", ", ",  ")))
                    .append(draw.of(LINK_PARTS))
                    .append(draw.several(1, LINK_PARAMS))
                    .append(draw.oneIn(3) ? "; x=" + draw.below(100) : "");
        }
        return field.toString();
    }

    private String links(List<String> parts) {
        return Link.parse(parts.get(0)).stream().map(RoutingKinds::shown).collect(Collectors.joining("\n"));
    }

    private static String shown(Link link) {
        return Stream.concat(
                        Stream.of("url=" + link.url()),
                        link.params().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()))
                .sorted()
                .collect(Collectors.joining("\t"));
    }
}
