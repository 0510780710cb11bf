package io.pilotlight.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL in its parts, as text: the rules by which a URL is prepared, resolved and compared. No part is decoded.
 *
 * @param userInfo what stands before the at sign, null if nothing does
 * @param host in brackets if it is an IPv6 address; empty if there is none
 * @param port null if none was written
 * @param query what stands behind the question mark, null if there is none
 * @param fragment what stands behind the hash, null if there is none
 */
record Url(
        String scheme,
        @Nullable String userInfo,
        String host,
        @Nullable Integer port,
        String path,
        @Nullable String query,
        @Nullable String fragment) {
    private static final Pattern PARTS = Pattern.compile(
            "(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^\\\\/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);
    private static final Pattern HOST_PORT = Pattern.compile(
            "(\\[[0-9a-fA-F:.]+(?:%(?:[a-zA-Z0-9._~-]|%[0-9a-fA-F]{2})+)?]|(?:[^\\[\\]%:/?#\\s\\p{Cntrl}]|%[0-9a-fA-F]{2})*)(?::(0*[0-9]{0,5}))?");

    private static final char NEXT_LINE = 0x85;

    /** Prepares a URL that a user wrote, with a query to append to its own; see the README for the rules. */
    static String prepare(String raw, String moreQuery) {
        if (moreQuery.isEmpty() && PlainUrl.is(raw)) {
            return raw;
        }
        @Nullable Url plain = moreQuery.isEmpty() ? null : PlainUrl.parse(raw);
        return plain == null
                ? prepareAny(raw, moreQuery)
                : plain.withQuery(moreQuery).requoted();
    }

    /** Prepares a URL of which nothing is known. */
    static String prepareAny(String raw, String moreQuery) {
        String url = withoutLeadingBlanks(raw);
        if (url.indexOf(':') >= 0 && !url.toLowerCase(Locale.ROOT).startsWith("http")) {
            return url;
        }
        requireWholeCharacters(url);
        return parseAny(url).normalized().withQuery(moreQuery).requoted();
    }

    private static void requireWholeCharacters(String text) {
        if (PercentEncoding.hasHalfCharacter(text)) {
            throw new InvalidUrlException(
                    "A URL or what its query was given holds half of a surrogate pair, which is no character; leave it out",
                    null);
        }
    }

    private static String withoutLeadingBlanks(String raw) {
        int start = 0;
        while (start < raw.length() && isBlank(raw.charAt(start))) {
            start++;
        }
        return raw.substring(start);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
    }

    /** Puts what has no scheme below a base; what leads above that by its dots is refused. */
    static String onBase(String base, String url) {
        if (url.contains("://")) {
            return url;
        }
        String below = base.endsWith("/") ? base : base + "/";
        String joined = below + (url.startsWith("/") ? url.substring(1) : url);
        if (!prepare(joined, "").startsWith(prepare(below, ""))) {
            throw new InvalidUrlException(
                    "'" + shown(url) + "' leads out of the base URL " + shown(base) + "; leave its dots out", null);
        }
        return joined;
    }

    /** Takes a URL apart. */
    static Url parse(String url) {
        @Nullable Url plain = PlainUrl.parse(url);
        return plain == null ? parseAny(url) : plain;
    }

    /** Takes a URL apart of which nothing is known. */
    static Url parseAny(String url) {
        Matcher parts = PARTS.matcher(url);
        if (!parts.matches()) {
            throw new InvalidUrlException("Not a URL: '" + shown(url) + "'; write scheme://host/path", null);
        }
        String scheme = parts.group(1);
        if (scheme == null || scheme.indexOf('.') >= 0) {
            throw new MissingSchemaException(
                    "No scheme in '" + shown(url) + "'; did you mean https://"
                            + shown(url).replaceFirst("^/+", "") + "?",
                    null);
        }
        @Nullable String authority = parts.group(2);
        if (authority == null) {
            authority = "";
        }
        int at = authority.lastIndexOf('@');
        Matcher hostPort = HOST_PORT.matcher(authority.substring(at + 1));
        if (!hostPort.matches() || !isHost(hostPort.group(1))) {
            throw new InvalidUrlException(
                    "No host and port in '" + shown(url) + "'; write scheme://host:port/path", null);
        }
        return new Url(
                scheme.toLowerCase(Locale.ROOT),
                at < 0 ? null : authority.substring(0, at),
                hostPort.group(1),
                port(hostPort.group(2), url),
                parts.group(3),
                parts.group(4),
                parts.group(5));
    }

    private static boolean isHost(String host) {
        return !host.startsWith("[") || IpAddress.parse(host) != null;
    }

    private static @Nullable Integer port(@Nullable String digits, String url) {
        if (digits == null || digits.isEmpty()) {
            return null;
        }
        int port = Integer.parseInt(digits);
        if (port == 0 || port > 65_535) {
            throw new InvalidUrlException(
                    "No such port: " + port + " in '" + shown(url) + "'; write 1 to 65535, or none", null);
        }
        return port;
    }

    private Url normalized() {
        if (host.isEmpty()) {
            throw new InvalidUrlException("No host in '" + shown(toString()) + "'; write scheme://host/path", null);
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return new Url(scheme, userInfo, asciiHost(false), port, rooted(path), query, fragment);
        }
        String unescaped = PercentEncoding.requote(PercentEncoding.encodeInvalid(rooted(path), PercentEncoding.PATH));
        return new Url(
                scheme,
                encoded(userInfo, PercentEncoding.USER_INFO),
                asciiHost(true),
                port,
                withoutDots(unescaped),
                encoded(query, PercentEncoding.QUERY),
                encoded(fragment, PercentEncoding.QUERY));
    }

    private static @Nullable String encoded(@Nullable String part, String keep) {
        return part == null ? null : PercentEncoding.encodeInvalid(part, keep);
    }

    /** A path that does not begin with a slash would run into the host: {@code http://host\@other/}. */
    private static String rooted(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private String asciiHost(boolean lowerCase) {
        if (host.startsWith("*") || host.startsWith(".")) {
            throw new InvalidUrlException("Not a host name: '" + host + "'; it starts with a letter or a digit", null);
        }
        if (host.chars().allMatch(c -> c < 128)) {
            return withZone(lowerCase ? host.toLowerCase(Locale.ROOT) : host);
        }
        if (!lowerCase) {
            throw new InvalidUrlException(
                    "Not a host in ASCII: '" + host + "', which only http and https may have; write it in Punycode",
                    null);
        }
        try {
            return Idna.toAscii(host);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidUrlException("Not a host name: '" + host + "': " + e.getMessage(), e);
        }
    }

    /** Writes the zone of an IPv6 address as RFC 6874 does, so that none of its letters can join the address. */
    private String withZone(String lower) {
        int zone = lower.startsWith("[") ? lower.indexOf('%') : -1;
        if (zone < 0) {
            return lower;
        }
        String name = host.substring(zone + 1, host.length() - 1);
        String bare = name.startsWith("25") && name.length() > 2 ? name.substring(2) : name;
        return lower.substring(0, zone) + "%25" + PercentEncoding.encodeInvalid(bare, "") + "]";
    }

    /** Resolves single and double dots; slashes in a row stay. */
    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        if (path.startsWith("/") && (kept.isEmpty() || !kept.getFirst().isEmpty())) {
            kept.addFirst("");
        }
        if (path.endsWith("/.") || path.endsWith("/..")) {
            kept.addLast("");
        }
        String resolved = String.join("/", kept);
        return resolved.isEmpty() ? "/" : resolved;
    }

    private Url withQuery(String more) {
        if (more.isEmpty()) {
            return this;
        }
        requireWholeCharacters(more);
        if (more.startsWith("#") && (query == null || query.isEmpty())) {
            String both =
                    fragment == null || fragment.isEmpty() ? more.substring(1) : more.substring(1) + "#" + fragment;
            return new Url(scheme, userInfo, host, port, path, null, both);
        }
        String both = query == null || query.isEmpty() ? more : query + "&" + more;
        return new Url(scheme, userInfo, host, port, path, both, fragment);
    }

    private String requoted() {
        boolean emptyQuery = query != null && query.isEmpty();
        boolean emptyFragment = fragment != null && fragment.isEmpty();
        Url tidy =
                new Url(scheme, userInfo, host, port, path, emptyQuery ? null : query, emptyFragment ? null : fragment);
        return PercentEncoding.requote(tidy.toString());
    }

    /**
     * Resolves a reference against this URL (RFC 3986, section 5.2); dots are resolved when the result is prepared. One that has
     * this URL's scheme but no host, such as {@code http:/path}, stays on this host, as browsers and requests read it.
     */
    String resolve(String reference) {
        Matcher parts = PARTS.matcher(reference);
        boolean ownScheme =
                parts.matches() && (parts.group(1) == null || parts.group(1).equalsIgnoreCase(scheme));
        @Nullable String authority = ownScheme ? parts.group(2) : "";
        if (!ownScheme
                || (authority != null && !authority.isEmpty())
                || parts.group(3).startsWith("//")) {
            return ownScheme && parts.group(1) == null ? scheme + ":" + reference : reference;
        }
        String refPath = parts.group(3);
        @Nullable String refQuery = parts.group(4);
        String newPath = refPath;
        if (refPath.isEmpty()) {
            newPath = path;
            refQuery = refQuery == null ? query : refQuery;
        } else if (parts.group(1) != null && !refPath.startsWith("/")) {
            newPath = "/" + refPath;
        } else if (!refPath.startsWith("/")) {
            newPath = path.substring(0, path.lastIndexOf('/') + 1) + refPath;
        }
        return new Url(scheme, userInfo, host, port, newPath, refQuery, parts.group(5)).toString();
    }

    /** Returns the port that is connected to. */
    int effectivePort() {
        if (port != null) {
            return port;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    /** Returns host and port as they stand in the URL, for the Host field. */
    String hostAndPort() {
        return port == null ? host : host + ":" + port;
    }

    /** Returns path and query, for the request line. */
    String target() {
        String start = path.isEmpty() ? "/" : path;
        return query == null ? start : start + "?" + query;
    }

    @Override
    public String toString() {
        return scheme + "://" + (userInfo == null || userInfo.isEmpty() ? "" : userInfo + "@") + hostAndPort() + path
                + (query == null ? "" : "?" + query) + (fragment == null ? "" : "#" + fragment);
    }

    /** Returns a URL for a message: without query, fragment and user information, which may hold secrets. */
    static String shown(String url) {
        String start = url.split("[?#]", 2)[0];
        int slashes = start.indexOf("//");
        int authority = slashes < 0 ? 0 : slashes + 2;
        int end = start.indexOf('/', authority);
        int at = start.lastIndexOf('@', end < 0 ? start.length() : end);
        if (at >= 0) {
            start = start.substring(0, authority) + "***" + start.substring(at);
        }
        return start.replaceAll("\\p{Cntrl}", " ");
    }
}
