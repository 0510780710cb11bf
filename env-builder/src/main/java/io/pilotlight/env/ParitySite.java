package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Staging;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The place where an environment is made as Python's venv would make it, with its failures and their words.
 *
 * <p>What is new is built aside and moved whole. A folder that is there stays the same folder: if it is empty, or is to
 * be cleared, the environment is built in a folder inside it, whose contents then move up, the configuration last, so
 * that a kill leaves nothing that looks like an environment. Into any other folder the files are written where they
 * belong.
 */
final class ParitySite {
    private static final String CONFIGURATION = "pyvenv.cfg";

    private final Path directory;
    private final EnvOptions options;
    private final Staging beside;
    private final Staging inside;

    ParitySite(EnvDirectory directory, EnvOptions options) {
        this.directory = directory.path();
        this.options = options;
        this.beside = new Staging(this.directory);
        this.inside = new Staging(this.directory.resolve(CONFIGURATION));
    }

    /** Makes the environment. */
    void build(Consumer<BuildSite.Workplace> steps) {
        try {
            checkPlace();
            if (!Files.exists(directory)) {
                Directories.makeAbove(directory);
                refuseIfHopeless();
            }
            underLock(() -> buildLocked(steps));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while waiting to make " + directory, e);
        } catch (UncheckedIOException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** As Python's {@code ensure_directories}; but a folder behind a link is refused before it is emptied. */
    private void checkPlace() {
        if (Files.isRegularFile(directory) && options.clear()) {
            throw new DirectoryException("[Errno 20] Not a directory: " + PythonText.repr(directory));
        }
        boolean leadsSomewhere = Files.exists(directory);
        if (leadsSomewhere && (Files.isSymbolicLink(directory) || Files.isRegularFile(directory))) {
            throw Directories.inTheWay(directory);
        }
    }

    /** What {@code mkdir} would say before anything is written. */
    private void refuseIfHopeless() throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(directory.toString());
        }
        if (!Files.isWritable(beside.parent())) {
            Files.createDirectory(directory);
            Files.delete(directory);
        }
    }

    /** Where nothing can be written beside the folder, such as a mount point, the lock in it has to do. */
    private void underLock(Staging.Body body) throws IOException, InterruptedException {
        if (Files.isWritable(beside.parent())) {
            beside.holding(this::tellWaiting, body);
        } else {
            body.run();
        }
    }

    private void tellWaiting() {
        options.listener().onEvent(new EnvEvent.Waiting(directory));
    }

    private void buildLocked(Consumer<BuildSite.Workplace> steps) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Aside.build(beside.fresh(), steps::accept, beside::promote);
        } else if (Files.isWritable(directory)) {
            buildOver(steps);
        } else {
            buildInPlace(steps);
        }
        options.listener().onEvent(new EnvEvent.Created(directory));
    }

    private void buildOver(Consumer<BuildSite.Workplace> steps) throws IOException {
        try {
            inside.holding(this::tellWaiting, () -> {
                if (options.clear() || contents().isEmpty()) {
                    Aside.build(inside.fresh(), steps::accept, this::replaceContents);
                } else {
                    buildInPlace(steps);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    /** The configuration goes first and comes last: without it, a folder is no environment. */
    private void replaceContents(Path aside) throws IOException {
        Files.deleteIfExists(directory.resolve(CONFIGURATION));
        for (Path old : contents()) {
            Trees.remove(old);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(aside)) {
            for (Path entry : entries) {
                if (!entry.endsWith(CONFIGURATION)) {
                    moveUp(entry);
                }
            }
        }
        if (Files.exists(aside.resolve(CONFIGURATION))) {
            moveUp(aside.resolve(CONFIGURATION));
        }
    }

    private void moveUp(Path entry) throws IOException {
        Files.move(entry, directory.resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A receipt of ours is no longer true after this. */
    private void buildInPlace(Consumer<BuildSite.Workplace> steps) throws IOException {
        Files.deleteIfExists(directory.resolve(Receipt.FILE));
        try (Children children = new Children()) {
            steps.accept(new BuildSite.Workplace(directory, children));
        }
    }

    /** What is in the folder, but for what makers of it need meanwhile. */
    private List<Path> contents() throws IOException {
        List<Path> contents = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!inside.isOurs(entry)) {
                    contents.add(entry);
                }
            }
        }
        return contents;
    }

    private EnvironmentException failed(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            Thread.currentThread().interrupt();
            return new InterruptedBuildException("Interrupted while making " + directory, e);
        }
        if (e instanceof FileSystemException refused) {
            return new DirectoryException(OsErrors.text(refused, this::finalName), e);
        }
        return new EnvironmentException(String.valueOf(e.getMessage()), e);
    }

    /** Names the environment where we stumbled over a folder that stands for it. */
    private Path finalName(Path path) {
        for (Staging staging : List.of(beside, inside)) {
            if (path.startsWith(staging.parent())
                    && path.getNameCount() > staging.parent().getNameCount()) {
                if (staging.isOurs(path.getName(staging.parent().getNameCount()))) {
                    Path rest = path.getNameCount() == staging.parent().getNameCount() + 1
                            ? null
                            : path.subpath(staging.parent().getNameCount() + 1, path.getNameCount());
                    return rest == null ? directory : directory.resolve(rest);
                }
            }
        }
        return path;
    }
}
