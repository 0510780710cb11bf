package io.pilotlight.env.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.MavenSystemHome;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import io.pilotlight.env.jar.Coordinates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/** Maven Resolver with the user's settings, for one resolution. */
final class MavenSession implements AutoCloseable {
    private final Context context;
    private final DefaultRepositorySystemSession session;
    private final Cancellation connections;
    private final Announcer announcer;

    private MavenSession(
            Context context, DefaultRepositorySystemSession session, Cancellation connections, Announcer announcer) {
        this.context = context;
        this.session = session;
        this.connections = connections;
        this.announcer = announcer;
    }

    static MavenSession open(MavenRequest.Sources sources, Cancellation cancellation, Consumer<MavenEvent> listener)
            throws ResolutionException {
        Context context;
        try {
            context = new StandaloneStaticRuntime().create(overrides(sources));
        } catch (IllegalStateException e) {
            throw Failures.settings(e);
        }
        DefaultRepositorySystemSession session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        MavenSystemHome installed = context.mavenSystemHome();
        session.setOffline(session.isOffline()
                || OfflineSetting.in(context.mavenUserHome().settingsXml())
                || (installed != null && OfflineSetting.in(installed.settingsXml())));
        MavenRequest.Policy policy = new MavenRequest.Policy(
                session.isOffline(), false, sources.policy().withoutChecksums());
        Announcer announcer = new Announcer(policy, cancellation, listener);
        session.setTransferListener(announcer.transfers());
        session.setRepositoryListener(announcer.repositories());
        session.setCache(new ClosingCache(cancellation));
        session.setLocalRepositoryManager(new GuardedLocalRepository(session.getLocalRepositoryManager()));
        // a POM that is there and cannot be read would mean jars that are silently missing; Maven only warns
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, false));
        return new MavenSession(context, session, cancellation, announcer);
    }

    /** Returns the jars of the packages, and of all that these need to run. */
    List<ResolvedJar> resolve(MavenRequest request) throws ResolutionException {
        List<Dependency> managed = new ArrayList<>();
        for (Coordinates bom : request.managed()) {
            managed.addAll(managedBy(bom));
        }
        CollectRequest collect = new CollectRequest();
        collect.setRepositories(context.remoteRepositories());
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
                    jars(system().resolveDependencies(session, wanted).getArtifactResults());
            announcer.check();
            return jars;
        } catch (RepositoryException e) {
            throw Failures.of(request.packages(), session.isOffline(), e);
        }
    }

    /** Returns the files of exactly these coordinates. */
    List<ResolvedJar> fetch(List<Coordinates> jars) throws ResolutionException {
        List<ArtifactRequest> requests = jars.stream()
                .map(jar -> new ArtifactRequest(artifact(jar), context.remoteRepositories(), null))
                .toList();
        try {
            List<ArtifactResult> results = system().resolveArtifacts(session, requests);
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
        context.close();
    }

    private RepositorySystem system() {
        return context.repositorySystem();
    }

    private List<Dependency> managedBy(Coordinates bom) throws ResolutionException {
        ArtifactDescriptorRequest request =
                new ArtifactDescriptorRequest(artifact(bom), context.remoteRepositories(), null);
        try {
            ArtifactDescriptorResult descriptor = system().readArtifactDescriptor(session, request);
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

    private static ContextOverrides overrides(MavenRequest.Sources sources) {
        MavenRequest.Policy policy = sources.policy();
        List<RemoteRepository> repositories = new ArrayList<>(ContextOverrides.DEFAULT_REMOTE_REPOSITORIES);
        repositories.addAll(sources.repositories().stream()
                .map(it -> new RemoteRepository.Builder(
                                it.id(), "default", it.url().toString())
                        .setPolicy(new RepositoryPolicy())
                        .build())
                .collect(Collectors.toList()));
        ContextOverrides.Builder builder = ContextOverrides.create()
                .withUserSettings(true)
                .repositories(repositories)
                .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.APPEND)
                .ignoreArtifactDescriptorRepositories(true)
                .configProperties(Map.of("aether.connector.requestTimeout", 60_000))
                .checksumPolicy(
                        policy.withoutChecksums()
                                ? ContextOverrides.ChecksumPolicy.WARN
                                : ContextOverrides.ChecksumPolicy.FAIL);
        if (policy.offline()) {
            builder.offline(true);
        }
        if (policy.refresh()) {
            builder.snapshotUpdatePolicy(ContextOverrides.SnapshotUpdatePolicy.ALWAYS);
        }
        sources.settings().ifPresent(builder::withUserSettingsXmlOverride);
        sources.localRepository().ifPresent(builder::withLocalRepositoryOverride);
        return builder.build();
    }
}
