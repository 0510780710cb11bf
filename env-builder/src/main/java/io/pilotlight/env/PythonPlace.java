package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are in a Python environment that is there, in the layouts of CPython (with and without the global lock), of
 * PyPy, and of Windows.
 *
 * @param directory the environment's folder
 * @param programs its folder of programs
 * @param python its interpreter
 * @param sitePackages its folder of modules
 */
record PythonPlace(Path directory, Path programs, Path python, Path sitePackages) {
    static final String CONFIGURATION = "pyvenv.cfg";

    private static final Pattern LIBRARY = Pattern.compile("(?:python|pypy)(\\d+\\.\\d+)t?");

    /** Looks at the folder of an environment; the configuration may be empty. */
    static PythonPlace of(Path directory, Map<String, String> configuration) {
        Path scripts = directory.resolve("Scripts");
        Path programs = directory.resolve("bin");
        if (!Files.isDirectory(programs) && Files.isDirectory(scripts)) {
            return new PythonPlace(
                    directory,
                    scripts,
                    scripts.resolve("python.exe"),
                    directory.resolve("Lib").resolve("site-packages"));
        }
        return new PythonPlace(
                directory, programs, programs.resolve("python"), library(directory, version(configuration)));
    }

    /** Returns the version that a configuration names, under the key of venv or under that of uv; empty if it has none. */
    static String version(Map<String, String> configuration) {
        String text = configuration.getOrDefault("version", configuration.getOrDefault("version_info", ""));
        try {
            PythonVersion number = PythonVersion.parse(text);
            return number.major() + "." + number.minor() + "." + number.micro();
        } catch (IllegalArgumentException noVersion) {
            return "";
        }
    }

    /** Returns the name of the folder of modules for its version, such as python3.13t. */
    String libraryName() {
        Path parent = sitePackages.getParent();
        return parent == null ? "" : String.valueOf(parent.getFileName());
    }

    /** Returns the two numbers in that name; empty where it has none, as on Windows. */
    String minorVersion() {
        Matcher matcher = LIBRARY.matcher(libraryName());
        return matcher.matches() ? matcher.group(1) : "";
    }

    boolean isPyPy() {
        return libraryName().startsWith("pypy");
    }

    boolean hasWindowsLayout() {
        return !String.valueOf(programs.getFileName()).equals("bin");
    }

    /** Says whether the interpreter is there in name, be it as a link that leads nowhere. */
    boolean namesPython() {
        return Files.exists(python, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path library(Path directory, String version) {
        Path lib = directory.resolve("lib");
        String[] numbers = version.split("\\.", -1);
        String minor = numbers.length < 2 ? "" : numbers[0] + "." + numbers[1];
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(lib, "{python,pypy}3*")) {
            for (Path entry : entries) {
                Matcher matcher = LIBRARY.matcher(String.valueOf(entry.getFileName()));
                if (matcher.matches() && Files.isDirectory(entry.resolve("site-packages"))) {
                    found.add(entry);
                    if (matcher.group(1).equals(minor)) {
                        return entry.resolve("site-packages");
                    }
                }
            }
        } catch (IOException noFolder) {
            found.clear();
        }
        // an environment over which another version was made has a folder that is not its own
        boolean guessed = minor.isEmpty() && found.size() == 1;
        return (guessed ? found.get(0) : lib.resolve("python" + minor)).resolve("site-packages");
    }
}
