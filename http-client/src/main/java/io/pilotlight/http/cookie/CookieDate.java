package io.pilotlight.http.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the dates of cookies as leniently as browsers do (RFC 6265, section 5.1.1). */
public final class CookieDate {
    private static final Pattern DELIMITERS = Pattern.compile("[\\t\\x20-\\x2f\\x3b-\\x40\\x5b-\\x60\\x7b-\\x7e]+");
    private static final Pattern CLOCK =
            Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[^0-9].*)?", Pattern.DOTALL);
    private static final Pattern DAY = Pattern.compile("([0-9]{1,2})(?:[^0-9].*)?", Pattern.DOTALL);
    private static final Pattern YEAR = Pattern.compile("([0-9]{2,4})(?:[^0-9].*)?", Pattern.DOTALL);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int FIRST_YEAR = 1601;

    private int hour = -1;
    private int minute;
    private int second;
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate() {}

    /**
     * Reads a date; weekday, zone and everything else that it does not know is passed over.
     *
     * @param text such as {@code Wed, 09-Jun-2021 10:18:14 GMT}
     * @return the instant, taken as UTC; empty if day, month, year or time is missing or impossible
     */
    public static Optional<Instant> parse(String text) {
        CookieDate date = new CookieDate();
        for (String token : DELIMITERS.split(text, -1)) {
            date.take(token);
        }
        return date.instant();
    }

    private void take(String token) {
        Matcher clock = CLOCK.matcher(token);
        if (hour < 0 && clock.matches()) {
            hour = Integer.parseInt(clock.group(1));
            minute = Integer.parseInt(clock.group(2));
            second = Integer.parseInt(clock.group(3));
            return;
        }
        Matcher inMonth = DAY.matcher(token);
        if (day < 0 && inMonth.matches()) {
            day = Integer.parseInt(inMonth.group(1));
            return;
        }
        int named =
                token.length() < 3 ? -1 : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        if (month < 0 && named >= 0) {
            month = named + 1;
            return;
        }
        Matcher inEra = YEAR.matcher(token);
        if (year < 0 && inEra.matches()) {
            year = Integer.parseInt(inEra.group(1));
        }
    }

    private Optional<Instant> instant() {
        if (year >= 70 && year <= 99) {
            year += 1900;
        } else if (year >= 0 && year <= 69) {
            year += 2000;
        }
        if (hour < 0 || day < 0 || month < 0 || year < FIRST_YEAR) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
