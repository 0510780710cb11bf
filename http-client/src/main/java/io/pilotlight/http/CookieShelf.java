package io.pilotlight.http;

import io.pilotlight.http.cookie.Matching;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Cookies in order, by domain, and how many are kept (RFC 6265, sections 5.3, 5.4 and 6.1). For one thread at a time. */
final class CookieShelf {
    static final int LONGEST = 4096;
    static final int MOST_OF_A_DOMAIN = 180;
    static final int MOST = 3000;

    /** By domain; under the empty one those that belong to no host yet. */
    private final Map<String, Map<Key, Kept>> domains = new LinkedHashMap<>();

    private int size;
    private long ticks;

    /** What is asked for: a host in canonical form, a path, and whether over https. */
    record Asked(String host, String path, boolean secure) {}

    private record Key(String name, String path) {}

    /** A cookie, when it came, and when it was last sent. */
    private static final class Kept {
        final Cookie cookie;
        final long came;
        long used;

        Kept(Cookie cookie, long came, long used) {
            this.cookie = cookie;
            this.came = came;
            this.used = used;
        }
    }

    static boolean fits(Cookie cookie) {
        return cookie.pair().length() - "=".length() <= LONGEST;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Puts a cookie in the place of one of its name, domain and path, whose age it inherits; removes that if it has ended. */
    void put(Cookie cookie, Instant now) {
        String domain = cookie.domain().orElse("");
        Key key = new Key(cookie.name(), cookie.path());
        if (cookie.expired(now)) {
            remove(domain, key);
            return;
        }
        ticks++;
        Map<Key, Kept> those = domains.computeIfAbsent(domain, any -> new LinkedHashMap<>());
        Kept before = those.get(key);
        those.put(key, new Kept(cookie, before == null ? ticks : before.came, ticks));
        if (before == null) {
            size++;
            makeRoom(those, now);
        }
    }

    private void makeRoom(Map<Key, Kept> those, Instant now) {
        if (those.size() > MOST_OF_A_DOMAIN || size > MOST) {
            removeIf(cookie -> cookie.expired(now));
        }
        if (those.size() > MOST_OF_A_DOMAIN) {
            removeLeastRecent(those.values());
        }
        if (size > MOST) {
            removeLeastRecent(kept());
        }
    }

    private void removeLeastRecent(Iterable<Kept> among) {
        Kept first = null;
        for (Kept each : among) {
            if (first == null || each.used < first.used) {
                first = each;
            }
        }
        if (first != null) {
            remove(first.cookie.domain().orElse(""), new Key(first.cookie.name(), first.cookie.path()));
        }
    }

    /** Finds what goes there, the longest path first, then the oldest; gives what belongs to no host yet to this one. */
    List<Cookie> matching(Asked asked, Instant now) {
        bind(asked, now);
        List<Kept> found = new ArrayList<>();
        String domain = asked.host();
        while (!domain.isEmpty()) {
            for (Kept each : domains.getOrDefault(domain, Map.of()).values()) {
                if (goes(each.cookie, asked, now)) {
                    found.add(each);
                }
            }
            int dot = Matching.isAddress(asked.host()) ? -1 : domain.indexOf('.');
            domain = dot < 0 ? "" : domain.substring(dot + 1);
        }
        found.sort(Comparator.comparingInt((Kept each) -> -each.cookie.path().length())
                .thenComparingLong(each -> each.came));
        ticks++;
        found.forEach(each -> each.used = ticks);
        return found.stream().map(each -> each.cookie).toList();
    }

    private void bind(Asked asked, Instant now) {
        if (asked.host().isEmpty()) {
            return;
        }
        for (Kept each : List.copyOf(domains.getOrDefault("", Map.of()).values())) {
            if (goesByPath(each.cookie, asked, now)) {
                remove("", new Key(each.cookie.name(), each.cookie.path()));
                put(each.cookie.boundTo(asked.host()), now);
            }
        }
    }

    private static boolean goes(Cookie cookie, Asked asked, Instant now) {
        boolean host = !cookie.hostOnly()
                || cookie.domain().filter(asked.host()::equals).isPresent();
        return host && goesByPath(cookie, asked, now);
    }

    private static boolean goesByPath(Cookie cookie, Asked asked, Instant now) {
        return (asked.secure() || !cookie.secure())
                && !cookie.expired(now)
                && Matching.pathMatches(asked.path(), cookie.path());
    }

    /** Returns what has not ended, the oldest first. */
    List<Cookie> all(Instant now) {
        return kept().stream()
                .filter(each -> !each.cookie.expired(now))
                .sorted(Comparator.comparingLong(each -> each.came))
                .map(each -> each.cookie)
                .toList();
    }

    boolean removeIf(Predicate<Cookie> which) {
        List<Cookie> gone =
                kept().stream().map(each -> each.cookie).filter(which).toList();
        gone.forEach(cookie -> remove(cookie.domain().orElse(""), new Key(cookie.name(), cookie.path())));
        return !gone.isEmpty();
    }

    private List<Kept> kept() {
        List<Kept> all = new ArrayList<>();
        domains.values().forEach(those -> all.addAll(those.values()));
        return all;
    }

    private void remove(String domain, Key key) {
        Map<Key, Kept> those = domains.get(domain);
        if (those != null && those.remove(key) != null) {
            size--;
            if (those.isEmpty()) {
                domains.remove(domain);
            }
        }
    }
}
