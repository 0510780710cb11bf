package io.pilotlight.faas.routing;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.VersionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions and aliases of one function at one moment. Immutable: each change makes another one.
 *
 * <p>Most functions have one version and no alias, and there may be a hundred thousand of them: then the maps are the shared empty
 * one.
 *
 * @param <T> what stands behind a version
 */
final class Versions<T> {
    static final String LATEST = "latest";

    /** The first version is nearly always the only one, so all functions share its name. */
    private static final String FIRST = "1";

    /** A share below this is none: else a version behind an alias that is shared again and again would never go. */
    private static final double SMALLEST_SHARE = 1e-6;

    private final String function;
    private final String latestName;
    private final T latest;

    /** The other live versions, in the order in which they were deployed. */
    private final Map<String, T> others;

    private final Map<String, Alias> aliases;

    /** How many versions were deployed, whatever their names. */
    private final int deployed;

    /** Makes what stands there once all that nothing points at is left out. */
    private Versions(
            String function, Map<String, T> live, String latestName, Map<String, Alias> aliases, int deployed) {
        Map<String, T> kept = new LinkedHashMap<>(live);
        T last = Objects.requireNonNull(kept.remove(latestName), latestName);
        kept.keySet().removeIf(version -> aliases.values().stream()
                .noneMatch(alias -> alias.weights().containsKey(version)));
        this.function = function;
        this.latestName = latestName;
        this.latest = last;
        this.others = kept.isEmpty() ? Map.of() : Collections.unmodifiableMap(kept);
        this.aliases = Map.copyOf(aliases);
        this.deployed = deployed;
    }

    /** Names the version of a release: as it says, or by the next number that is free. {@code before} is null for the first. */
    static <T> String nameFor(String function, Release release, @Nullable Versions<T> before) {
        String wanted = release.version();
        if (wanted == null) {
            return before == null ? FIRST : before.nextNumber();
        }
        if (before != null && before.target(wanted) != null) {
            throw new VersionException(
                    "Version " + wanted + " of '" + function
                            + "' is deployed already; a version never changes: give this one another name, or none to have it numbered");
        }
        return wanted;
    }

    /** Makes what stands there once a version is deployed. {@code before} is null for the first. */
    static <T> Versions<T> after(
            @Nullable Versions<T> before, String function, Map.Entry<String, T> added, Map<String, Double> shares) {
        Map<String, T> live = new LinkedHashMap<>();
        Map<String, Alias> pointing = new TreeMap<>();
        if (before != null) {
            live.putAll(before.live());
            pointing.putAll(before.aliases);
        }
        String version = added.getKey();
        live.put(version, added.getValue());
        shares.forEach((name, share) -> pointing.compute(name, (same, alias) -> shared(same, alias, version, share)));
        requireApart(function, live.keySet(), pointing.keySet());
        return new Versions<>(function, live, version, pointing, before == null ? 1 : before.deployed + 1);
    }

    Versions<T> with(Alias alias) {
        for (String version : alias.weights().keySet()) {
            if (target(version) == null) {
                throw new VersionException("Alias '" + alias.name() + "': '" + function + "' has no version " + version
                        + "; it has " + names());
            }
        }
        Map<String, Alias> more = new TreeMap<>(aliases);
        more.put(alias.name(), alias);
        requireApart(function, names(), more.keySet());
        return new Versions<>(function, live(), latestName, more, deployed);
    }

    /** Makes what stands there without an alias; this same one if it is not there. */
    Versions<T> without(String alias) {
        Map<String, Alias> fewer = new TreeMap<>(aliases);
        return fewer.remove(alias) == null ? this : new Versions<>(function, live(), latestName, fewer, deployed);
    }

    T latest() {
        return latest;
    }

    /** Returns the aliases in alphabetical order. */
    Map<String, Alias> aliases() {
        return Collections.unmodifiableMap(new TreeMap<>(aliases));
    }

    /** Returns the names of the live versions, the latest last. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(others.keySet());
        names.add(latestName);
        return Collections.unmodifiableSet(names);
    }

    Collection<T> targets() {
        return live().values();
    }

    /** Returns what stood here and does not stand there; all of it if there is no there. */
    List<T> gone(@Nullable Versions<T> there) {
        List<T> gone = new ArrayList<>(targets());
        if (there != null) {
            gone.removeAll(there.targets());
        }
        return gone;
    }

    /** Finds what a qualifier means: a version, an alias, or the latest; null if it means nothing. */
    @Nullable
    T find(String qualifier, double draw) {
        T version = target(qualifier);
        if (version != null) {
            return version;
        }
        Alias alias = aliases.get(qualifier);
        return alias == null ? null : target(alias.versionFor(draw));
    }

    private @Nullable T target(String version) {
        return version.equals(latestName) || version.equals(LATEST) ? latest : others.get(version);
    }

    private Map<String, T> live() {
        Map<String, T> live = new LinkedHashMap<>(others);
        live.put(latestName, latest);
        return live;
    }

    private String nextNumber() {
        int number = deployed + 1;
        while (target(Integer.toString(number)) != null) { // somebody chose it as a name; aliases are no numbers
            number++;
        }
        return Integer.toString(number);
    }

    private static Alias shared(String name, @Nullable Alias before, String version, double share) {
        if (before == null || share == 1) {
            return Alias.of(name, version);
        }
        Map<String, Double> weights = new TreeMap<>(before.weights());
        weights.values().removeIf(weight -> weight * (1 - share) < SMALLEST_SHARE);
        double kept = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        weights.replaceAll((old, weight) -> weight * (1 - share) / kept);
        weights.put(version, weights.isEmpty() ? 1 : share);
        return Alias.weighted(name, weights);
    }

    private static void requireApart(String function, Set<String> versions, Set<String> aliases) {
        for (String alias : aliases) {
            if (versions.contains(alias)) {
                throw new VersionException("'" + alias + "' would be a version and an alias of '" + function
                        + "'; give one of them another name");
            }
        }
    }
}
