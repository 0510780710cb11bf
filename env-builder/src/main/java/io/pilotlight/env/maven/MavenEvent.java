package io.pilotlight.env.maven;

/** How far the resolver came. */
public sealed interface MavenEvent {
    /**
     * It read what a package depends on.
     *
     * @param name the package with its version
     */
    record Collecting(String name) implements MavenEvent {}

    /**
     * It began to download a package.
     *
     * @param file the name of the file
     * @param size its size in bytes, or a negative number if the repository does not say
     */
    record Downloading(String file, long size) implements MavenEvent {}

    /**
     * Something that people may want to know.
     *
     * @param text a line
     */
    record Note(String text) implements MavenEvent {}
}
