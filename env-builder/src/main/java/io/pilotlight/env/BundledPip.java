package io.pilotlight.env;

import io.pilotlight.env.store.Distribution;
import io.pilotlight.env.store.Place;
import io.pilotlight.env.store.StoreException;
import io.pilotlight.env.store.WheelStore;
import io.pilotlight.env.wheel.ScriptTemplate;
import io.pilotlight.env.wheel.Shebang;
import io.pilotlight.env.wheel.WheelInstaller;
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
        List<Path> wheels = new ArrayList<>();
        if (version("setuptools", source).isPresent()) {
            wheels.add(wheel("setuptools", source).orElseThrow(this::missing));
        }
        wheels.add(pip);
        if (!installFromStore(wheels, pip)) {
            for (Path wheel : wheels) {
                unpack(wheel, pip, context.envDir());
            }
            if (context.options().compile()) {
                PythonCompiler.compile(context, context.libPath());
            }
        }
    }

    /** Says whether it could be done; where it could not, a part may have been. */
    private boolean installFromStore(List<Path> wheels, Path pip) throws IOException {
        Optional<PackageCache> cache = context.options().cacheFolder().map(PackageCache::new);
        if (cache.isEmpty()) {
            return false;
        }
        Place place = new Place(
                context.envDir(), context.finalDir(), true, context.options().compile());
        try {
            for (Path wheel : wheels) {
                WheelStore.Maker maker = scratch -> made(wheel, pip, scratch);
                cache.get().wheels().install(key(wheel, pip), maker, place);
            }
            return true;
        } catch (StoreException e) {
            context.report(new EnvEvent.Message("pip is installed without the cache: " + e.getMessage()));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while waiting for pip's files", e);
        }
    }

    private String key(Path wheel, Path pip) throws IOException {
        PythonInterpreter.Facts facts = context.interpreter().facts();
        return WheelStore.key(List.of(
                "bundled",
                FileHash.of(wheel),
                FileHash.of(pip),
                facts.cacheTag(),
                facts.version(),
                facts.sitePackages(),
                context.binName(),
                context.pythonExe(),
                String.valueOf(context.options().compile())));
    }

    private Distribution made(Path wheel, Path pip, Path scratch) throws IOException {
        String distInfo = unpack(wheel, pip, scratch);
        Path modules = in(scratch, context.libPath());
        if (context.options().compile()) {
            PythonCompiler.compile(context, modules);
        }
        return new Distribution(scratch, modules, in(scratch, context.binPath()), distInfo, Shebang.Style.PIP);
    }

    /** Installs a wheel into the environment or a folder like it, whose programs then name that folder's interpreter. */
    private String unpack(Path wheel, Path pip, Path environment) throws IOException {
        Path interpreter = in(environment, context.envExe());
        PythonVersion number = context.interpreter().number();
        WheelInstaller.Target target = new WheelInstaller.Target(
                environment,
                in(environment, context.libPath()),
                in(environment, context.binPath()),
                context.later(interpreter).toString(),
                context.interpreter().facts().cacheTag(),
                number.major() + "." + number.minor());
        return new WheelInstaller(target, ScriptTemplate.ofPip(pip)).install(wheel);
    }

    private Path in(Path environment, Path path) {
        return environment.resolve(context.envDir().relativize(path));
    }

    /** Returns the wheel of pip that a Python brings along. */
    static Optional<Path> pipWheel(PythonInterpreter python) {
        try {
            Path folder = Path.of(python.facts().wheelFolder());
            Optional<Path> own = python.facts().wheelFolder().isEmpty() ? Optional.empty() : last(folder, "pip-*.whl");
            Path bundled = Path.of(python.facts().standardLibrary(), "ensurepip", "_bundled");
            return own.isPresent() ? own : last(bundled, "pip-*.whl");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
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
