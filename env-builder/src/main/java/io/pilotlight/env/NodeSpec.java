package io.pilotlight.env;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package to install, as npm's command line has it.
 *
 * @param name its name, with its scope
 * @param wanted the version, range, tag or address: what stands in package.json
 */
record NodeSpec(String name, String wanted) {
    /** Names by the rule of the package validate-npm-package-name. */
    private static final Pattern NAMED =
            Pattern.compile("((?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-zA-Z0-9~][a-zA-Z0-9._~-]*)(?:@(.+))?");

    static NodeSpec of(String text) {
        Matcher matcher = NAMED.matcher(text.strip());
        if (!matcher.matches()) {
            throw new OptionException(
                    "'" + text
                            + "' is no package with a name: write it like is-odd, is-odd@3, @scope/name or name@https://host/file.tgz");
        }
        return new NodeSpec(matcher.group(1), matcher.group(2) == null ? "latest" : matcher.group(2));
    }

    @Override
    public String toString() {
        return name + "@" + wanted;
    }
}
