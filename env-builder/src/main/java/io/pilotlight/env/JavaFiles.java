package io.pilotlight.env;

import io.pilotlight.env.activation.Activation;
import io.pilotlight.env.files.Trees;
import io.pilotlight.env.jar.JarLock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a Java environment. */
final class JavaFiles {
    static final String CONFIGURATION = "javaenv.cfg";
    static final String LOCK = "javaenv.lock";
    static final String ARGUMENTS = "classpath.args";

    private JavaFiles() {}

    static Path lib(Path environment) {
        return environment.resolve("lib");
    }

    static void directories(JavaEnvContext context) throws IOException {
        Files.createDirectories(context.binPath());
        Files.createDirectories(context.libPath());
        if (context.options().gitIgnore()) {
            write(context.envDir().resolve(".gitignore"), "# Created by Pilotlight\n*\n");
        }
    }

    static void configuration(JavaEnvContext context) throws IOException {
        JavaEnvOptions options = context.options();
        StringBuilder text = new StringBuilder();
        text.append("home = ").append(context.interpreter().home()).append('\n');
        text.append("version = ").append(context.interpreter().version()).append('\n');
        prompt(options).ifPresent(it -> text.append("prompt = ").append(it).append('\n'));
        options.maven()
                .toConfiguration()
                .forEach((key, value) ->
                        text.append(key).append(" = ").append(value).append('\n'));
        write(context.envDir().resolve(CONFIGURATION), text.toString());
    }

    static Optional<String> prompt(JavaEnvOptions options) {
        return options.prompt()
                .map(text -> text.equals(".")
                        ? String.valueOf(Path.of("").toAbsolutePath().getFileName())
                        : text);
    }

    /** Every program of the home; each finds its home through the real path of its file, so a link to it works. */
    static void programs(JavaEnvContext context) throws IOException {
        Path home = context.interpreter().home();
        for (Path program : programsIn(home.resolve("bin"))) {
            Path place = context.binPath().resolve(program.getFileName());
            Files.deleteIfExists(place);
            if (context.options().symlinks()) {
                Files.createSymbolicLink(place, program);
            } else {
                write(place, "#!/bin/sh\nexec " + PythonText.shellQuote(program.toString()) + " \"$@\"\n");
                Trees.makeExecutable(place);
            }
        }
    }

    /** Writes which jars there are, for this library, and for Java: {@code java @lib/classpath.args Main}. */
    static void classPath(JavaEnvContext context, JarLock lock) throws IOException {
        lock.write(context.envDir().resolve(LOCK));
        arguments(context);
    }

    static void arguments(JavaEnvContext context) throws IOException {
        List<Path> jars = context.classPath().stream().map(context::later).toList();
        write(context.libPath().resolve(ARGUMENTS), argumentsText(jars));
    }

    static String argumentsText(List<Path> jars) {
        String quoted = classPathText(jars).replace("\\", "\\\\").replace("\"", "\\\"");
        return "-classpath\n\"" + quoted + "\"\n";
    }

    static void activation(JavaEnvContext context) throws IOException {
        List<Path> jars = context.classPath().stream().map(context::later).toList();
        Activation.builder("JAVA_VIRTUAL_ENV", context.finalDir().toString())
                .deactivate("deactivate_java")
                .prompt(context.prompt())
                .path(context.binName())
                .set("JAVA_HOME", context.interpreter().home().toString())
                .set("CLASSPATH", classPathText(jars))
                .build()
                .writeTo(context.binPath(), false);
    }

    /** What Java's own default is, the current folder, comes last: nothing there gets in the way of a package. */
    static String classPathText(List<Path> jars) {
        return Stream.concat(jars.stream().map(Path::toString), Stream.of("."))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the jars that the environment's list names, whether or not they are there. */
    static List<Path> classPath(Path environment) {
        Path lib = lib(environment);
        return lock(environment).map(JarLock::fileNames).orElse(List.of()).stream()
                .map(lib::resolve)
                .toList();
    }

    static Optional<JarLock> lock(Path environment) {
        Path file = environment.resolve(LOCK);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JarLock.read(file));
        } catch (IOException e) {
            throw new DirectoryException(
                    file + " cannot be read: " + e.getMessage() + ". Create the environment anew", e);
        }
    }

    private static List<Path> programsIn(Path folder) throws IOException {
        List<Path> programs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && Files.isExecutable(entry)) {
                    programs.add(entry);
                }
            }
        }
        return programs;
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
