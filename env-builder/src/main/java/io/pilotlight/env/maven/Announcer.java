package io.pilotlight.env.maven;

import java.util.function.Consumer;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositoryListener;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;
import org.jspecify.annotations.Nullable;

/** Hands on what the resolver announces, on whichever of its threads; stops its downloads when it is cancelled. */
final class Announcer {
    private final boolean offline;
    private final boolean withoutChecksums;
    private final Cancellation cancellation;
    private final Consumer<MavenEvent> listener;

    /** The first package whose dependencies are unknown because its POM was not to be had offline. */
    private volatile @Nullable String unknown;

    Announcer(MavenRequest.Policy policy, Cancellation cancellation, Consumer<MavenEvent> listener) {
        this.offline = policy.offline();
        this.withoutChecksums = policy.withoutChecksums();
        this.cancellation = cancellation;
        this.listener = listener;
    }

    TransferListener transfers() {
        return new Transfers();
    }

    RepositoryListener repositories() {
        return new Repositories();
    }

    /** What was passed over along the way may mean that jars are missing. */
    void check() throws ResolutionException {
        String name = unknown;
        if (name != null) {
            throw Failures.offline(name);
        }
    }

    private final class Transfers extends AbstractTransferListener {
        @Override
        public void transferInitiated(TransferEvent event) throws TransferCancelledException {
            goOn();
        }

        @Override
        public void transferStarted(TransferEvent event) throws TransferCancelledException {
            goOn();
            TransferResource resource = event.getResource();
            String file = resource.getResourceName()
                    .substring(resource.getResourceName().lastIndexOf('/') + 1);
            if (!file.endsWith(".pom") && !file.endsWith(".xml")) {
                listener.accept(new MavenEvent.Downloading(file, resource.getContentLength()));
            }
        }

        @Override
        public void transferProgressed(TransferEvent event) throws TransferCancelledException {
            goOn();
        }

        /** Where a missing checksum is allowed, the resolver would allow a wrong one too. */
        @Override
        public void transferCorrupted(TransferEvent event) throws TransferCancelledException {
            if (withoutChecksums
                    && event.getException() instanceof ChecksumFailureException wrong
                    && !wrong.getExpected().isEmpty()) {
                throw new TransferCancelledException(String.valueOf(wrong.getMessage()), wrong);
            }
        }

        private void goOn() throws TransferCancelledException {
            if (cancellation.cancelled()) {
                throw new TransferCancelledException("interrupted");
            }
        }
    }

    private final class Repositories extends AbstractRepositoryListener {
        @Override
        public void artifactResolved(RepositoryEvent event) {
            if (event.getArtifact().getExtension().equals("pom")) {
                listener.accept(new MavenEvent.Collecting(name(event)));
            }
        }

        @Override
        public void artifactDescriptorMissing(RepositoryEvent event) {
            if (offline) {
                unknown = name(event);
            } else {
                listener.accept(new MavenEvent.Note(
                        "No repository has a POM of " + name(event) + ": it is taken to depend on nothing"));
            }
        }

        private static String name(RepositoryEvent event) {
            return event.getArtifact().getGroupId() + ":"
                    + event.getArtifact().getArtifactId() + ":"
                    + event.getArtifact().getVersion();
        }
    }
}
