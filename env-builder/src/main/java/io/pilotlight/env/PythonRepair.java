package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.files.PathLock;
import io.pilotlight.env.files.Staging;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Mends what is wrong with a Python environment, and touches only what is. */
final class PythonRepair {
    private static final Set<Kind> OF_THE_ENVIRONMENT =
            Set.of(Kind.INTERPRETER, Kind.BASE, Kind.CONFIGURATION, Kind.ACTIVATION);

    private final Path directory;
    private final EnvListener listener;
    private final List<Problem> failures = new ArrayList<>();

    private PythonRepair(Path directory, EnvListener listener) {
        this.directory = directory;
        this.listener = listener;
    }

    static List<Problem> of(Path directory, EnvListener listener) {
        PythonRepair repair = new PythonRepair(directory, listener);
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
        left.addAll(PythonCheck.of(PythonEnvironment.asIs(directory), CheckDepth.FULL));
        return List.copyOf(left);
    }

    private void mend() throws IOException {
        List<Problem> problems = PythonCheck.of(environment(), CheckDepth.FULL);
        step("environment", problems, OF_THE_ENVIRONMENT, this::environment);
        step("programs", problems, Set.of(Kind.PROGRAM, Kind.ACTIVATION, Kind.CONFIGURATION), this::programs);
        step("packages", problems, Set.of(Kind.METADATA, Kind.FILE, Kind.PACKAGE), this::packages);
    }

    private interface Mending {
        void of(List<Problem> problems) throws IOException;
    }

    private void step(String name, List<Problem> all, Set<Kind> kinds, Mending mending) throws IOException {
        List<Problem> some =
                all.stream().filter(it -> kinds.contains(it.kind())).toList();
        if (some.isEmpty()) {
            return;
        }
        listener.onEvent(new EnvEvent.StepStarted(name));
        try {
            mending.of(some);
        } catch (InterpreterException | PackageException e) {
            failures.add(new Problem(some.get(0).kind(), some.get(0).path(), String.valueOf(e.getMessage())));
        }
        listener.onEvent(new EnvEvent.StepFinished(name));
    }

    private PythonEnvironment environment() {
        return PythonEnvironment.asIs(directory);
    }

    private void environment(List<Problem> problems) throws IOException {
        Set<Path> bad = problems.stream().map(Problem::path).collect(Collectors.toCollection(HashSet::new));
        boolean otherBase = problems.stream().anyMatch(it -> it.kind() == Kind.BASE);
        PythonEnvironment before = environment();
        Path programs = before.place().programs();
        Files.createDirectories(programs);
        try (PythonReference reference = PythonReference.of(before, false);
                DirectoryStream<Path> files =
                        Files.newDirectoryStream(reference.context().binPath())) {
            for (Path file : files) {
                Path own = programs.resolve(file.getFileName());
                boolean interpreter = String.valueOf(file.getFileName()).matches("(python|pypy|\\uD835\\uDF0B).*");
                if (bad.contains(own) || (interpreter && (otherBase || !Files.exists(own)))) {
                    Files.deleteIfExists(own);
                    Files.copy(file, own, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            if (otherBase || bad.contains(before.directory().resolve(PythonPlace.CONFIGURATION))) {
                configuration(before, reference);
            }
        }
    }

    /** What can still be read stays, but for what says which Python it is; and the command names this place. */
    private static void configuration(PythonEnvironment before, PythonReference reference) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.putAll(KeyValueFile.read(reference.context().cfgPath()));
        boolean wasWhole = before.configuration().containsKey("home");
        for (Map.Entry<String, String> old : before.configuration().entrySet()) {
            boolean ofThePython = Set.of("home", "version", "executable").contains(old.getKey());
            if (!ofThePython && !old.getKey().equals("command") && (wasWhole || values.containsKey(old.getKey()))) {
                values.put(old.getKey(), old.getValue());
            }
        }
        String command = before.configuration().getOrDefault("command", "");
        int place = command.lastIndexOf(" /");
        if (place > 0 && values.containsKey("command")) {
            values.put("command", command.substring(0, place + 1) + before.directory());
        }
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        Files.write(
                before.directory().resolve(PythonPlace.CONFIGURATION),
                text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Old places come from the problems' own files, which by now may name the new one already. */
    private void programs(List<Problem> problems) throws IOException {
        new PythonPrograms(environment()).mend();
    }

    private void packages(List<Problem> problems) throws IOException {
        failures.addAll(new PackageRepair(environment(), listener).mend());
    }
}
