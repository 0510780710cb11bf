package io.pilotlight.faas.routing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to stand behind a name: a version, and the aliases that it takes a share of.
 *
 * @param version its name, or null to have it numbered
 * @param aliases aliases, each with the version's share of its traffic: more than 0, and 1 or less
 */
public record Release(@Nullable String version, Map<String, Double> aliases) {}
