package io.pilotlight.env;

import io.pilotlight.core.time.Time;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the packages of a Python environment are found and installed. A part of {@link EnvOptions}. */
public final class PackageOptions {
    private final Installer installer;
    private final Map<Path, Set<String>> projects;
    private final List<String> groups;
    private final List<Path> constraints;
    private final boolean requireHashes;
    private final boolean offline;
    private final @Nullable URI indexUrl;
    private final List<Path> findLinks;
    private final @Nullable Path lock;
    private final boolean locked;
    private final Duration resolutionAge;
    private final @Nullable Time time;

    private PackageOptions(Builder<?> builder) {
        this.installer = builder.installer;
        Map<Path, Set<String>> extras = new LinkedHashMap<>();
        builder.projects.forEach((file, names) -> extras.put(file, Set.copyOf(names)));
        this.projects = extras;
        this.groups = List.copyOf(builder.groups);
        this.constraints = List.copyOf(builder.constraints);
        this.requireHashes = builder.requireHashes;
        this.offline = builder.offline;
        this.indexUrl = builder.indexUrl;
        this.findLinks = List.copyOf(builder.findLinks);
        this.lock = builder.lock;
        this.locked = builder.locked;
        this.resolutionAge = builder.resolutionAge;
        this.time = builder.time;
    }

    /**
     * Returns the program that installs.
     *
     * @return the installer
     */
    public Installer installer() {
        return installer;
    }

    /**
     * Returns the projects whose dependencies are installed.
     *
     * @return the extras that are wanted too, by the path of a {@code pyproject.toml}
     */
    public Map<Path, Set<String>> projects() {
        return Map.copyOf(projects);
    }

    /**
     * Returns the dependency groups that are installed, of the projects that have them.
     *
     * @return names of groups
     */
    public List<String> groups() {
        return groups;
    }

    /**
     * Returns the files that narrow the versions of packages.
     *
     * @return constraints files, in order
     */
    public List<Path> constraints() {
        return constraints;
    }

    /**
     * Returns whether each package must have a hash in the requirements.
     *
     * @return whether it must
     */
    public boolean requireHashes() {
        return requireHashes;
    }

    /**
     * Returns whether packages are found without the network.
     *
     * @return whether they are
     */
    public boolean offline() {
        return offline;
    }

    /**
     * Returns the package index.
     *
     * @return its address, or empty for the installer's own choice
     */
    public Optional<URI> indexUrl() {
        return Optional.ofNullable(indexUrl);
    }

    /**
     * Returns folders with packages.
     *
     * @return folders, in order
     */
    public List<Path> findLinks() {
        return findLinks;
    }

    /**
     * Returns the lock file.
     *
     * @return its path, or empty if there is none
     */
    public Optional<Path> lock() {
        return Optional.ofNullable(lock);
    }

    /**
     * Returns whether the lock file must be there and fit.
     *
     * @return whether it must
     */
    public boolean locked() {
        return locked;
    }

    /**
     * Returns how long the versions that were found for requirements are taken again without looking for newer ones.
     *
     * @return a duration, zero or more
     */
    public Duration resolutionAge() {
        return resolutionAge;
    }

    /** Returns the clock by which versions grow old; the machine's is set going only when it is asked for. */
    Time time() {
        return time == null ? Time.system() : time;
    }

    /** Returns the projects in the order in which they were named. */
    List<Map.Entry<Path, Set<String>>> projectsInOrder() {
        return List.copyOf(projects.entrySet());
    }

    /** Returns what of these options changes an environment. */
    List<String> ingredients() {
        List<String> all = new ArrayList<>();
        all.add("%s %s %s".formatted(installer, requireHashes, lock == null ? "" : "locked"));
        all.add(String.valueOf(indexUrl));
        findLinks.forEach(folder -> all.add(folder.toString()));
        return all;
    }

    /**
     * Collects options; every one has a default.
     *
     * @param <B> the collector itself
     */
    public abstract static sealed class Builder<B extends Builder<B>> permits EnvOptions.Builder {
        private static final Duration AS_THE_INDEX_SAYS = Duration.ofMinutes(10);

        private Installer installer = Installer.AUTO;
        private final Map<Path, Set<String>> projects = new LinkedHashMap<>();
        private final List<String> groups = new ArrayList<>();
        private final List<Path> constraints = new ArrayList<>();
        private boolean requireHashes;
        private boolean offline;
        private @Nullable URI indexUrl;
        private final List<Path> findLinks = new ArrayList<>();
        private @Nullable Path lock;
        private boolean locked;
        private Duration resolutionAge = AS_THE_INDEX_SAYS;
        private @Nullable Time time;

