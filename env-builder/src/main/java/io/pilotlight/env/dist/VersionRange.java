package io.pilotlight.env.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions on a version, all of which must hold: a specifier set of PEP 440, pre-releases allowed. */
final class VersionRange {
    private static final Pattern CONDITION = Pattern.compile("(~=|===|==|!=|<=|>=|<|>)\\s*([^\\s]+?)(\\.\\*)?");

    private final List<Condition> conditions;

    private VersionRange(List<Condition> conditions) {
        this.conditions = conditions;
    }

    private record Condition(String operator, String text, VersionNumber version, boolean prefix) {
        boolean allows(String written, VersionNumber found) {
            return switch (operator) {
                case "===" -> written.equalsIgnoreCase(text);
                case "==" -> equal(found);
                case "!=" -> !equal(found);
                case "<=" -> found.publicPart().compareTo(version) <= 0;
                case ">=" -> found.publicPart().compareTo(version) >= 0;
                case "<" ->
                    found.compareTo(version) < 0
                            && (version.isPreRelease()
                                    || !found.isPreRelease()
                                    || !found.base().equals(version.base()));
                case ">" ->
                    found.compareTo(version) > 0
                            && (version.isPostRelease()
                                    || !found.isPostRelease()
                                    || !found.base().equals(version.base()))
                            && !(found.hasLocal() && found.base().equals(version.base()));
                default ->
                    found.publicPart().compareTo(version) >= 0
                            && found.startsWith(version, version.releaseLength() - 1);
            };
        }

        private boolean equal(VersionNumber found) {
            if (prefix) {
                return found.startsWith(version, version.releaseLength());
            }
            return (version.hasLocal() ? found : found.publicPart()).equals(version);
        }
    }

    /** Reads conditions separated by commas; empty if one of them cannot be understood. */
    static Optional<VersionRange> parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            Matcher matcher = CONDITION.matcher(part.strip());
            if (!matcher.matches()) {
                return Optional.empty();
            }
            String operator = matcher.group(1);
            boolean prefix = matcher.group(3) != null;
            Optional<VersionNumber> version = VersionNumber.parse(operator.equals("===") ? "0" : matcher.group(2));
            boolean compatible = operator.equals("~=");
            if (version.isEmpty()
                    || (prefix && !operator.equals("==") && !operator.equals("!="))
                    || (compatible && version.get().releaseLength() < 2)) {
                return Optional.empty();
            }
            conditions.add(new Condition(operator, matcher.group(2), version.get(), prefix));
        }
        return Optional.of(new VersionRange(conditions));
    }

    /** Says whether a version fits; one that is no version of PEP 440 fits only what asks for just that text. */
    boolean contains(String version) {
        Optional<VersionNumber> number = VersionNumber.parse(version);
        if (number.isEmpty()) {
            return conditions.stream().allMatch(it -> it.operator.equals("===") && it.text.equalsIgnoreCase(version));
        }
        return conditions.stream().allMatch(it -> it.allows(version, number.get()));
    }
}
