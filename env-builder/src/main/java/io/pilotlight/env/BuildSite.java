package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Staging;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The place where an environment is made, whatever its language: one maker at a time builds it in a folder beside its
 * own, which is moved into place when it is whole, and removed if it never is.
 */
final class BuildSite {
    private final Path directory;
    private final EnvListener listener;
    private final Staging staging;

    BuildSite(EnvDirectory directory, EnvListener listener) {
        this.directory = directory.path();
        this.listener = listener;
        this.staging = new Staging(directory.path());
    }

    /**
     * What is to be built.
     *
     * @param receipt says of what it is made: an equal one means that nothing is to be done; asked for each time, as
     *     making the environment, or another maker, may change it
     * @param clear whether an environment that is there is thrown away
     * @param kind tells environments of this language from other folders
     * @param build makes the environment in the folder it is given
     */
    record Plan(Supplier<Receipt> receipt, boolean clear, Kind kind, Consumer<Workplace> build) {
        Plan(Receipt receipt, boolean clear, Kind kind, Consumer<Workplace> build) {
            this(() -> receipt, clear, kind, build);
        }
    }

    /**
     * Tells environments of one language from other folders.
     *
     * @param holds whether a folder holds one, be it broken
     * @param works whether a folder holds one that can be used
     */
    record Kind(Predicate<Path> holds, Predicate<Path> works) {}

    /**
     * Where a maker works, and the programs that it starts.
     *
     * @param directory the folder that holds the environment for now
     * @param children the programs, which end when the making ends
     */
    record Workplace(Path directory, Children children) {}

    /** Makes the environment, or finds that there is nothing to do. */
    void build(Plan plan) {
        if (isUpToDate(plan)) {
            sweepIfLeft();
            return;
        }
        holdingLock(() -> buildUnless(plan));
    }

    /** A maker that was killed when all was done but to remove the old environment has left that. */
    private void sweepIfLeft() {
        try {
            staging.sweepIfLeft();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException notNow) {
            // the environment is whole; whoever makes it anew removes what is left, or says why not
        }
    }

    private void holdingLock(Staging.Body body) {
        makeParents();
        try {
            staging.holding(() -> listener.onEvent(new EnvEvent.Waiting(directory)), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while waiting to make " + directory, e);
        } catch (UncheckedIOException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Changes the environment in its place, if one is there; else it is made.
     *
     * @param mayChange throws if the environment in the folder cannot be changed
     */
    void upgrade(Plan plan, Consumer<Path> mayChange) {
        holdingLock(() -> {
            boolean there = Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
                    && !(Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && Trees.isEmpty(directory));
            if (!there) {
                buildAside(plan);
            } else {
                checkHolds(plan);
                mayChange.accept(directory);
                buildInPlace(plan);
            }
            listener.onEvent(new EnvEvent.Created(directory));
        });
    }

    /** Removes the environment: it disappears at once. */
    void remove() {
        try {
            staging.holding(() -> {}, staging::removeDirectory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while waiting to remove " + directory, e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** While we waited for the lock, another maker may have made what we want. */
    private void buildUnless(Plan plan) throws IOException {
        if (!isUpToDate(plan)) {
            checkPlace(plan);
            buildAside(plan);
            listener.onEvent(new EnvEvent.Created(directory));
        }
    }

    private boolean isUpToDate(Plan plan) {
        boolean same = !plan.clear
                && plan.kind.works.test(directory)
                && plan.receipt.get().isIn(directory);
        if (same) {
            listener.onEvent(new EnvEvent.UpToDate(directory));
        }
        return same;
    }

    private void makeParents() {
        try {
            Files.createDirectories(staging.parent());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Only what this library made, or what the caller wants cleared, is replaced; and nothing but an environment. */
    private void checkPlace(Plan plan) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean ours = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && (Trees.isEmpty(directory) || plan.receipt.get().sameLanguageIn(directory));
        if (ours) {
            return;
        }
        checkHolds(plan);
        if (!plan.clear) {
            throw new DirectoryException("'" + directory
                    + "' is an environment that something else made: open it, clear it, or choose another folder");
        }
    }

    private void checkHolds(Plan plan) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new DirectoryException("Unable to create directory '" + directory
                    + "': a file or a link is in the way. Remove it, or choose another folder");
        }
        if (!plan.kind.holds.test(directory)) {
            throw new DirectoryException("'" + directory
                    + "' is not empty, and holds no "
                    + plan.receipt.get().language().title()
                    + " environment: it is left as it is. Choose another folder");
        }
    }

    /** What something else made stays without a receipt: it is not made of the same things. */
    private void buildInPlace(Plan plan) throws IOException {
        boolean ours = plan.receipt.get().sameLanguageIn(directory);
        try (Children children = new Children()) {
            plan.build.accept(new Workplace(directory, children));
        }
        if (ours) {
            plan.receipt.get().writeTo(directory);
        }
    }

    private void buildAside(Plan plan) throws IOException {
        Aside.build(
                staging.fresh(),
                workplace -> {
                    plan.build.accept(workplace);
                    plan.receipt.get().writeTo(workplace.directory());
                },
                staging::promote);
    }

    private EnvironmentException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Thread.currentThread().interrupt();
            return new InterruptedBuildException("Interrupted while making " + directory, e);
        }
        if (e instanceof AccessDeniedException) {
            return new DirectoryException(
                    "Unable to create directory '" + directory + "': permission denied for " + e.getMessage()
                            + ". Choose another folder, or run as its owner",
                    e);
        }
        if (e instanceof FileSystemException) {
            return new DirectoryException(
                    "Unable to create directory '" + directory + "': "
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ". Choose another folder",
                    e);
        }
        return new EnvironmentException("'" + directory + "' was not made: " + e.getMessage(), e);
    }
}
