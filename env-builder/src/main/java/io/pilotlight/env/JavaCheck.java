package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.files.Sha256;
import io.pilotlight.env.jar.JarLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for what is wrong with a Java environment; starts no Java. */
final class JavaCheck {
    private final JavaEnvironment environment;
    private final CheckDepth depth;
    private final Path directory;
    private final List<Problem> problems = new ArrayList<>();

    JavaCheck(JavaEnvironment environment, CheckDepth depth) {
        this.environment = environment;
        this.depth = depth;
        this.directory = environment.directory();
    }

    List<Problem> problems() {
        if (environment.version().isEmpty() || environment.home().toString().isEmpty()) {
            add(Kind.CONFIGURATION, directory.resolve(JavaFiles.CONFIGURATION), "names no home or no version of Java");
        }
        java();
        activation();
        jars();
        return List.copyOf(problems);
    }

    private void java() {
        Path java = environment.interpreter();
        if (Files.notExists(java, LinkOption.NOFOLLOW_LINKS)) {
            add(Kind.INTERPRETER, java, "is missing");
        } else if (!Files.isExecutable(JavaFinder.program(environment.home()))) {
            add(Kind.BASE, java, "leads nowhere: the Java of which this environment was made is gone");
            return;
        } else if (!Files.isExecutable(java)) {
            add(Kind.INTERPRETER, java, "cannot be run");
        }
        try {
            String now = JavaInterpreter.of(environment.home()).version();
            if (!environment.version().isEmpty() && !now.equals(environment.version())) {
                add(Kind.BASE, environment.home(), "is Java " + now + " now, and was " + environment.version());
            }
        } catch (InterpreterException unknown) {
            add(Kind.BASE, environment.home(), "is no Java any more");
        }
        programs();
    }

    private void programs() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve("bin"))) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry) && !Files.exists(entry) && !entry.equals(environment.interpreter())) {
                    add(Kind.PROGRAM, entry, "leads nowhere");
                }
            }
        } catch (IOException noPrograms) {
            // that there is no Java is told already
        }
    }

    private void activation() {
        Path script = directory.resolve("bin").resolve("activate");
        List<String> places = ShellScript.of(script)
                .values("JAVA_VIRTUAL_ENV")
                .filter(it -> it.startsWith("/"))
                .toList();
        if (!Files.isRegularFile(script)) {
            add(Kind.ACTIVATION, script, "is missing");
        } else if (!places.isEmpty() && places.stream().noneMatch(it -> PythonCheck.PlaceNames.isSame(it, directory))) {
            add(Kind.ACTIVATION, script, "is of another place: the environment was moved");
        }
    }

    private void jars() {
        Path file = directory.resolve(JavaFiles.LOCK);
        try {
            JarLock lock = JarLock.read(file);
            List<Path> places = JavaFiles.classPath(directory);
            arguments(places);
            for (int i = 0; i < places.size(); i++) {
                jar(lock.entries().get(i), places.get(i));
            }
        } catch (IOException e) {
            add(Kind.METADATA, file, "is missing or damaged, so nobody knows which jars belong here");
        }
    }

    private void arguments(List<Path> jars) throws IOException {
        Path file = JavaFiles.lib(directory).resolve(JavaFiles.ARGUMENTS);
        if (!Files.isRegularFile(file)) {
            add(Kind.CONFIGURATION, file, "is missing");
        } else if (!Files.readString(file).equals(JavaFiles.argumentsText(jars))) {
            add(Kind.CONFIGURATION, file, "names other jars: the environment was moved, or the file was changed");
        }
    }

    private void jar(JarLock.Entry entry, Path place) throws IOException {
        if (!Files.isReadable(place)) {
            add(Kind.PACKAGE, place, "is missing");
        } else if (depth == CheckDepth.FULL && !Sha256.of(place).equals(entry.sha256())) {
            add(Kind.FILE, place, "is not as it was installed");
        }
    }

    private void add(Kind kind, Path path, String what) {
        problems.add(new Problem(kind, path, path + " " + what + ". Repair the environment, or make it anew"));
    }
}
