package io.pilotlight.env.store;

import java.nio.file.Path;

/**
 * Where a stored wheel is put.
 *
 * @param environment the environment's folder
 * @param later the folder that it will be moved to, which programs name
 * @param requested whether the package was asked for by itself, which pip writes down
 * @param compiled whether compiled modules are put in
 */
public record Place(Path environment, Path later, boolean requested, boolean compiled) {}
