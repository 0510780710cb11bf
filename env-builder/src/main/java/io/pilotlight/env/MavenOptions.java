package io.pilotlight.env;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Java packages come from. Never changed once made.
 *
 * <p>If nothing is set, it is as with Maven: the user's settings.xml with its mirrors, credentials, proxies and active
 * profiles, Maven Central, and the local repository that Maven uses. Repositories that the POM of a package names are not
 * asked.
 */
public final class MavenOptions {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable Path settings;
    private final @Nullable Path localRepository;
    private final Map<String, URI> repositories;
    private final boolean lenientChecksums;

    private MavenOptions(Builder builder) {
        this.settings = builder.settings;
        this.localRepository = builder.localRepository;
        this.repositories = new LinkedHashMap<>(builder.repositories);
        this.lenientChecksums = builder.lenientChecksums;
    }

    /**
     * Begins to collect options.
     *
     * @return a collector in which nothing is set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the settings.
     *
     * @return a settings.xml, or empty for the user's own
     */
    public Optional<Path> settings() {
        return Optional.ofNullable(settings);
    }

    /**
     * Returns the local repository.
     *
     * @return a folder, or empty for the one that Maven would use
     */
    public Optional<Path> localRepository() {
        return Optional.ofNullable(localRepository);
    }

    /**
     * Returns the remote repositories beside Maven Central and those of the settings.
     *
     * @return addresses by name, in order; read-only
     */
    public Map<String, URI> repositories() {
        return Collections.unmodifiableMap(repositories);
    }

    /**
     * Returns whether files are taken for which a repository has no checksum.
     *
     * @return whether they are
     */
    public boolean lenientChecksums() {
        return lenientChecksums;
    }

    /** Returns what a repair must know, to be kept in the environment; there are no credentials among it. */
    Map<String, String> toConfiguration() {
        Map<String, String> values = new LinkedHashMap<>();
        settings().ifPresent(file -> values.put("settings", file.toString()));
        localRepository().ifPresent(folder -> values.put("local-repository", folder.toString()));
        if (!repositories.isEmpty()) {
            String all = repositories.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(" "));
            values.put("repositories", all);
        }
        if (lenientChecksums) {
            values.put("lenient-checksums", "true");
        }
        return values;
    }

    /** Reads what {@link #toConfiguration} wrote. */
    static MavenOptions fromConfiguration(Map<String, String> values) {
        Builder builder = builder().lenientChecksums(values.containsKey("lenient-checksums"));
        if (values.containsKey("settings")) {
            builder.settings(Path.of(values.get("settings")));
        }
        if (values.containsKey("local-repository")) {
            builder.localRepository(Path.of(values.get("local-repository")));
        }
        for (String repository : values.getOrDefault("repositories", "").split(" ", -1)) {
            int equals = repository.indexOf('=');
            if (equals > 0) {
                builder.repository(repository.substring(0, equals), URI.create(repository.substring(equals + 1)));
            }
        }
        return builder.build();
    }

    /** Collects options; every one has a default. */
    public static final class Builder {
        private @Nullable Path settings;
        private @Nullable Path localRepository;
        private final Map<String, URI> repositories = new LinkedHashMap<>();
        private boolean lenientChecksums;

        private Builder() {}

        /**
         * Sets the settings, as {@code mvn --settings} does. If not set, {@code settings.xml} in {@code ~/.m2}.
         *
         * @param file a settings.xml
         * @return this builder
         */
        public Builder settings(Path file) {
            this.settings = file.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Sets the local repository. If not set, what the system property {@code maven.repo.local} says, else what the
         * settings say, else {@code ~/.m2/repository}.
         *
         * @param folder a folder, which is made when it is needed
         * @return this builder
         */
        public Builder localRepository(Path folder) {
            this.localRepository = folder.toAbsolutePath().normalize();
            return this;
        }

        /**
         * Adds a remote repository, which is asked after Maven Central and those of the settings. Its credentials are
         * those that the settings have for its name.
         *
         * @param id the name that mirrors and credentials in the settings go by
         * @param url its address: https or file, or http on this machine, as Maven itself has it since 3.8.1
         * @return this builder
         * @throws OptionException if the name or the address will not do
         */
        public Builder repository(String id, URI url) {
            String scheme = String.valueOf(url.getScheme());
            boolean here = scheme.equals("http") && LOOPBACK.contains(String.valueOf(url.getHost()));
            if (!here && !scheme.equals("https") && !scheme.equals("file")) {
                throw new OptionException("The repository '" + url + "' is not safe to use: name one by https or file");
            }
            if (url.getUserInfo() != null) {
                throw new OptionException("The address of the repository '" + id
                        + "' has credentials in it: put them into the settings, as the server of that name");
            }
            if (!id.matches("[A-Za-z0-9._-]+")) {
                throw new OptionException(
                        "'" + id + "' cannot be the name of a repository: use letters, digits, dots and dashes");
            }
            repositories.put(id, url);
            return this;
        }

        /**
         * Sets whether files are taken for which a repository has no checksum. If not set, they are refused. A wrong
         * checksum is refused either way.
         *
         * @param lenient whether they are
         * @return this builder
         */
        public Builder lenientChecksums(boolean lenient) {
            this.lenientChecksums = lenient;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return options that never change
         */
        public MavenOptions build() {
            return new MavenOptions(this);
        }
    }
}
