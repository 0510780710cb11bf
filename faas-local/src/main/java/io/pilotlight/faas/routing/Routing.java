package io.pilotlight.faas.routing;

import io.pilotlight.core.function.Alias;
import io.pilotlight.core.function.Rejection;
import io.pilotlight.core.function.VersionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * From a name to what stands behind it: {@code greet}, or {@code greet:2} for a version, or {@code greet:live} for an alias.
 *
 * <p>Each function has one immutable picture of its versions and aliases, and each change puts another one in its place at once: an
 * invocation finds the old or the new, never neither. What a change retires is returned; whoever asked for the change closes it, after
 * that, so that an invocation that comes to a closed door finds another one when it {@linkplain #findOther looks again}.
 *
 * @param <T> what stands behind a version; told apart by identity
 */
public final class Routing<T> {
    private static final char QUALIFIER = ':';

    private final ConcurrentHashMap<String, Versions<T>> functions = new ConcurrentHashMap<>();

    /** Says whether a name has a qualifier. */
    public static boolean isQualified(String name) {
        return name.indexOf(QUALIFIER) >= 0;
    }

    /** Returns a name without its qualifier: what the function is called. */
    public static String functionOf(String name) {
        int colon = name.indexOf(QUALIFIER);
        return colon < 0 ? name : name.substring(0, colon);
    }

    /**
     * Finds what stands behind a name, or null: {@link #missing} then says why.
     *
     * @param draw chooses where an alias has several versions: 0 or more and less than 1; the same draw chooses the same one
     */
    public @Nullable T find(String name, double draw) {
        Versions<T> plain = functions.get(name);
        if (plain != null) {
            return plain.latest();
        }
        int colon = name.indexOf(QUALIFIER);
        Versions<T> versions = colon < 0 ? null : functions.get(name.substring(0, colon));
        return versions == null ? null : versions.find(name.substring(colon + 1), draw);
    }

    /** Finds what stands behind a name by now, or null if that is what was found before. */
    public @Nullable T findOther(String name, double draw, T before) {
        T now = find(name, draw);
        return now == before ? null : now;
    }

    /** Says why nothing was found. */
    public Rejection missing(String name) {
        return functions.containsKey(functionOf(name)) ? Rejection.UNKNOWN_VERSION : Rejection.UNKNOWN_FUNCTION;
    }

    /**
     * Deploys a version, which is the latest from now on.
     *
     * @param maker is handed the version's name, outside any lock; what it makes is dropped, and it is asked again, if somebody
     *     changes the function meanwhile
     * @throws VersionException if the version is there already, or if it and an alias would have the same name
     */
    public Deployed<T> deploy(String function, Release release, Function<String, T> maker) {
        for (; ; ) {
            @Nullable Versions<T> before = functions.get(function);
            String version = Versions.nameFor(function, release, before);
            T target = maker.apply(version);
            Versions<T> after = Versions.after(before, function, Map.entry(version, target), release.aliases());
            if (replace(function, before, after)) {
                return new Deployed<>(target, version, before == null ? List.of() : before.gone(after));
            }
        }
    }

    /**
     * Points an alias at versions, and returns what this retires.
     *
     * @throws VersionException if there is no such function or version, or if a version has that name
     */
    public List<T> alias(String function, Alias alias) {
        @Nullable List<T> retired = change(function, versions -> versions.with(alias));
        if (retired == null) {
            throw new VersionException(
                    "Alias '" + alias.name() + "': no function '" + function + "' is deployed; deploy it first");
        }
        return retired;
    }

    /** Takes an alias away, and returns what this retires; null if there was no such alias. */
    public @Nullable List<T> removeAlias(String function, String alias) {
        return change(function, versions -> versions.without(alias));
    }

    /** Takes a function away, and returns what stood behind it, the latest version last. */
    public List<T> remove(String function) {
        Versions<T> before = functions.remove(function);
        return before == null ? List.of() : before.gone(null);
    }

    /** Takes all functions away, and returns what stood behind them. */
    public Collection<T> clear() {
        List<T> taken = new ArrayList<>();
        for (String function : functions.keySet()) { // one by one: what is deployed meanwhile is taken too, or stays
            taken.addAll(remove(function));
        }
        return taken;
    }

    /** Returns what stands behind all functions, in all versions. */
    public Collection<T> all() {
        List<T> all = new ArrayList<>();
        functions.values().forEach(versions -> all.addAll(versions.targets()));
        return all;
    }

    /** Returns what stands behind a function, the latest version last. */
    public Collection<T> all(String function) {
        Versions<T> versions = functions.get(function);
        return versions == null ? List.of() : versions.targets();
    }

    /** Returns the names of the functions in alphabetical order. */
    public Set<String> names() {
        return new TreeSet<>(functions.keySet());
    }

    /** Returns the names of the live versions of a function, the latest last. */
    public Set<String> versions(String function) {
        Versions<T> versions = functions.get(function);
        return versions == null ? Set.of() : versions.names();
    }

    /** Returns the aliases of a function in alphabetical order. */
    public Map<String, Alias> aliases(String function) {
        Versions<T> versions = functions.get(function);
        return versions == null ? Map.of() : versions.aliases();
    }

    /** Changes what is there, and returns what this retires; null if nothing is there, or if the step changes nothing. */
    private @Nullable List<T> change(String function, UnaryOperator<Versions<T>> step) {
        for (; ; ) {
            @Nullable Versions<T> before = functions.get(function);
            if (before == null) {
                return null;
            }
            Versions<T> after = step.apply(before);
            if (after == before) {
                return null;
            }
            if (functions.replace(function, before, after)) {
                return before.gone(after);
            }
        }
    }

    private boolean replace(String function, @Nullable Versions<T> before, Versions<T> after) {
        return before == null
                ? functions.putIfAbsent(function, after) == null
                : functions.replace(function, before, after);
    }

    /**
     * What came of deploying a version.
     *
     * @param target what stands behind it
     * @param version its name
     * @param retired what nothing points at any more: to be closed
     */
    public record Deployed<T>(T target, String version, List<T> retired) {}
}
