package io.pilotlight.env;

/**
 * A package in an environment.
 *
 * @param name its name, as the package itself writes it
 * @param version its version
 */
public record InstalledPackage(String name, String version) {}
