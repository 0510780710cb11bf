package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Children;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/** Looks for Java, and learns its version from its {@code release} file, or by asking it where there is none. */
final class JavaFinder {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JavaVersion OLDEST = JavaVersion.parse("8");
    private static final String ADVICE = "Install a JDK, or name one by its folder";

    /** What programs answered: they are the machine's, so the whole process shares it. */
    private static final ConcurrentMap<Identity, JavaInterpreter> KNOWN = new ConcurrentHashMap<>();

    private final Map<String, String> environment;
    private final JavaPlaces places;
    private final Duration limit;

    JavaFinder(Map<String, String> environment, JavaPlaces places, Duration limit) {
        this.environment = environment;
        this.places = places;
        this.limit = limit;
    }

    private record Identity(Path path, long size, FileTime modified) {}

    static JavaFinder system() {
        return new JavaFinder(System.getenv(), JavaPlaces.system(), LIMIT);
    }

    static Path program(Path home) {
        return home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    JavaInterpreter find() {
        return places.candidates(environment).stream()
                .flatMap(candidate -> tried(candidate).stream())
                .findFirst()
                .orElseThrow(() -> new InterpreterException(
                        "No Java was found by JAVA_HOME, on PATH or in the usual places. " + ADVICE));
    }

    JavaInterpreter find(String spec) {
        if (spec.contains("/") || spec.contains(File.separator)) {
            return at(Path.of(spec));
        }
        if (spec.equals("java")) {
            return new SearchPath(environment)
                    .programs("java").stream()
                            .findFirst()
                            .map(this::at)
                            .orElseThrow(() -> new InterpreterException("No Java was found on PATH. " + ADVICE));
        }
        if (!JavaRequest.looksLikeOne(spec)) {
            throw new InterpreterException("'" + spec
                    + "' is no Java: write a version such as 17 or >=17, a folder such as ./jdk, or java for the first"
                    + " on PATH");
        }
        try {
            return find(JavaRequest.parse(spec));
        } catch (IllegalArgumentException e) {
            throw new InterpreterException(String.valueOf(e.getMessage()), e);
        }
    }

    JavaInterpreter at(Path named) {
        Path path = named.toAbsolutePath().normalize();
        if (Files.notExists(path)) {
            throw new InterpreterException("There is no Java at " + path + ": no such file. " + ADVICE);
        }
        JavaInterpreter found = Files.isDirectory(path) ? inFolder(path) : ofProgram(path);
        if (JavaVersion.parse(found.version()).compareTo(OLDEST) < 0) {
            throw new InterpreterException(found + " is too old: 8 is the oldest that will do. " + ADVICE);
        }
        return found;
    }

    private JavaInterpreter find(JavaRequest request) {
        Map<Path, JavaInterpreter> seen = new LinkedHashMap<>();
        for (Path candidate : places.candidates(environment)) {
            Optional<JavaInterpreter> found = tried(candidate);
            if (found.isPresent() && request.fits(JavaVersion.parse(found.get().version()))) {
                return found.get();
            }
            found.ifPresent(java -> seen.putIfAbsent(real(java.home()), java));
        }
        String others = seen.isEmpty()
                ? "no Java at all was found"
                : "found were " + seen.values().stream().map(Object::toString).collect(Collectors.joining(", "));
        throw new InterpreterException("No Java fits '" + request.text() + "': " + others + ". " + ADVICE);
    }

    /** A candidate that nobody named is passed over when it is none. */
    private Optional<JavaInterpreter> tried(Path candidate) {
        try {
            return Optional.of(at(candidate));
        } catch (InterpreterException noJava) {
            return Optional.empty();
        }
    }

    private JavaInterpreter inFolder(Path folder) {
        for (Path home : List.of(folder, folder.resolve("Contents").resolve("Home"))) {
            if (Files.isExecutable(program(home))) {
                return releaseOf(home).orElseGet(() -> asked(program(home)));
            }
        }
        throw new InterpreterException("There is no Java in " + folder + ": it has no bin/java. " + ADVICE);
    }

    private JavaInterpreter ofProgram(Path program) {
        Path home = Optional.ofNullable(real(program).getParent())
                .map(Path::getParent)
                .orElse(program);
        boolean isItsOwn = real(program(home)).equals(real(program));
        return (isItsOwn ? releaseOf(home) : Optional.<JavaInterpreter>empty()).orElseGet(() -> asked(program));
    }

    private static Optional<JavaInterpreter> releaseOf(Path home) {
        try {
            String version = KeyValueFile.read(home.resolve("release")).getOrDefault("java_version", "");
            String bare = version.replace("\"", "");
            JavaVersion.parse(bare);
            return Optional.of(new JavaInterpreter(home, bare));
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private JavaInterpreter asked(Path program) {
        try {
            Identity identity = new Identity(program, Files.size(program), Files.getLastModifiedTime(program));
            JavaInterpreter known = KNOWN.get(identity);
            if (known == null) {
                known = understood(program, answer(program));
                KNOWN.put(identity, known);
            }
            return known;
        } catch (IOException e) {
            throw new InterpreterException(program + " cannot be run as Java (" + e.getMessage() + "). " + ADVICE, e);
        }
    }

    private Captured answer(Path program) throws IOException {
        List<String> words = List.of(program.toString(), "-XshowSettings:properties", "-version");
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return Children.capture(builder, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while asking " + program + " for its version", e);
        }
    }

    private static JavaInterpreter understood(Path program, Captured captured) {
        if (captured.timedOut()) {
            throw new InterpreterException(program + " did not answer in time, and was ended: is it Java? " + ADVICE);
        }
        Optional<String> home = property(captured, "java.home");
        Optional<String> version = property(captured, "java.version");
        if (captured.exitCode() != 0 || home.isEmpty() || version.isEmpty()) {
            String said = captured.errors().strip().lines().findFirst().orElse("nothing");
            throw new InterpreterException(program + " is no Java: asked for its version, it ended with exit code "
                    + captured.exitCode() + " and said: " + said + ". " + ADVICE);
        }
        Path folder = Path.of(home.get());
        // Java 8 names the runtime inside of the development kit
        Path above = folder.resolveSibling("..").normalize();
        boolean inner = folder.endsWith("jre") && Files.isExecutable(program(above));
        return new JavaInterpreter(inner ? above : folder, version.get());
    }

    private static Optional<String> property(Captured captured, String name) {
        List<String> values = new ArrayList<>();
        for (String line : captured.errors().lines().toList()) {
            if (line.strip().startsWith(name + " = ")) {
                values.add(line.strip().substring(name.length() + 3));
            }
        }
        return values.stream().findFirst();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException brokenLink) {
            return path;
        }
    }
}
