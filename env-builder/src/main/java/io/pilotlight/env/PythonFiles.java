package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a Python environment, as CPython's own venv of the same version writes them (PEP 405). */
final class PythonFiles {
    private static final String GIT_IGNORE = "# Created by venv; see https://docs.python.org/3/library/venv.html";

    private PythonFiles() {}

    /** Returns the prompt with "." replaced, or empty if none was given. */
    static Optional<String> prompt(EnvOptions options, PythonInterpreter interpreter) {
        boolean dotMeansHere = interpreter.number().isAtLeast(3, 9);
        return options.prompt().map(text -> text.equals(".") && dotMeansHere ? currentFolderName() : text);
    }

    static void directories(EnvContext context) throws IOException {
        directory(context, context.layout().include());
        directory(context, context.layout().sitePackages());
        if (context.layout().hasLib64()) {
            linkLib64(context);
        }
        directory(context, List.of(context.binName()));
    }

    static void gitIgnore(EnvContext context) throws IOException {
        String end = context.layout().lineEnd();
        Files.write(
                context.envDir().resolve(".gitignore"),
                (GIT_IGNORE + end + "*" + end).getBytes(StandardCharsets.UTF_8));
    }

    static void configuration(EnvContext context) throws IOException {
        PythonInterpreter interpreter = context.interpreter();
        List<String> lines = new ArrayList<>();
        lines.add("home = " + context.pythonDir());
        lines.add("include-system-site-packages = " + context.systemSitePackages());
        lines.add("version = " + interpreter.version());
        prompt(context.options(), interpreter).ifPresent(prompt -> lines.add("prompt = " + PythonText.repr(prompt)));
        if (interpreter.number().isAtLeast(3, 11)) {
            lines.add("executable = " + interpreter.facts().realExecutable());
            lines.add("command = " + command(context));
        }
        String end = context.layout().lineEnd();
        Files.write(context.cfgPath(), (String.join(end, lines) + end).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a folder of the environment, and those above it. */
    private static void directory(EnvContext context, List<String> names) throws IOException {
        Path path = context.envDir();
        if (!context.isNew()) {
            for (String name : names) {
                path = path.resolve(name);
            }
            Directories.makeUnlessThere(path);
            return;
        }
        for (String name : names) {
            path = path.resolve(name);
            try {
                Files.createDirectory(path);
            } catch (FileAlreadyExistsException sharedWithAnother) {
                // lib may hold headers too, or a step of a subclass was here first
            }
        }
    }

    private static void linkLib64(EnvContext context) throws IOException {
        Path link = context.envDir().resolve("lib64");
        if (context.isNew() || !Files.exists(link)) {
            try {
                Files.createSymbolicLink(link, link.getFileSystem().getPath("lib"));
            } catch (FileAlreadyExistsException leadsNowhere) {
                throw new DirectoryException(
                        "[Errno 17] File exists: 'lib' -> " + PythonText.repr(context.later(link)), leadsNowhere);
            }
        }
    }

    private static String command(EnvContext context) {
        EnvOptions options = context.options();
        Layout layout = context.layout();
        List<String> words =
                new ArrayList<>(List.of(context.interpreter().facts().executable(), "-m", "venv"));
        addIf(words, context.symlinks() != layout.linksByDefault(), layout.otherChoice());
        addIf(words, !options.withPip(), "--without-pip");
        addIf(words, context.systemSitePackages(), "--system-site-packages");
        addIf(words, options.clear(), "--clear");
        addIf(words, options.upgrade(), "--upgrade");
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

    private static String currentFolderName() {
        Path name = Path.of("").toAbsolutePath().getFileName();
        return name == null ? "" : name.toString();
    }
}
