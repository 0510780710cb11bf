package io.pilotlight.core.function;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A name for one version of a function, or for several that share the traffic. Immutable.
 *
 * <pre>{@code
 * runtime.alias("greet", Alias.weighted("live", Map.of("1", 0.9, "2", 0.1)));
 * runtime.invoke("greet:live", event);
 * }</pre>
 *
 * @param name the alias: as the name of a function, but not digits only and not {@code latest}
 * @param weights the versions in the order of their names as text, each with its share of the traffic: more than 0, and 1
 *     altogether
 */
public record Alias(String name, Map<String, Double> weights) {
    /** How far shares that were written in decimals may be from 1. */
    private static final double ROUNDING = 1e-6;

    /**
     * Checks and copies the parts.
     *
     * @throws IllegalArgumentException if the name is not valid, if there is no version, if a version's name is not valid, or if
     *     the shares are not positive and 1 altogether
     */
    public Alias {
        Names.alias(name);
        weights = weights.size() == 1 ? Map.copyOf(weights) : Collections.unmodifiableMap(new TreeMap<>(weights));
        double all = 0;
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            Names.version(each.getKey());
            if (!(each.getValue() > 0)) {
                throw new IllegalArgumentException("Alias '" + name + "': the share of version " + each.getKey()
                        + " is " + each.getValue() + "; it must be more than 0, or leave the version out");
            }
            all += each.getValue();
        }
        if (!(Math.abs(all - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("Alias '" + name + "': the shares of " + weights.keySet() + " are " + all
                    + " altogether; they must be 1");
        }
    }

    /**
     * Makes an alias of one version.
     *
     * @param name the alias
     * @param version what it points at
     * @return the alias
     * @throws IllegalArgumentException if one of the names is not valid
     */
    public static Alias of(String name, String version) {
        return new Alias(name, Map.of(version, 1.0));
    }

    /**
     * Makes an alias of several versions that share the traffic.
     *
     * @param name the alias
     * @param weights the versions, each with its share: more than 0, and 1 altogether, such as 0.9 and 0.1
     * @return the alias
     * @throws IllegalArgumentException if a name is not valid, or if the shares are not positive and 1 altogether
     */
    public static Alias weighted(String name, Map<String, Double> weights) {
        return new Alias(name, weights);
    }

    /**
     * Chooses a version. The same draw gives the same version; even draws give each version its share.
     *
     * @param draw 0 or more and less than 1
     * @return one of the versions
     * @throws IllegalArgumentException if the draw is out of its range
     */
    public String versionFor(double draw) {
        if (!(draw >= 0 && draw < 1)) {
            throw new IllegalArgumentException("The draw is " + draw + "; it must be 0 or more and less than 1");
        }
        double left = draw;
        String chosen = "";
        for (Map.Entry<String, Double> each : weights.entrySet()) {
            chosen = each.getKey(); // the last one has what rounding leaves
            left -= each.getValue();
            if (left < 0) {
                break;
            }
        }
        return chosen;
    }
}
