package io.pilotlight.env.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.jspecify.annotations.Nullable;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** What Maven's settings say, in the resolver's terms, as Maven 3.9 has it. */
final class UserSettings {
    private final Settings settings;
    private final List<Server> servers;
    private final List<Proxy> proxies;
    private final List<Profile> profiles;
    private final Properties system;

    private UserSettings(Settings settings, SettingsDecryptionResult decrypted, Properties system) {
        this.settings = settings;
        this.servers = decrypted.getServers();
        this.proxies = decrypted.getProxies();
        this.profiles = ActiveProfiles.in(settings, system);
        this.system = system;
    }

    /** Reads them; the listener is told of passwords that cannot be decrypted, which are then used as they stand. */
    static UserSettings read(SettingsFiles files, Consumer<MavenEvent> listener) throws ResolutionException {
        Properties system = systemProperties();
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(files.user().toFile());
        files.installation().ifPresent(file -> request.setGlobalSettingsFile(file.toFile()));
        request.setSystemProperties(system);
        Settings settings;
        try {
            settings = new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw Failures.settings(e);
        }
        SettingsDecryptionResult decrypted = decrypted(settings, files.security());
        decrypted
                .getProblems()
                .forEach(problem -> listener.accept(new MavenEvent.Note("Maven's settings: " + problem.getMessage())));
        return new UserSettings(settings, decrypted, system);
    }

    boolean offline() {
        return settings.isOffline();
    }

    Path localRepository() {
        @Nullable String named = System.getProperty("maven.repo.local", settings.getLocalRepository());
        Path folder = named == null || named.isEmpty() ? SettingsFiles.folder().resolve("repository") : Path.of(named);
        return folder.toAbsolutePath();
    }

    /** Returns Java's system properties, and those of the environment under {@code env.}, as POMs may name them. */
    Properties system() {
        return system;
    }

    MirrorSelector mirrors() {
        DefaultMirrorSelector selector = new DefaultMirrorSelector();
        for (Mirror it : settings.getMirrors()) {
            selector.add(
                    it.getId(),
                    it.getUrl(),
                    it.getLayout(),
                    false,
                    it.isBlocked(),
                    it.getMirrorOf(),
                    it.getMirrorOfLayouts());
        }
        return selector;
    }

    ProxySelector proxies() {
        DefaultProxySelector selector = new DefaultProxySelector();
        for (Proxy it : proxies) {
            if (it.isActive()) {
                AuthenticationBuilder login = new AuthenticationBuilder()
                        .addUsername(it.getUsername())
                        .addPassword(it.getPassword());
                selector.add(
                        new org.eclipse.aether.repository.Proxy(
                                it.getProtocol(), it.getHost(), it.getPort(), login.build()),
                        it.getNonProxyHosts());
            }
        }
        return selector;
    }

    AuthenticationSelector logins() {
        DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
        for (Server it : servers) {
            AuthenticationBuilder login = new AuthenticationBuilder()
                    .addUsername(it.getUsername())
                    .addPassword(it.getPassword())
                    .addPrivateKey(it.getPrivateKey(), it.getPassphrase());
            selector.add(it.getId(), login.build());
        }
        return selector;
    }

    /** Returns the repositories of the active profiles by their ids; of two with one id the later one is taken. */
    Map<String, RemoteRepository> repositories() {
        Map<String, RemoteRepository> repositories = new LinkedHashMap<>();
        for (Profile profile : profiles) {
            for (Repository it : profile.getRepositories()) {
                RemoteRepository made = new RemoteRepository.Builder(it.getId(), it.getLayout(), it.getUrl())
                        .setReleasePolicy(policy(it.getReleases()))
                        .setSnapshotPolicy(policy(it.getSnapshots()))
                        .build();
                repositories.put(made.getId(), made);
            }
        }
        return repositories;
    }

    /** Returns what the settings say about how the resolver works: properties of the active profiles, and of servers. */
    Map<String, Object> configuration() {
        Map<String, Object> values = new HashMap<>();
        List<Properties> all = new ArrayList<>(List.of(system));
        profiles.forEach(profile -> all.add(profile.getProperties()));
        for (Properties properties : all) {
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        for (Server server : servers) {
            if (server.getConfiguration() instanceof Xpp3Dom xml) {
                configure(server.getId(), xml, values);
            }
        }
        return values;
    }

    /** The parts of a server's configuration that are said to work with the resolver's own HTTP: headers and times. */
    private static void configure(String id, Xpp3Dom xml, Map<String, Object> values) {
        @Nullable Xpp3Dom headers = xml.getChild("httpHeaders");
        if (headers != null) {
            Map<String, String> named = new LinkedHashMap<>();
            for (Xpp3Dom header : headers.getChildren("property")) {
                named.put(text(header, "name"), text(header, "value"));
            }
            values.put(ConfigurationProperties.HTTP_HEADERS + "." + id, named);
        }
        // both are numbers in text, which the resolver reads
        if (xml.getChild("connectTimeout") != null) {
            values.put(ConfigurationProperties.CONNECT_TIMEOUT + "." + id, text(xml, "connectTimeout"));
        }
        if (xml.getChild("requestTimeout") != null) {
            values.put(ConfigurationProperties.REQUEST_TIMEOUT + "." + id, text(xml, "requestTimeout"));
        }
    }

    private static String text(Xpp3Dom parent, String name) {
        @Nullable Xpp3Dom child = parent.getChild(name);
        @Nullable String text = child == null ? null : child.getValue();
        return text == null ? "" : text;
    }

    private static RepositoryPolicy policy(org.apache.maven.settings.@Nullable RepositoryPolicy said) {
        if (said == null) {
            return new RepositoryPolicy();
        }
        @Nullable String update = said.getUpdatePolicy();
        return new RepositoryPolicy(
                said.isEnabled(),
                update == null ? RepositoryPolicy.UPDATE_POLICY_DAILY : update,
                RepositoryPolicy.CHECKSUM_POLICY_WARN); // the session's own is stricter and goes before it
    }

    private static SettingsDecryptionResult decrypted(Settings settings, Path security) {
        DefaultSettingsDecryptionRequest request = new DefaultSettingsDecryptionRequest();
        request.setServers(settings.getServers());
        request.setProxies(settings.getProxies());
        DefaultSecDispatcher passwords =
                new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), security.toString());
        return new DefaultSettingsDecrypter(passwords).decrypt(request);
    }

    private static Properties systemProperties() {
        Properties properties = new Properties();
        System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
        Properties ofJava = System.getProperties();
        ofJava.stringPropertyNames().forEach(name -> properties.setProperty(name, ofJava.getProperty(name)));
        return properties;
    }
}
