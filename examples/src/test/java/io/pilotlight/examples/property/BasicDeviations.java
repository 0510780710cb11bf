package io.pilotlight.examples.property;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the user information of a URL signs in another way than in requests. */
final class BasicDeviations {
    private static final Pattern USER = Pattern.compile("(?s)([a-z]+://)([^/?#\\\\]*)(@[^/?#\\\\@]*.*)");

    private BasicDeviations() {}

    static List<Deviation> all() {
        List<Deviation> all = new ArrayList<>();
        all.add(Deviation.refused("colon-in-user", "ValueError", parts -> hasColonInUser(parts.get(0))));
        all.addAll(UrlDeviations.all());
        all.add(Deviation.handed("user-without-password", 0, BasicDeviations::withPassword));
        all.add(Deviation.handed("credentials-utf-8", parts -> List.of(parts.get(0), "utf-8")));
        return all;
    }

    private static boolean hasColonInUser(String url) {
        Matcher user = USER.matcher(url);
        return user.matches() && user.group(2).split(":", 2)[0].matches("(?is).*%3a.*");
    }

    private static String withPassword(String url) {
        Matcher user = USER.matcher(url);
        boolean alone =
                user.matches() && !user.group(2).isEmpty() && user.group(2).indexOf(':') < 0;
        return alone ? user.group(1) + user.group(2) + ":" + user.group(3) : url;
    }
}
