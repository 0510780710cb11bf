package io.pilotlight.env;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Pythons of the machine that runs the tests. */
final class TestPythons {
    private TestPythons() {}

    /** Returns every different Python that environments can be made of, by its program. */
    static List<PythonInterpreter> all() {
        Map<Path, PythonInterpreter> found = new LinkedHashMap<>();
        Stream.of("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
                .flatMap(version -> maybe(version).stream())
                .forEach(python -> found.put(python.executable(), python));
        Stream.of("/usr/bin/python3", "/usr/local/bin/python3")
                .flatMap(path -> maybe(path).stream())
                .forEach(python -> found.put(python.executable(), python));
        return List.copyOf(found.values());
    }

    /** Returns those that bring pip along, which Debian's does only with one more system package. */
    static List<PythonInterpreter> withPip() {
        return all().stream().filter(TestPythons::hasPip).toList();
    }

    static PythonInterpreter any() {
        List<PythonInterpreter> all = withPip();
        assumeTrue(!all.isEmpty(), "needs a Python 3.8 or later with ensurepip (Debian: python3-venv)");
        return all.get(all.size() - 1);
    }

    static boolean hasPip(PythonInterpreter python) {
        Path wheels = Path.of(python.facts().standardLibrary(), "ensurepip", "_bundled");
        try (Stream<Path> files = Files.list(wheels)) {
            return files.anyMatch(file -> file.toString().endsWith(".whl"));
        } catch (IOException none) {
            return false;
        }
    }

    static boolean onPath(String program) {
        return !new SearchPath(System.getenv()).programs(program).isEmpty();
    }

    private static List<PythonInterpreter> maybe(String spec) {
        try {
            return List.of(PythonInterpreter.find(spec));
        } catch (InterpreterException notHere) {
            return List.of();
        }
    }
}
