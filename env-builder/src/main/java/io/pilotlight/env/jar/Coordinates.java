package io.pilotlight.env.jar;

import java.util.regex.Pattern;

/**
 * What a file is called in Maven repositories. Its parts become names of folders and files, so none can lead elsewhere.
 *
 * @param group the group, such as {@code org.slf4j}
 * @param artifact the artifact, such as {@code slf4j-api}
 * @param extension the extension of the file, usually {@code jar}
 * @param classifier what tells files of one version apart, or an empty text
 * @param version a version, a range, or an empty text where a list of managed versions has it
 */
public record Coordinates(String group, String artifact, String extension, String classifier, String version) {
    private static final String NAME = "[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*";
    private static final Pattern GROUP = Pattern.compile(NAME);
    private static final Pattern PART = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.+-]+");
    private static final Pattern VERSION = Pattern.compile("(?!\\.{1,2}$)[^\\s\\p{Cntrl}\\\\/:\"<>|?*$;]*");

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one of them could not stand in a file's name
     */
    public Coordinates {
        check(group, GROUP, "group");
        check(artifact, PART, "artifact");
        check(extension, PART, "extension");
        if (!classifier.isEmpty()) {
            check(classifier, PART, "classifier");
        }
        check(version, VERSION, "version");
    }

    /**
     * Reads coordinates as Maven's own tools write them.
     *
     * @param text {@code group:artifact}, {@code group:artifact:version} or
     *     {@code group:artifact:extension[:classifier]:version}
     * @return the coordinates
     * @throws IllegalArgumentException if the text is nothing like that
     */
    public static Coordinates parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return switch (parts.length) {
                case 2 -> new Coordinates(parts[0], parts[1], "jar", "", "");
                case 3 -> new Coordinates(parts[0], parts[1], "jar", "", given(parts[2]));
                case 4 -> new Coordinates(parts[0], parts[1], parts[2], "", given(parts[3]));
                case 5 -> new Coordinates(parts[0], parts[1], parts[2], parts[3], given(parts[4]));
                default -> throw new IllegalArgumentException("it has " + parts.length + " parts");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no package (" + e.getMessage()
                            + "): write it like org.slf4j:slf4j-api:2.0.17, as group:artifact:version",
                    e);
        }
    }

    /**
     * Packages by their names; either part may be {@code *} for any.
     *
     * @param group the group
     * @param artifact the artifact
     */
    public record Name(String group, String artifact) {
        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if one of them is neither a name nor {@code *}
         */
        public Name {
            if (!group.equals("*")) {
                check(group, GROUP, "group");
            }
            if (!artifact.equals("*")) {
                check(artifact, PART, "artifact");
            }
        }

        /**
         * Reads a name.
         *
         * @param text {@code group:artifact}
         * @return the name
         * @throws IllegalArgumentException if the text is nothing like that
         */
        public static Name parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "'" + text + "' names no packages: write it like org.slf4j:slf4j-api or org.slf4j:*");
            }
            return new Name(parts[0], parts[1]);
        }

        @Override
        public String toString() {
            return group + ":" + artifact;
        }
    }

    /**
     * Returns the same package in a version.
     *
     * @param exact the version
     * @return other coordinates
     */
    public Coordinates withVersion(String exact) {
        return new Coordinates(group, artifact, extension, classifier, exact);
    }

    /**
     * Returns what the file is called whatever its version.
     *
     * @return for example {@code org.slf4j:slf4j-api}
     */
    public String name() {
        return group + ":" + artifact;
    }

    /**
     * Says whether the same version may later stand for another file.
     *
     * @return whether it is a snapshot without a time stamp, as it is when it was built on this machine
     */
    public boolean changes() {
        return version.endsWith("SNAPSHOT");
    }

    /**
     * Returns the name that the file has on its own.
     *
     * @return for example {@code slf4j-api-2.0.17.jar}
     */
    public String fileName() {
        return artifact + "-" + version + (classifier.isEmpty() ? "" : "-" + classifier) + "." + extension;
    }

    @Override
    public String toString() {
        String middle = classifier.isEmpty() ? extension : extension + ":" + classifier;
        return name() + ":" + middle + (version.isEmpty() ? "" : ":" + version);
    }

    private static String given(String version) {
        if (version.isEmpty()) {
            throw new IllegalArgumentException("its version is empty");
        }
        return version;
    }

    private static void check(String part, Pattern allowed, String name) {
        if (!allowed.matcher(part).matches()) {
            throw new IllegalArgumentException("'" + part + "' cannot be the " + name);
        }
    }
}
