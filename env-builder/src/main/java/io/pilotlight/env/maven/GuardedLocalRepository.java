package io.pilotlight.env.maven;

import java.util.Arrays;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.repository.LocalArtifactRegistration;
import org.eclipse.aether.repository.LocalArtifactRequest;
import org.eclipse.aether.repository.LocalArtifactResult;
import org.eclipse.aether.repository.LocalMetadataRegistration;
import org.eclipse.aether.repository.LocalMetadataRequest;
import org.eclipse.aether.repository.LocalMetadataResult;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;

/** A local repository that files cannot leave, whatever the POMs of a remote one say they are called. */
record GuardedLocalRepository(LocalRepositoryManager files) implements LocalRepositoryManager {
    @Override
    public LocalRepository getRepository() {
        return files.getRepository();
    }

    @Override
    public String getPathForLocalArtifact(Artifact artifact) {
        return inside(files.getPathForLocalArtifact(artifact));
    }

    @Override
    public String getPathForRemoteArtifact(Artifact artifact, RemoteRepository repository, String context) {
        return inside(files.getPathForRemoteArtifact(artifact, repository, context));
    }

    @Override
    public String getPathForLocalMetadata(Metadata metadata) {
        return inside(files.getPathForLocalMetadata(metadata));
    }

    @Override
    public String getPathForRemoteMetadata(Metadata metadata, RemoteRepository repository, String context) {
        return inside(files.getPathForRemoteMetadata(metadata, repository, context));
    }

    @Override
    public LocalArtifactResult find(RepositorySystemSession session, LocalArtifactRequest request) {
        getPathForLocalArtifact(request.getArtifact());
        return files.find(session, request);
    }

    @Override
    public void add(RepositorySystemSession session, LocalArtifactRegistration request) {
        getPathForLocalArtifact(request.getArtifact());
        files.add(session, request);
    }

    @Override
    public LocalMetadataResult find(RepositorySystemSession session, LocalMetadataRequest request) {
        getPathForLocalMetadata(request.getMetadata());
        return files.find(session, request);
    }

    @Override
    public void add(RepositorySystemSession session, LocalMetadataRegistration request) {
        getPathForLocalMetadata(request.getMetadata());
        files.add(session, request);
    }

    private static String inside(String path) {
        if (path.startsWith("/")
                || path.contains("\\")
                || Arrays.asList(path.split("/", -1)).contains("..")) {
            throw new UnsafeNameException(path);
        }
        return path;
    }

    /** A package has a name that leads out of the repository. */
    static final class UnsafeNameException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnsafeNameException(String path) {
            super("a package has a name that leads out of the local repository: '" + path + "'");
        }
    }
}