        Builder() {}

        abstract B self();

        PackageOptions packageOptions() {
            return new PackageOptions(this);
        }

        /**
         * Sets the program that installs packages. If not set, uv if it is on {@code PATH}, else pip.
         *
         * @param program the installer
         * @return this builder
         */
        public B installer(Installer program) {
            this.installer = program;
            return self();
        }

        /**
         * Adds a project, whose dependencies are installed; the project itself is not. They are what its
         * {@code [project]} table says, as {@code uv pip install -r pyproject.toml} takes them.
         *
         * @param file a {@code pyproject.toml}
         * @param extras the extras of the project that are wanted too
         * @return this builder
         */
        public B project(Path file, String... extras) {
            projects.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new TreeSet<>())
                    .addAll(List.of(extras));
            return self();
        }

        /**
         * Adds dependency groups of the projects (PEP 735).
         *
         * @param names names of groups; each must be in at least one of the projects
         * @return this builder
         */
        public B groups(String... names) {
            groups.addAll(List.of(names));
            return self();
        }

        /**
         * Adds a file that narrows the versions of packages without asking for them.
         *
         * @param file a constraints file
         * @return this builder
         */
        public B constraints(Path file) {
            constraints.add(file.toAbsolutePath().normalize());
            return self();
        }

        /**
         * Sets whether each package must have a hash in the requirements. If not set, the installer checks hashes where
         * there are some, and pip wants all if there is one.
         *
         * @param wanted whether it must
         * @return this builder
         */
        public B requireHashes(boolean wanted) {
            this.requireHashes = wanted;
            return self();
        }

        /**
         * Sets whether packages are found without the network: in the cache, whatever the age of what is there, and in
         * {@link #findLinks}. If not set, the network is used.
         *
         * @param wanted whether they are
         * @return this builder
         */
        public B offline(boolean wanted) {
            this.offline = wanted;
            return self();
        }

        /**
         * Sets the package index. If not set, the one of the installer's configuration, which is PyPI if it says nothing.
         *
         * @param address the index's address, such as {@code https://pypi.org/simple}
         * @return this builder
         */
        public B indexUrl(URI address) {
            this.indexUrl = address;
            return self();
        }

        /**
         * Adds a folder with wheels and source archives, in which packages are looked for too.
         *
         * @param folder the folder
         * @return this builder
         */
        public B findLinks(Path folder) {
            findLinks.add(folder.toAbsolutePath().normalize());
            return self();
        }

        /**
         * Sets the lock file: requirements with exact versions and hashes, for one version of Python and one platform.
         * If it is there and fits the requirements, exactly its packages are installed; otherwise it is written once
         * packages have been found for the requirements. If not set, there is none.
         *
         * @param file the file, which need not be there
         * @return this builder
         */
        public B lock(Path file) {
            this.lock = file.toAbsolutePath().normalize();
            return self();
        }

        /**
         * Sets whether the lock file must be there and fit the requirements. If not set, it is written if need be.
         *
         * @param wanted whether it must
         * @return this builder
         */
        public B locked(boolean wanted) {
            this.locked = wanted;
            return self();
        }

        /**
         * Sets how long the versions that pip found for requirements are taken again without looking for newer ones. If
         * not set, 10 minutes, which is what PyPI says of its own pages. Versions that the requirements name exactly
         * are taken for ever.
         *
         * @param age a duration; zero always looks
         * @return this builder
         * @throws OptionException if it is negative
         */
        public B resolutionAge(Duration age) {
            if (age.isNegative()) {
                throw new OptionException(
                        "The age " + age + " is negative: use zero to always look for newer versions");
            }
            this.resolutionAge = age;
            return self();
        }

        /**
         * Sets the clock by which versions grow old. If not set, the machine's.
         *
         * @param clock the clock
         * @return this builder
         */
        public B time(Time clock) {
            this.time = clock;
            return self();
        }

        boolean needsPip() {
            return installer == Installer.PIP
                    || (installer == Installer.AUTO && UvRun.program().isEmpty());
        }

        boolean wantsProjects() {
            return !projects.isEmpty();
        }

        void check() {
            if (locked && lock == null) {
                throw new OptionException(
                        "There is no lock file to be held to: name it with lock(file), or drop locked(true)");
            }
            if (!groups.isEmpty() && projects.isEmpty()) {
                throw new OptionException("The groups " + groups + " are of no project: name it with project(file)");
            }
        }
    }
}
