package io.pilotlight.examples.parity;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A jar by RFC 6265, section 5, over plain HTTP: written down once more, so that what ours does where it differs from requests can
 * be held against it. From the draft that follows the RFC it has the name prefixes.
 */
final class CookieModel {
    private static final int LONGEST = 4096;
    private static final int LONGEST_ATTRIBUTE = 1024;
    private static final Set<String> SUFFIXES = Set.of("com", "org", "net", "test", "co.uk", "github.io");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    private final List<Kept> jar = new ArrayList<>();
    private final Instant now;

    CookieModel(Instant now) {
        this.now = now;
    }

    /** One cookie. */
    record Kept(String name, String value, String domain, boolean narrow, String path, boolean secure) {
        boolean replaces(Kept other) {
            return name.equals(other.name) && domain.equals(other.domain) && path.equals(other.path);
        }

        boolean goesTo(String host, String asked) {
            boolean there = host.equals(domain) || (!narrow && host.endsWith("." + domain));
            boolean below = asked.equals(path)
                    || (asked.startsWith(path) && (path.endsWith("/") || asked.charAt(path.length()) == '/'));
            return there && below && !secure;
        }
    }

    /** Takes in a field; returns the cookie that it sets, if that is alive. */
    Optional<Kept> set(String host, String path, String field) {
        Optional<Reading> read = Reading.of(host, path, field, now);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Kept cookie = read.get().cookie();
        int at = -1;
        for (int i = 0; i < jar.size(); i++) {
            at = cookie.replaces(jar.get(i)) ? i : at;
        }
        if (read.get().ended()) {
            if (at >= 0) {
                jar.remove(at);
            }
            return Optional.empty();
        }
        if (at >= 0) {
            jar.set(at, cookie);
        } else {
            jar.add(cookie);
        }
        return Optional.of(cookie);
    }

    /** Returns what goes along, the longest path first, then the oldest. */
    List<Kept> sent(String host, String path) {
        return jar.stream()
                .filter(cookie -> cookie.goesTo(host, path))
                .sorted(Comparator.comparingInt((Kept cookie) -> -cookie.path().length()))
                .toList();
    }

    List<Kept> all() {
        return List.copyOf(jar);
    }

    /** What a field says, and whether that has ended already. */
    private record Reading(Kept cookie, boolean ended) {
        static Optional<Reading> of(String host, String path, String field, Instant now) {
            String[] parts = field.split(";", -1);
            int equals = parts[0].indexOf('=');
            String name = equals < 0 ? "" : parts[0].substring(0, equals).strip();
            String value = parts[0].substring(equals + 1).strip();
            boolean control = field.chars().anyMatch(c -> c < ' ' || c == 0x7f);
            if (name.isEmpty() || control || name.length() + value.length() > LONGEST) {
                return Optional.empty();
            }
            String domain = "";
            String below = "";
            boolean secure = false;
            Optional<Boolean> byDate = Optional.empty();
            Optional<Boolean> byAge = Optional.empty();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split("=", 2);
                String text = pair.length > 1 ? pair[1].strip() : "";
                if (text.length() > LONGEST_ATTRIBUTE) {
                    continue;
                }
                switch (pair[0].strip().toLowerCase(Locale.ROOT)) {
                    case "domain" -> domain = text.isEmpty() ? domain : ascii(text.replaceFirst("^\\.", ""));
                    case "path" -> below = text.startsWith("/") ? text : "";
                    case "secure" -> secure = true;
                    case "expires" ->
                        byDate = date(text).map(at -> !at.isAfter(now)).or(byDateOf(byDate));
                    case "max-age" -> byAge = text.matches("-?\\d+") ? Optional.of(text.matches("-.*|0+")) : byAge;
                    default -> {}
                }
            }
            String lower = name.toLowerCase(Locale.ROOT);
            Optional<String> whose = domain(host, domain.toLowerCase(Locale.ROOT));
            if (whose.isEmpty() || lower.startsWith("__secure-") || lower.startsWith("__host-")) {
                return Optional.empty();
            }
            boolean narrow = domain.isEmpty() || host.matches("[\\d.]+") || isSuffix(whose.get());
            return Optional.of(new Reading(
                    new Kept(name, value, whose.get(), narrow, below.isEmpty() ? defaultPath(path) : below, secure),
                    byAge.orElse(byDate.orElse(false))));
        }

        private static java.util.function.Supplier<Optional<Boolean>> byDateOf(Optional<Boolean> before) {
            return () -> before;
        }

        /** Returns whose it is; empty if that may not be. */
        private static Optional<String> domain(String host, String domain) {
            boolean fits = domain.isEmpty()
                    || host.equals(domain)
                    || (host.endsWith("." + domain) && !host.matches("[\\d.]+") && !isSuffix(domain));
            return fits ? Optional.of(domain.isEmpty() ? host : domain) : Optional.empty();
        }

        /** A name beyond ASCII, which came as bytes, is compared as it is asked for. */
        private static String ascii(String domain) {
            try {
                return IDN.toASCII(Explaining.reread(domain, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException none) {
                return domain;
            }
        }

        private static boolean isSuffix(String domain) {
            return SUFFIXES.contains(domain) || domain.indexOf('.') < 0;
        }

        private static String defaultPath(String path) {
            int slash = path.lastIndexOf('/');
            return path.startsWith("/") && slash > 0 ? path.substring(0, slash) : "/";
        }

        /** Section 5.1.1. */
        private static Optional<Instant> date(String text) {
            int[] clock = {-1, -1, -1};
            int day = -1;
            int month = -1;
            int year = -1;
            for (String token : text.split("[\\t\\x20-\\x2f\\x3b-\\x40\\x5b-\\x60\\x7b-\\x7e]+")) {
                Matcher time = CLOCK.matcher(token);
                Matcher number = DAY.matcher(token);
                Matcher years = YEAR.matcher(token);
                int name = token.length() < 3
                        ? -1
                        : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
                if (clock[0] < 0 && time.matches()) {
                    for (int i = 0; i < 3; i++) {
                        clock[i] = Integer.parseInt(time.group(i + 1));
                    }
                } else if (day < 0 && number.matches()) {
                    day = Integer.parseInt(number.group(1));
                } else if (month < 0 && name >= 0 && name % 3 == 0) {
                    month = name / 3 + 1;
                } else if (year < 0 && years.matches()) {
                    year = Integer.parseInt(years.group(1));
                    year += year < 70 ? 2000 : year < 100 ? 1900 : 0;
                }
            }
            try {
                return year < 1601
                        ? Optional.empty()
                        : Optional.of(LocalDateTime.of(year, month, day, clock[0], clock[1], clock[2])
                                .toInstant(ZoneOffset.UTC));
            } catch (DateTimeException none) {
                return Optional.empty();
            }
        }
    }
}
