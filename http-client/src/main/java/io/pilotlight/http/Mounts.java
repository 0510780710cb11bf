package io.pilotlight.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/** Transports by URL prefix, the longest prefix first. */
final class Mounts {
    private final List<Mount> byLength;

    /** The transports in the order mounted; of two on one prefix the later wins. */
    Mounts(List<Mount> mounts) {
        List<Mount> sorted = new ArrayList<>(mounts);
        Collections.reverse(sorted);
        sorted.sort(Comparator.comparingInt((Mount mount) -> mount.prefix().length())
                .reversed());
        this.byLength = List.copyOf(sorted);
    }

    Transport find(String url) {
        return mountOf(url).transport();
    }

    /** Finds the longest prefix that fits a URL; who asks, as its user information says, makes no difference. */
    Mount mountOf(String url) {
        String place = withoutUserInfo(url);
        for (Mount mount : byLength) {
            if (place.regionMatches(true, 0, mount.prefix(), 0, mount.prefix().length())) {
                return mount;
            }
        }
        throw new InvalidSchemaException(
                "No transport is mounted for " + Url.shown(url)
                        + "; start the URL with http:// or https://, or mount one",
                null);
    }

    private static String withoutUserInfo(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0 || url.indexOf('@') < 0) {
            return url;
        }
        int authority = scheme + 3;
        int end = authority;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int at = url.lastIndexOf('@', end - 1);
        return at < authority ? url : url.substring(0, authority) + url.substring(at + 1);
    }

    void close() {
        IdentityHashMap<Transport, Boolean> once = new IdentityHashMap<>();
        for (Mount mount : byLength) {
            if (once.put(mount.transport(), true) == null) {
                mount.transport().close();
            }
        }
    }

    /** A transport and where it is mounted. */
    record Mount(String prefix, Transport transport) {
        Mount {
            prefix = prefix.toLowerCase(Locale.ROOT);
            int authority = prefix.indexOf("://");
            if (authority < 1 || prefix.indexOf('/', authority + 2) < 0 || !endsAuthority(prefix, authority + 3)) {
                throw new IllegalArgumentException("Not a prefix to mount on: '" + prefix
                        + "'; write a scheme as in http://, or a host with a slash behind it as in http://svc/");
            }
        }

        private static boolean endsAuthority(String prefix, int from) {
            int slash = prefix.indexOf('/', from);
            return prefix.length() == from || (slash > from && prefix.lastIndexOf('@', slash) < from);
        }
    }
}
