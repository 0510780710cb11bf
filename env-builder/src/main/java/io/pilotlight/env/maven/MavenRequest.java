package io.pilotlight.env.maven;

import io.pilotlight.env.jar.Coordinates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which packages are wanted, and where they may come from.
 *
 * @param packages what is wanted; versions may be ranges
 * @param managed packages whose POMs say which versions of others to take
 * @param exclusions what is left out, as {@code group:artifact}, where either may be {@code *}
 * @param sources where packages come from
 */
public record MavenRequest(
        List<Coordinates> packages, List<Coordinates> managed, List<Coordinates.Name> exclusions, Sources sources) {

    /** Copies the lists. */
    public MavenRequest {
        packages = List.copyOf(packages);
        managed = List.copyOf(managed);
        exclusions = List.copyOf(exclusions);
    }

    /**
     * Where packages come from.
     *
     * @param settings the settings.xml, or empty for the user's own
     * @param localRepository the local repository, or empty for the one that Maven would use
     * @param repositories remote repositories beside Maven Central and those of the settings
     * @param policy how careful or eager to be
     */
    public record Sources(
            Optional<Path> settings, Optional<Path> localRepository, List<Repository> repositories, Policy policy) {

        /** Copies the list. */
        public Sources {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * A remote repository.
     *
     * @param id the name that mirrors and credentials in the settings go by
     * @param url its address
     */
    public record Repository(String id, URI url) {}

    /**
     * How careful or eager to be.
     *
     * @param offline whether only the local repository is asked
     * @param refresh whether remote repositories are asked again for what may have changed
     * @param withoutChecksums whether files are taken for which a repository has no checksum
     */
    public record Policy(boolean offline, boolean refresh, boolean withoutChecksums) {}
}
