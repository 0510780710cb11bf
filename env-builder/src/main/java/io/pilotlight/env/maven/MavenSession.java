package io.pilotlight.env.maven;

import io.pilotlight.env.jar.Coordinates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** Maven Resolver with the user's settings, for one resolution. */
final class MavenSession implements AutoCloseable {
    private static final String CENTRAL = "central";
    private static final int REQUEST_MILLIS = 60_000;

    private final RepositorySystem system;
    private final DefaultRepositorySystemSession session;
    private final List<RemoteRepository> repositories;
    private final Cancellation connections;
    private final Announcer announcer;

    private MavenSession(
            RepositorySystem system,
            DefaultRepositorySystemSession session,
            List<RemoteRepository> repositories,
            Cancellation connections,
            Announcer announcer) {
        this.system = system;
        this.session = session;
        this.repositories = system.newResolutionRepositories(session, repositories);
        this.connections = connections;
        this.announcer = announcer;
    }

    static MavenSession open(MavenRequest.Sources sources, Cancellation cancellation, Consumer<MavenEvent> listener)
            throws ResolutionException {
        UserSettings settings = UserSettings.read(SettingsFiles.of(sources.settings()), listener);
        DefaultRepositorySystemSession session = session(settings, sources.policy());
        MavenRequest.Policy policy = new MavenRequest.Policy(
                session.isOffline(), false, sources.policy().withoutChecksums());
        Announcer announcer = new Announcer(policy, cancellation, listener);
        session.setTransferListener(announcer.transfers());
        session.setRepositoryListener(announcer.repositories());
        session.setCache(new ClosingCache(cancellation));
        RepositorySystem system = new RepositorySystemSupplier().get();
        LocalRepository local = new LocalRepository(
                sources.localRepository().orElseGet(settings::localRepository).toFile());
        session.setLocalRepositoryManager(new GuardedLocalRepository(system.newLocalRepositoryManager(session, local)));
        return new MavenSession(system, session, repositories(settings, sources), cancellation, announcer);
    }

