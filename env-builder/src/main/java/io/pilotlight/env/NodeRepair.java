package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.PathLock;
import io.pilotlight.env.files.Staging;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Mends what is wrong with a Node.js environment: its own files by making them anew beside it, its packages by npm. */
final class NodeRepair {
    private final NodeEnvironment environment;
    private final EnvListener listener;
    private final List<Problem> failures = new ArrayList<>();

    private NodeRepair(NodeEnvironment environment, EnvListener listener) {
        this.environment = environment;
        this.listener = listener;
    }

    static List<Problem> of(NodeEnvironment environment, EnvListener listener) {
        Path directory = environment.directory();
        NodeRepair repair = new NodeRepair(environment, listener);
        try {
            PathLock.holding(
                    new Staging(directory).lockFile(),
                    () -> listener.onEvent(new EnvEvent.Waiting(directory)),
                    repair::mend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while repairing " + directory, e);
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while repairing " + directory, e);
        } catch (IOException e) {
            throw new DirectoryException("'" + directory + "' cannot be repaired: " + e.getMessage(), e);
        }
        List<Problem> left = new ArrayList<>(repair.failures);
        left.addAll(new NodeCheck(NodeEnvironment.asIs(directory)).problems());
        return List.copyOf(left);
    }

    private void mend() throws IOException {
        List<Problem> problems = new NodeCheck(environment).problems();
        List<Problem> packages =
                problems.stream().filter(NodeRepair::isOfAPackage).toList();
        try {
            if (packages.size() < problems.size()) {
                ownFiles(problems);
            }
            if (!packages.isEmpty()) {
                packages(packages);
            }
        } catch (InterpreterException | PackageException e) {
            Problem first = problems.get(0);
            failures.add(new Problem(first.kind(), first.path(), String.valueOf(e.getMessage())));
        }
    }

    private static boolean isOfAPackage(Problem problem) {
        return problem.kind() == Kind.PACKAGE || problem.kind() == Kind.METADATA;
    }

    private void ownFiles(List<Problem> problems) throws IOException {
        NodeEnvOptions.Builder options = options();
        ShellScript.of(environment.directory().resolve("bin").resolve("activate"))
                .values("NODE_VIRTUAL_ENV_PROMPT")
                .findFirst()
                .ifPresent(options::prompt);
        NodeEnvBuilder builder = new NodeEnvBuilder(options.build());
        Path aside = new Staging(environment.directory()).fresh();
        Files.createDirectory(aside);
        try (Children children = new Children()) {
            builder.build(context(options.build(), new BuildSite.Workplace(aside, children)));
            for (Problem problem : problems) {
                Path right = aside.resolve(environment.directory().relativize(problem.path()));
                if (!isOfAPackage(problem) && Files.exists(right, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(problem.path().resolve("..").normalize());
                    Files.copy(
                            right,
                            problem.path(),
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.REPLACE_EXISTING,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } finally {
            Trees.remove(aside);
        }
    }

    /** npm believes its own list of what is there unless that is gone; what is wrong goes first. */
    private void packages(List<Problem> problems) throws IOException {
        for (Problem problem : problems) {
            Path path = problem.path();
            Path folder = path.endsWith("package.json") ? path.resolveSibling("") : path;
            if (folder.startsWith(environment.nodeModules())) {
                Trees.remove(folder);
            }
        }
        Files.deleteIfExists(environment.nodeModules().resolve(".package-lock.json"));
        try (Children children = new Children()) {
            new NpmRun(context(options().build(), new BuildSite.Workplace(environment.directory(), children)))
                    .run(List.of("install"));
        }
    }

    private NodeEnvOptions.Builder options() {
        NodeEnvOptions.Builder options = NodeEnvBuilder.options().listener(listener);
        if (Files.isExecutable(environment.interpreter())) {
            options.node(environment.interpreter());
        }
        return options;
    }

    private NodeEnvContext context(NodeEnvOptions options, BuildSite.Workplace workplace) {
        NodeInterpreter node = options.node().map(NodeInterpreter::of).orElseGet(NodeInterpreter::find);
        return new NodeEnvContext(options, node, EnvDirectory.of(environment.directory()), workplace);
    }
}
