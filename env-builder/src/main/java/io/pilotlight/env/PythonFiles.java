package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a Python environment, as CPython's own venv of the same version writes them (PEP 405). */
final class PythonFiles {
    private static final String GIT_IGNORE = "# Created by venv; see https://docs.python.org/3/library/venv.html\n*\n";
    private static final String GREEK_LINK = "\uD835\uDF0Bthon";
    private static final Duration LINK_LIMIT = Duration.ofSeconds(20);

    private PythonFiles() {}

    /** Returns the prompt with "." replaced, or empty if none was given. */
    static Optional<String> prompt(EnvOptions options, PythonInterpreter interpreter) {
        boolean dotMeansHere = interpreter.number().isAtLeast(3, 9);
        return options.prompt().map(text -> text.equals(".") && dotMeansHere ? currentFolderName() : text);
    }

    static void directories(EnvContext context) throws IOException {
        Files.createDirectories(context.incPath());
        Files.createDirectories(context.libPath());
        PythonInterpreter.Facts facts = context.interpreter().facts();
        Path lib64 = context.envDir().resolve("lib64");
        if (facts.wide() && !facts.macOs() && Files.notExists(lib64, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(lib64, Path.of("lib"));
        }
        Files.createDirectories(context.binPath());
    }

    static void gitIgnore(EnvContext context) throws IOException {
        Files.write(context.envDir().resolve(".gitignore"), GIT_IGNORE.getBytes(StandardCharsets.UTF_8));
    }

    static void configuration(EnvContext context) throws IOException {
        PythonInterpreter interpreter = context.interpreter();
        EnvOptions options = context.options();
        StringBuilder text = new StringBuilder();
        line(text, "home", context.pythonDir().toString());
        line(text, "include-system-site-packages", Boolean.toString(options.systemSitePackages()));
        line(text, "version", interpreter.version());
        prompt(options, interpreter).ifPresent(prompt -> line(text, "prompt", PythonText.repr(prompt)));
        if (interpreter.number().isAtLeast(3, 11)) {
            line(text, "executable", interpreter.facts().realExecutable());
            line(text, "command", command(context));
        }
        Files.write(context.cfgPath(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Puts the interpreter in, under its own name and those that people type. */
    static void interpreter(EnvContext context) throws IOException {
        PythonVersion version = context.interpreter().number();
        List<String> names = new ArrayList<>(List.of("python", "python3"));
        if (version.isAtLeast(3, 9)) {
            names.add("python3." + version.minor());
        }
        put(context, context.executable(), context.envExe());
        for (String name : names) {
            Path path = context.binPath().resolve(name);
            if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                put(context, context.options().symlinks() ? Path.of(context.pythonExe()) : context.envExe(), path);
            }
        }
        if (version.major() == 3
                && version.minor() == 14
                && context.interpreter().facts().utf8Names()) {
            greekLink(context);
        }
    }

    /** Installs activation scripts from a folder with the subfolders "common" and "posix". */
    static void scripts(EnvBuilder builder, EnvContext context, Path folder) throws IOException {
        for (String part : List.of("common", "posix")) {
            Path source = folder.resolve(part);
            if (Files.isDirectory(source)) {
                List<Path> files;
                try (Stream<Path> tree = Files.walk(source)) {
                    files = tree.filter(Files::isRegularFile).sorted().toList();
                }
                for (Path file : files) {
                    script(builder, context, file, context.binPath().resolve(source.relativize(file)));
                }
            }
        }
    }

    private static void script(EnvBuilder builder, EnvContext context, Path from, Path to) throws IOException {
        byte[] content;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(from)))
                    .toString();
            content = builder.replaceVariables(context, from, text).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            context.report(
                    new EnvEvent.Message("unable to copy script '" + from + "', may be binary: " + e.getMessage()));
            return;
        }
        Path parent = to.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(to, content);
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    private static void put(EnvContext context, Path from, Path to) throws IOException {
        if (context.options().symlinks()) {
            Files.createSymbolicLink(to, from);
        } else {
            Files.write(to, Files.readAllBytes(from));
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Python 3.14 adds a link with a Greek letter. Where Java cannot name it (LC_ALL=C), the interpreter makes it. */
    private static void greekLink(EnvContext context) throws IOException {
        try {
            Path link = context.binPath().resolve(GREEK_LINK);
            put(context, context.options().symlinks() ? Path.of(context.pythonExe()) : context.envExe(), link);
        } catch (InvalidPathException notInThisLocale) {
            String make = context.options().symlinks()
                    ? "import os; os.symlink(%s, '\\U0001d70bthon')".formatted(PythonText.repr(context.pythonExe()))
                    : "import shutil; shutil.copy(%s, '\\U0001d70bthon')"
                            .formatted(PythonText.repr(context.pythonExe()));
            ProcessBuilder process =
                    new ProcessBuilder(context.executable().toString(), "-E", "-S", "-s", "-X", "utf8", "-c", make);
            try {
                Children.capture(process.directory(context.binPath().toFile()), LINK_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedBuildException("Interrupted while linking the interpreter", e);
            }
        }
    }

    private static String command(EnvContext context) {
        EnvOptions options = context.options();
        List<String> words =
                new ArrayList<>(List.of(context.interpreter().facts().executable(), "-m", "venv"));
        addIf(words, !options.symlinks(), "--copies");
        addIf(words, !options.withPip(), "--without-pip");
        addIf(words, options.systemSitePackages(), "--system-site-packages");
        addIf(words, options.clear(), "--clear");
        addIf(words, options.upgradeDependencies(), "--upgrade-deps");
        options.prompt().ifPresent(prompt -> words.add("--prompt=\"" + prompt + "\""));
        addIf(
                words,
                !options.gitIgnore() && context.interpreter().number().isAtLeast(3, 13),
                "--without-scm-ignore-files");
        words.add(context.finalDir().toString());
        return String.join(" ", words);
    }

    private static void addIf(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static String currentFolderName() {
        Path name = Path.of("").toAbsolutePath().getFileName();
        return name == null ? "" : name.toString();
    }
}
