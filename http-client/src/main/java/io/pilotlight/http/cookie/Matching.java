package io.pilotlight.http.cookie;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which cookies belong to which hosts and paths (RFC 6265, sections 5.1.2 to 5.1.4). */
public final class Matching {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private Matching() {}

    /**
     * Writes a host in the one form that is compared.
     *
     * @param host a host in ASCII, without a port
     * @return in lower case, without brackets, and without the dot that ends a full name
     */
    public static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /**
     * Says whether a host is an address, which has no domain above it.
     *
     * @param host in canonical form
     * @return true for IPv4 and IPv6
     */
    public static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /**
     * Says whether a host is a domain or lies below it (section 5.1.3).
     *
     * @param host in canonical form
     * @param domain in canonical form
     * @return true if they are the same, or the host ends in a dot and the domain and is a name
     */
    public static boolean domainMatches(String host, String domain) {
        return host.equals(domain) || (host.endsWith("." + domain) && !domain.isEmpty() && !isAddress(host));
    }

    /**
     * Returns the path of cookies that name none (section 5.1.4).
     *
     * @param path the path of the URL that set them
     * @return the path up to its last slash, without that
     */
    public static String defaultPath(String path) {
        int slash = path.lastIndexOf('/');
        return path.startsWith("/") && slash > 0 ? path.substring(0, slash) : "/";
    }

    /**
     * Says whether a path is another or lies below it (section 5.1.4).
     *
     * @param path what is asked
     * @param above the path of a cookie
     * @return true if they are the same, or the first goes on behind a slash
     */
    public static boolean pathMatches(String path, String above) {
        if (!path.startsWith(above)) {
            return false;
        }
        return path.length() == above.length() || above.endsWith("/") || path.charAt(above.length()) == '/';
    }
}
