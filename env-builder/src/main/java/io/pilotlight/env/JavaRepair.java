package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.child.Children;
import io.pilotlight.env.files.Sha256;
import io.pilotlight.env.files.Staging;
import io.pilotlight.env.jar.Coordinates;
import io.pilotlight.env.jar.JarLock;
import io.pilotlight.env.jar.Jars;
import io.pilotlight.env.maven.ResolvedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Mends what is wrong with a Java environment: its own files in place, its jars by fetching them again. */
final class JavaRepair {
    private final JavaEnvironment environment;
    private final EnvListener listener;
    private final List<Problem> failures = new ArrayList<>();

    private JavaRepair(JavaEnvironment environment, EnvListener listener) {
        this.environment = environment;
        this.listener = listener;
    }

    static List<Problem> of(JavaEnvironment environment, EnvListener listener) {
        Path directory = environment.directory();
        JavaRepair repair = new JavaRepair(environment, listener);
        try {
            new Staging(directory).holding(() -> listener.onEvent(new EnvEvent.Waiting(directory)), repair::mend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while repairing " + directory, e);
        } catch (IOException e) {
            throw new DirectoryException("'" + directory + "' cannot be repaired: " + e.getMessage(), e);
        }
        List<Problem> left = new ArrayList<>(repair.failures);
        left.addAll(new JavaCheck(JavaEnvironment.asIs(directory), CheckDepth.FULL).problems());
        return List.copyOf(left);
    }

    private void mend() throws IOException {
        List<Problem> problems = new JavaCheck(environment, CheckDepth.FULL).problems();
        if (problems.isEmpty()) {
            return;
        }
        try (Children children = new Children()) {
            JavaEnvOptions options = options();
            JavaEnvContext context = new JavaEnvContext(
                    options,
                    interpreter(),
                    EnvDirectory.of(environment.directory()),
                    new BuildSite.Workplace(environment.directory(), children));
            if (problems.stream().anyMatch(problem -> !isOfAJar(problem))) {
                ownFiles(context);
            }
            jars(
                    context,
                    problems.stream()
                            .filter(JavaRepair::isOfAJar)
                            .map(Problem::path)
                            .collect(Collectors.toSet()));
        } catch (InterpreterException | PackageException e) {
            Problem first = problems.get(0);
            failures.add(new Problem(first.kind(), first.path(), String.valueOf(e.getMessage())));
        }
    }

    private static boolean isOfAJar(Problem problem) {
        return problem.kind() == Kind.PACKAGE || problem.kind() == Kind.FILE;
    }

    private JavaEnvOptions options() {
        JavaEnvOptions.Builder options = JavaEnvBuilder.options()
                .listener(listener)
                .symlinks(Files.isSymbolicLink(environment.interpreter()) || Files.notExists(environment.interpreter()))
                .gitIgnore(Files.exists(environment.directory().resolve(".gitignore")))
                .maven(MavenOptions.fromConfiguration(environment.configuration()));
        String prompt = environment.configuration().get("prompt");
        return (prompt == null ? options : options.prompt(prompt)).build();
    }

    /** Its own Java; where that is gone, another one of the same feature version. */
    private JavaInterpreter interpreter() {
        if (Files.isExecutable(JavaFinder.program(environment.home()))) {
            return JavaInterpreter.of(environment.home());
        }
        if (environment.version().isEmpty()) {
            throw new InterpreterException(
                    "Nothing says which Java '" + environment.directory() + "' was made of: make it anew");
        }
        int feature = JavaVersion.parse(environment.version()).numbers().get(0);
        return JavaInterpreter.find(String.valueOf(feature));
    }

    private static void ownFiles(JavaEnvContext context) throws IOException {
        JavaFiles.directories(context);
        JavaFiles.configuration(context);
        JavaFiles.programs(context);
        JavaFiles.activation(context);
        JavaFiles.arguments(context);
    }

    private void jars(JavaEnvContext context, Set<Path> wrong) throws IOException {
        List<Path> places = context.classPath();
        List<JarLock.Entry> entries =
                JavaFiles.lock(environment.directory()).map(JarLock::entries).orElse(List.of());
        for (int i = 0; i < places.size(); i++) {
            if (wrong.contains(places.get(i)) && entries.get(i) instanceof JarLock.Resolved jar) {
                jar(context, jar, places.get(i));
            }
        }
    }

    /** What is damaged here is damaged in the local repository too where both are one file: there it is fetched anew. */
    private void jar(JavaEnvContext context, JarLock.Resolved jar, Path place) throws IOException {
        Coordinates name = jar.coordinates();
        Path file = fetched(context, name);
        if (!Sha256.of(file).equals(jar.sha256()) && !name.changes()) {
            Files.delete(file);
            file = fetched(context, name);
        }
        if (Sha256.of(file).equals(jar.sha256())) {
            Files.deleteIfExists(place);
            Jars.place(file, place, context.options().symlinks() && !name.changes());
        } else {
            failures.add(new Problem(
                    Kind.FILE, place, name + " is another file in the repositories now: make the environment anew"));
        }
    }

    private static Path fetched(JavaEnvContext context, Coordinates name) throws IOException {
        List<ResolvedJar> jars = JavaPackages.fetch(context, List.of(name));
        return jars.get(0).file();
    }
}
