package io.pilotlight.env.store;

import io.pilotlight.env.wheel.Shebang;
import java.nio.file.Path;

/**
 * A package as an installer put it into an environment.
 *
 * @param environment the environment's folder
 * @param sitePackages its folder for modules
 * @param scripts its folder for programs
 * @param distInfo the name of the package's folder of metadata
 * @param style how its installer writes first lines of programs
 */
public record Distribution(Path environment, Path sitePackages, Path scripts, String distInfo, Shebang.Style style) {}
