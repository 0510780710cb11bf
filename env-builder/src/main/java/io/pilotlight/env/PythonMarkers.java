package io.pilotlight.env;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The values of PEP 508's environment markers, as far as they can be told without starting the interpreter. */
final class PythonMarkers {
    private PythonMarkers() {}

    /** Returns all but the release and version of the operating system; nothing is asked for as an extra. */
    static Map<String, String> of(PythonEnvironment environment) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean windows = system.startsWith("windows");
        boolean mac = system.startsWith("mac");
        boolean pypy = environment.place().isPyPy();
        String implementation = pypy ? "PyPy" : "CPython";
        Map<String, String> values = new HashMap<>();
        values.put("os_name", windows ? "nt" : "posix");
        values.put("sys_platform", windows ? "win32" : mac ? "darwin" : "linux");
        values.put("platform_system", windows ? "Windows" : mac ? "Darwin" : "Linux");
        values.put("platform_machine", machine(windows, mac));
        values.put("platform_python_implementation", implementation);
        values.put("implementation_name", implementation.toLowerCase(Locale.ROOT));
        values.put("extra", "");
        if (!environment.version().isEmpty()) {
            PythonVersion version = PythonVersion.parse(environment.version());
            values.put("python_version", version.major() + "." + version.minor());
            values.put("python_full_version", environment.version());
            if (!pypy) {
                values.put("implementation_version", environment.version());
            }
        }
        return values;
    }

    private static String machine(boolean windows, boolean mac) {
        String architecture = System.getProperty("os.arch", "");
        return switch (architecture) {
            case "amd64" -> windows ? "AMD64" : "x86_64";
            case "aarch64" -> windows ? "ARM64" : mac ? "arm64" : "aarch64";
            default -> architecture;
        };
    }
}
