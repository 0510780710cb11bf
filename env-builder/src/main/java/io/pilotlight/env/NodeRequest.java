package io.pilotlight.env;

import java.io.File;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody asks of a Node.js.
 *
 * @param text as it was asked
 * @param form how to look
 * @param versions the versions that it must have
 * @param line the name of the long-term support that it must have, in lower case; {@code *} for any such, an empty text
 *     if it needs none
 */
record NodeRequest(String text, RequestForm form, NodeVersions versions, String line) {
    static final NodeRequest ANY = new NodeRequest("18 or later", RequestForm.PROPERTIES, NodeVersions.ANY, "");

    private static final Pattern SUPPORTED = Pattern.compile("lts(?:/([a-z]+|\\*))?");
    private static final Pattern RANGE = Pattern.compile("(?:node@)?(v?[\\d<>=^~*].*|[xX](?:\\..*)?)");
    private static final Pattern PLACE = Pattern.compile("\\..*|[A-Za-z]:.*");

    /**
     * Reads a request.
     *
     * @throws OptionException if it has no lawful form: then no machine could answer it
     */
    static NodeRequest of(String asked) {
        String text = asked.strip();
        if (text.isEmpty()) {
            throw refused("the request is empty");
        }
        Matcher supported = SUPPORTED.matcher(text.toLowerCase(Locale.ROOT));
        if (supported.matches()) {
            String line = supported.group(1) == null ? "*" : supported.group(1);
            return new NodeRequest(text, RequestForm.PROPERTIES, NodeVersions.ANY, line);
        }
        if (text.contains("/")
                || text.contains(File.separator)
                || PLACE.matcher(text).matches()) {
            return new NodeRequest(text, RequestForm.PLACE, NodeVersions.ANY, "");
        }
        Matcher range = RANGE.matcher(text);
        return range.matches()
                ? new NodeRequest(text, RequestForm.PROPERTIES, NodeVersions.of(range.group(1)), "")
                : new NodeRequest(text, RequestForm.PROGRAM, NodeVersions.ANY, "");
    }

    static OptionException refused(String what) {
        return new OptionException("This is no request for a Node.js: " + what
                + ". Write a version (20, 20.11, v20.11.1), a range as npm has them for releases"
                + " (>=18 <22 or ^20 or ~20.11 or 20.x or 18 - 20 or 18 || 20), lts or lts/iron, the name of a program"
                + " on PATH (node), or a path (/usr/bin/node, ./.nodeenv, ./.nvmrc)");
    }

    boolean fits(NodeVersion version, String itsLine) {
        boolean supported = line.isEmpty() || (line.equals("*") ? !itsLine.isEmpty() : line.equalsIgnoreCase(itsLine));
        return supported && versions.fits(version);
    }
}
