package io.pilotlight.env.dist;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a package needs, as its metadata writes it (PEP 508).
 *
 * @param text as it was written, without the marker
 * @param name the needed package, as {@link #key} writes names
 * @param versions the conditions on its version, or null if it is named by an address
 * @param marker when it counts, or null for always
 */
public record Requirement(
        String text,
        String name,
        @Nullable String versions,
        @Nullable String marker) {
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*\\])?\\s*([^;@]*)(@[^;]*)?(?:;(.*))?");

    /**
     * Reads a requirement.
     *
     * @param text the requirement
     * @return it; empty if it cannot be understood
     */
    public static Optional<Requirement> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String versions = matcher.group(2).strip();
        if (versions.startsWith("(") && versions.endsWith(")")) {
            versions = versions.substring(1, versions.length() - 1);
        }
        boolean address = matcher.group(3) != null;
        String written = text.split(";", 2)[0].strip();
        return Optional.of(
                new Requirement(written, key(matcher.group(1)), address ? null : versions, matcher.group(4)));
    }

    /**
     * Writes a name as all its spellings are compared (PEP 503).
     *
     * @param name a package's name
     * @return the name in lower case, with dashes
     */
    public static String key(String name) {
        StringBuilder key = new StringBuilder(name.length());
        boolean between = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '-' || c == '_' || c == '.';
            if (!separator || !between) {
                key.append(separator ? '-' : c);
            }
            between = separator;
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * Says at a glance that a requirement counts only for an extra, as most do.
     *
     * @param text the requirement
     * @return true if it surely counts for an extra only
     */
    public static boolean isForAnExtra(String text) {
        int marker = text.indexOf(';');
        return marker >= 0 && text.indexOf("extra ==", marker) > 0 && text.indexOf(" or ", marker) < 0;
    }

    /**
     * Says whether the requirement counts in an environment.
     *
     * @param values the marker's variables
     * @return whether it does; not if that cannot be told
     */
    public boolean appliesTo(Map<String, String> values) {
        return marker == null
                || marker.isBlank()
                || Marker.holds(marker, values).orElse(false);
    }

    /**
     * Says whether a version fits.
     *
     * @param version the version that is installed
     * @return whether it does; it does if the condition cannot be understood
     */
    public boolean allows(String version) {
        return versions == null
                || VersionRange.parse(versions).map(it -> it.contains(version)).orElse(true);
    }
}
