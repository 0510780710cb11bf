package io.pilotlight.env;

import io.pilotlight.env.wheel.WheelInstaller;
import io.pilotlight.env.wheel.WheelInstaller.Script;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pip, and setuptools, from the wheels that come with an interpreter, as its ensurepip would install them. */
final class BundledPip {
    private static final String PIP_MAIN = "pip._internal.cli.main";

    private final EnvContext context;
    private final Path ensurepip;

    private BundledPip(EnvContext context) {
        this.context = context;
        this.ensurepip = Path.of(context.interpreter().facts().standardLibrary(), "ensurepip");
    }

    static void install(EnvContext context) throws IOException {
        new BundledPip(context).install();
    }

    private void install() throws IOException {
        String source = source();
        Path pip = wheel("pip", source).orElseThrow(this::missing);
        Optional<Path> setuptools = Optional.empty();
        if (version("setuptools", source).isPresent()) {
            setuptools = Optional.of(wheel("setuptools", source).orElseThrow(this::missing));
        }
        String template = WheelInstaller.scriptTemplate(pip);
        WheelInstaller installer = new WheelInstaller(new WheelInstaller.Target(
                context.libPath(),
                context.binPath(),
                context.later(context.envExe()).toString(),
                context.interpreter().facts().cacheTag()));
        if (setuptools.isPresent()) {
            installer.install(setuptools.get(), List.of(), template);
        }
        installer.install(pip, scripts(), template);
        if (context.options().compile()) {
            PythonCompiler.compile(context);
        }
    }

    private List<Script> scripts() {
        List<Script> scripts = new ArrayList<>();
        for (String name :
                List.of("pip", "pip3", "pip3." + context.interpreter().number().minor())) {
            scripts.add(new Script(name, PIP_MAIN, "main"));
        }
        return scripts;
    }

    private String source() throws IOException {
        Path module = ensurepip.resolve("__init__.py");
        if (!Files.isRegularFile(module)) {
            throw missing();
        }
        return Files.readString(module);
    }

    private static Optional<String> version(String name, String source) {
        Matcher matcher = Pattern.compile(
                        "^_" + name.toUpperCase(Locale.ROOT) + "_VERSION = ['\"]([^'\"]+)", Pattern.MULTILINE)
                .matcher(source);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A distribution may keep wheels in a folder of its own, which counts only if all that are needed are there. */
    private Optional<Path> wheel(String name, String source) throws IOException {
        String folder = context.interpreter().facts().wheelFolder();
        if (!folder.isEmpty()) {
            Path wheels = Path.of(folder);
            boolean complete = last(wheels, "pip-*.whl").isPresent()
                    && (version("setuptools", source).isEmpty()
                            || last(wheels, "setuptools-*.whl").isPresent());
            if (complete) {
                return last(wheels, name + "-*.whl");
            }
        }
        Optional<String> version = version(name, source);
        return version.isEmpty()
                ? Optional.empty()
                : last(ensurepip.resolve("_bundled"), name + "-" + version.get() + "-*.whl");
    }

    private static Optional<Path> last(Path folder, String pattern) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            files.forEach(found::add);
        }
        return found.stream().max(Path::compareTo);
    }

    private InterpreterException missing() {
        return new InterpreterException(context.interpreter() + " does not bring pip along: " + ensurepip
                + " is missing or has no wheels. Install that part of it (Debian: python"
                + context.interpreter().number().major() + "."
                + context.interpreter().number().minor()
                + "-venv), use another Python, or make the environment without pip");
    }

    /** Returns the versions of what would be installed, by name. */
    static Map<String, String> versions(EnvContext context) throws IOException {
        BundledPip bundled = new BundledPip(context);
        String source = bundled.source();
        Map<String, String> versions = new LinkedHashMap<>();
        for (String name : List.of("setuptools", "pip")) {
            if (version(name, source).isPresent()) {
                String file = String.valueOf(bundled.wheel(name, source)
                        .orElseThrow(bundled::missing)
                        .getFileName());
                versions.put(name, file.split("-", 3)[1]);
            }
        }
        return versions;
    }
}
