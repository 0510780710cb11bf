package io.pilotlight.env.maven;

import io.pilotlight.env.jar.Coordinates;
import java.nio.file.Path;

/**
 * A file of a package in the local repository.
 *
 * @param coordinates its coordinates with the exact version
 * @param file where it is
 */
public record ResolvedJar(Coordinates coordinates, Path file) {}