    private static DefaultRepositorySystemSession session(UserSettings settings, MavenRequest.Policy policy) {
        DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
        session.setMirrorSelector(settings.mirrors());
        session.setProxySelector(settings.proxies());
        session.setAuthenticationSelector(settings.logins());
        session.setSystemProperties(settings.system());
        session.setConfigProperties(configuration(settings));
        session.setOffline(policy.offline() || settings.offline());
        session.setIgnoreArtifactDescriptorRepositories(true);
        session.setChecksumPolicy(
                policy.withoutChecksums()
                        ? RepositoryPolicy.CHECKSUM_POLICY_WARN
                        : RepositoryPolicy.CHECKSUM_POLICY_FAIL);
        if (policy.refresh()) {
            session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        }
        // what failed once is asked for again
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
        // a POM that is there and cannot be read would mean jars that are silently missing; Maven only warns
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, false));
        return session;
    }

    private static Map<String, Object> configuration(UserSettings settings) {
        Map<String, Object> values = new HashMap<>(settings.configuration());
        values.put(ConfigurationProperties.INTERACTIVE, false);
        values.putIfAbsent(ConfigurationProperties.REQUEST_TIMEOUT, REQUEST_MILLIS);
        values.putIfAbsent(
                ConfigurationProperties.USER_AGENT,
                "Pilotlight (Java " + System.getProperty("java.version") + "; " + System.getProperty("os.name") + ")");
        return values;
    }

    /** Those of the settings, Maven Central unless they name one so, those of the request, which go before others of that id. */
    private static List<RemoteRepository> repositories(UserSettings settings, MavenRequest.Sources sources) {
        Map<String, RemoteRepository> repositories = settings.repositories();
        repositories.putIfAbsent(
                CENTRAL,
                new RemoteRepository.Builder(CENTRAL, "default", "https://repo.maven.apache.org/maven2/")
                        .setReleasePolicy(new RepositoryPolicy())
                        .setSnapshotPolicy(new RepositoryPolicy(false, null, null))
                        .build());
        for (MavenRequest.Repository it : sources.repositories()) {
            repositories.put(
                    it.id(),
                    new RemoteRepository.Builder(it.id(), "default", it.url().toString())
                            .setPolicy(new RepositoryPolicy())
                            .build());
        }
        return List.copyOf(repositories.values());
    }

    /** Returns the jars of the packages, and of all that these need to run. */
    List<ResolvedJar> resolve(MavenRequest request) throws ResolutionException {
        List<Dependency> managed = new ArrayList<>();
        for (Coordinates bom : request.managed()) {
            managed.addAll(managedBy(bom));
        }
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(repositories);
        collect.setManagedDependencies(managed);
        List<Exclusion> exclusions = request.exclusions().stream()
                .map(name -> new Exclusion(name.group(), name.artifact(), "*", "*"))
                .toList();
        for (Coordinates wanted : request.packages()) {
            Artifact artifact = artifact(versioned(wanted, managed));
            collect.addDependency(new Dependency(artifact, JavaScopes.RUNTIME).setExclusions(exclusions));
        }
        DependencyRequest wanted =
                new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
        try {
            List<ResolvedJar> jars =
                    jars(system.resolveDependencies(session, wanted).getArtifactResults());
            announcer.check();
            return jars;
        } catch (RepositoryException e) {
            throw Failures.of(request.packages(), session.isOffline(), e);
        }
    }

    /** Returns the files of exactly these coordinates. */
    List<ResolvedJar> fetch(List<Coordinates> jars) throws ResolutionException {
        List<ArtifactRequest> requests = jars.stream()
                .map(jar -> new ArtifactRequest(artifact(jar), repositories, null))
                .toList();
        try {
            List<ArtifactResult> results = system.resolveArtifacts(session, requests);
            List<ResolvedJar> files = new ArrayList<>();
            for (int i = 0; i < jars.size(); i++) {
                files.add(new ResolvedJar(jars.get(i), file(results.get(i))));
            }
            return files;
        } catch (RepositoryException e) {
            throw Failures.of(jars, session.isOffline(), e);
        }
    }

    @Override
    public void close() {
        connections.closeAll();
        system.shutdown();
    }

    private List<Dependency> managedBy(Coordinates bom) throws ResolutionException {
        ArtifactDescriptorRequest request = new ArtifactDescriptorRequest(artifact(bom), repositories, null);
        try {
            ArtifactDescriptorResult descriptor = system.readArtifactDescriptor(session, request);
            if (!descriptor.getExceptions().isEmpty()) {
                throw Failures.of(
                        List.of(bom),
                        session.isOffline(),
                        descriptor.getExceptions().get(0));
            }
            return descriptor.getManagedDependencies();
        } catch (RepositoryException e) {
            throw Failures.of(List.of(bom), session.isOffline(), e);
        }
    }

    private static Coordinates versioned(Coordinates wanted, List<Dependency> managed) throws ResolutionException {
        if (!wanted.version().isEmpty()) {
            return wanted;
        }
        return managed.stream()
                .map(Dependency::getArtifact)
                .filter(artifact -> artifact.getGroupId().equals(wanted.group())
                        && artifact.getArtifactId().equals(wanted.artifact()))
                .map(Artifact::getVersion)
                .findFirst()
                .map(wanted::withVersion)
                .orElseThrow(() -> Failures.noVersion(wanted));
    }

    /** What is no jar, such as the POM of a package that is only a list of others, is not on the class path. */
    private static List<ResolvedJar> jars(List<ArtifactResult> results) {
        return results.stream()
                .filter(result -> result.getArtifact().getExtension().equals("jar"))
                .map(result -> new ResolvedJar(coordinates(result.getArtifact()), file(result)))
                .toList();
    }

    private static Path file(ArtifactResult result) {
        return result.getArtifact().getFile().toPath();
    }

    private static Artifact artifact(Coordinates it) {
        return new DefaultArtifact(it.group(), it.artifact(), it.classifier(), it.extension(), it.version());
    }

    private static Coordinates coordinates(Artifact it) {
        return new Coordinates(
                it.getGroupId(), it.getArtifactId(), it.getExtension(), it.getClassifier(), it.getVersion());
    }
}
