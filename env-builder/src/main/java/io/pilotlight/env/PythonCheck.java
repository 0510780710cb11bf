package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for what is wrong with a Python environment; starts no interpreter. */
final class PythonCheck {
    private static final List<String> USUAL_SCRIPTS =
            List.of("activate", "activate.csh", "activate.fish", "Activate.ps1");
    private static final Pattern PROGRAM = Pattern.compile("(?:python|pypy)(3\\.\\d+)t?(?:\\.exe)?");

    private final PythonEnvironment environment;
    private final PythonPlace place;
    private final List<Problem> problems = new ArrayList<>();

    private PythonCheck(PythonEnvironment environment) {
        this.environment = environment;
        this.place = environment.place();
    }

    static List<Problem> of(PythonEnvironment environment, CheckDepth depth) {
        PythonCheck check = new PythonCheck(environment);
        check.configuration();
        check.interpreter();
        check.base();
        check.activation();
        check.problems.addAll(new ProgramCheck(environment).problems());
        check.problems.addAll(new PackageCheck(environment, depth).problems());
        return List.copyOf(check.problems);
    }

    private void configuration() {
        Path file = place.directory().resolve(PythonPlace.CONFIGURATION);
        Map<String, String> values = environment.configuration();
        if (!Files.isRegularFile(file)) {
            add(Kind.CONFIGURATION, file, "is missing, so the interpreter does not know that it is in an environment");
        } else if (!values.containsKey("home") || PythonPlace.version(values).isEmpty()) {
            add(Kind.CONFIGURATION, file, "is damaged: it names no home, or no version");
        } else if (namesAnotherPlace(values.getOrDefault("command", ""))) {
            add(Kind.CONFIGURATION, file, "was made for another place: the environment was moved");
        }
    }

    private boolean namesAnotherPlace(String command) {
        return !command.isEmpty() && !command.endsWith(" " + place.directory()) && !namesThisByLink(command);
    }

    private boolean namesThisByLink(String command) {
        int slash = command.indexOf(" /");
        return PlaceNames.isSame(command.substring(slash < 0 ? 0 : command.lastIndexOf(" /") + 1), place.directory());
    }

    private void interpreter() {
        Path python = place.python();
        if (!place.namesPython()) {
            add(Kind.INTERPRETER, python, "is missing");
        } else if (!Files.exists(python)) {
            add(Kind.INTERPRETER, python, "leads nowhere");
        } else if (!Files.isExecutable(python) || !Files.isRegularFile(python)) {
            add(Kind.INTERPRETER, python, "cannot be run");
        }
        for (Path link : interpreterLinks()) {
            if (!Files.exists(link) && !link.equals(python)) {
                add(Kind.INTERPRETER, link, "leads nowhere");
            }
        }
        for (String name : new TreeSet<>(List.of("python3", "python" + place.minorVersion()))) {
            Path path = place.programs().resolve(name);
            boolean wanted = !place.hasWindowsLayout() && !(name.contains(".") && isOlderThan39());
            if (wanted && Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
                add(Kind.INTERPRETER, path, "is missing");
            }
        }
    }

    private boolean isOlderThan39() {
        return place.minorVersion().isEmpty()
                || !PythonVersion.parse(place.minorVersion()).isAtLeast(3, 9);
    }

    private List<Path> interpreterLinks() {
        try (Stream<Path> files = Files.list(place.programs())) {
            return files.filter(Files::isSymbolicLink).sorted().toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** The version is told by names and folders alone: a link to python3 may lead to another python3.X after an update. */
    private void base() {
        String home = environment.configuration().getOrDefault("home", "");
        String minor = place.minorVersion();
        Optional<Path> found = PythonBase.in(home, minor);
        if (home.isEmpty()) {
            return;
        }
        if (found.isEmpty()) {
            add(Kind.BASE, Path.of(home), "has no Python any more, of which this environment was made");
            return;
        }
        try {
            Path real = (Files.exists(place.python()) && Files.isSymbolicLink(place.python())
                            ? place.python()
                            : found.get())
                    .toRealPath();
            Matcher name = PROGRAM.matcher(String.valueOf(real.getFileName()));
            if (name.matches() && !minor.isEmpty() && !name.group(1).equals(minor)) {
                add(
                        Kind.BASE,
                        real,
                        "is Python " + name.group(1) + ", but the environment was made of Python " + minor
                                + ", and its packages are not seen");
            }
        } catch (IOException goneMeanwhile) {
            add(Kind.BASE, found.get(), "is gone");
        }
    }

    private void activation() {
        boolean venv = !environment.configuration().containsKey("uv")
                && !environment.configuration().containsKey("virtualenv");
        List<String> names =
                place.hasWindowsLayout() ? List.of("activate", "Activate.ps1", "activate.bat") : USUAL_SCRIPTS;
        for (String name : names) {
            Path script = place.programs().resolve(name);
            boolean caseless = !venv && name.equals("Activate.ps1");
            if (!Files.isRegularFile(script) && !caseless) {
                add(Kind.ACTIVATION, script, "is missing");
            } else if (!name.equals("Activate.ps1")) {
                place(script);
            }
        }
        if (Receipt.existsIn(place.directory())) {
            nushell(place.programs().resolve("activate.nu"));
        }
    }

    /** Only this library puts it in, and need not have. A path with what nushell escapes is not looked for. */
    private void nushell(Path script) {
        String directory = place.directory().toString();
        boolean plain = directory.indexOf('"') < 0 && directory.indexOf('\\') < 0;
        if (plain
                && Files.isRegularFile(script)
                && !ShellScript.of(script).text().contains(directory)) {
            add(Kind.ACTIVATION, script, "is of another place: the environment was moved");
        }
    }

    private void place(Path script) {
        ShellScript text = ShellScript.of(script);
        if (text.text().isBlank()) {
            add(Kind.ACTIVATION, script, "is empty");
            return;
        }
        List<String> places = PlaceNames.in(text);
        if (!places.isEmpty() && places.stream().noneMatch(it -> PlaceNames.isSame(it, place.directory()))) {
            add(
                    Kind.ACTIVATION,
                    script,
                    "is of the environment at " + places.get(0) + ": this one was moved, or copied from there");
        }
    }

    private void add(Kind kind, Path path, String what) {
        problems.add(new Problem(kind, path, path + " " + what + ". Repair the environment, or make it anew"));
    }

    /** The places that scripts name. */
    static final class PlaceNames {
        private PlaceNames() {}

        static List<String> in(ShellScript script) {
            return script.values("VIRTUAL_ENV")
                    .filter(value -> value.startsWith("/"))
                    .distinct()
                    .toList();
        }

        /** Says whether a name leads to the folder, be it by another way. */
        static boolean isSame(String name, Path directory) {
            try {
                Path path = Path.of(name);
                return path.equals(directory) || Files.isSameFile(path, directory);
            } catch (InvalidPathException | IOException notThere) {
                return false;
            }
        }
    }
}
