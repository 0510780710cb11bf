package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The layout on Windows. Written after CPython's venv of 3.8 to 3.13 and tested on a file system in memory: no Windows
 * machine was at hand.
 *
 * <p>The programs of an environment are not the interpreter but launchers that start it.
 */
record WindowsLayout(PythonInterpreter.Facts facts, PythonVersion version) implements Layout {

    @Override
    public String binName() {
        return "Scripts";
    }

    @Override
    public List<String> include() {
        return List.of("Include");
    }

    @Override
    public List<String> sitePackages() {
        return List.of("Lib", "site-packages");
    }

    @Override
    public boolean hasLib64() {
        return false;
    }

    @Override
    public String programName(String baseName) {
        return version.isAtLeast(3, 13) ? "python" + debugMark(baseName) + ".exe" : baseName;
    }

    @Override
    public boolean linksByDefault() {
        return false;
    }

    @Override
    public String otherChoice() {
        return "--symlinks";
    }

    @Override
    public String lineEnd() {
        return "\r\n";
    }

    @Override
    public String scriptFolder() {
        return "nt";
    }

    @Override
    public boolean leavesOut(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        boolean launcher = name.startsWith("python") || (name.startsWith("venv") && version.isAtLeast(3, 13));
        return launcher && copiesWhole(name);
    }

    @Override
    public boolean copiesWhole(String fileName) {
        return fileName.endsWith(".exe") || fileName.endsWith(".pdb");
    }

    @Override
    public void interpreter(EnvContext context) throws IOException {
        if (version.isAtLeast(3, 13)) {
            launchersByRole(context);
        } else {
            launchersByName(context);
        }
    }

    /** Python 3.8 to 3.12: each program of the interpreter's folder has a launcher of its own name. */
    private void launchersByName(EnvContext context) throws IOException {
        List<String> names = new ArrayList<>(List.of("python.exe", "python_d.exe", "pythonw.exe", "pythonw_d.exe"));
        if (context.symlinks()) {
            names = filesOf(context.pythonDir(), name -> name.endsWith(".exe") || name.endsWith(".dll"));
        } else if (version.isAtLeast(3, 9) && !names.contains(context.pythonExe())) {
            names.add(context.pythonExe());
        }
        for (String name : names) {
            Path from = context.pythonDir().resolve(name);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                linkOrLaunch(context, from, context.binPath().resolve(name));
            }
        }
    }

    private static void linkOrLaunch(EnvContext context, Path from, Path to) throws IOException {
        boolean dangling = !Files.exists(from);
        if (context.symlinks() && !dangling && !Files.isSymbolicLink(to)) {
            if (linked(context, from, to)) {
                return;
            }
        }
        Path launcher = scripts(context).resolve(from.getFileName());
        if (!Files.isRegularFile(launcher)) {
            launcher = from.resolveSibling(launcherName(from.getFileName().toString()));
        }
        if (Files.exists(launcher)) {
            Files.copy(launcher, to, StandardCopyOption.REPLACE_EXISTING);
        } else if (!dangling) {
            context.warn("Unable to copy " + PythonText.repr(launcher));
        }
    }

    /** Builds of Python, and conda, keep launchers beside the interpreter, under another name. */
    private static String launcherName(String name) {
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        String mark = stem.endsWith("_d") ? "_d" : "";
        String plain = stem.substring(0, stem.length() - mark.length());
        String launcher =
                switch (plain) {
                    case "python" -> "venvlauncher";
                    case "pythonw" -> "venvwlauncher";
                    default -> plain;
                };
        return launcher + mark + (dot < 0 ? "" : name.substring(dot));
    }

    /** From Python 3.13 on: two launchers, with and without a console, under the names that people type. */
    private void launchersByRole(EnvContext context) throws IOException {
        if (context.symlinks()) {
            Map<String, Path> links = new LinkedHashMap<>();
            String own = facts.freeThreaded() ? "3." + version.minor() + "t" : "";
            String mark = debugMark(context.pythonExe());
            roles(context)
                    .forEach((name, windowed) -> links.put(
                            name,
                            context.pythonDir().resolve((windowed ? "pythonw" : "python") + own + mark + ".exe")));
            for (String library : filesOf(context.pythonDir(), WindowsLayout::isRuntime)) {
                links.put(library, context.pythonDir().resolve(library));
            }
            if (allLinked(context, links)) {
                return;
            }
            context.warn("Retrying with copies");
        }
        String mark = (facts.freeThreaded() ? "t" : "") + debugMark(context.pythonExe());
        for (Map.Entry<String, Boolean> role : roles(context).entrySet()) {
            Path launcher =
                    scripts(context).resolve((role.getValue() ? "venvwlauncher" : "venvlauncher") + mark + ".exe");
            Path to = context.binPath().resolve(role.getKey());
            try {
                Files.copy(launcher, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException notThere) {
                context.warn(
                        "Unable to copy " + PythonText.repr(launcher) + " to " + PythonText.repr(context.later(to)));
            }
        }
    }

    /** Returns the names of the environment's programs, and of each whether it is the one without a console. */
    private Map<String, Boolean> roles(EnvContext context) {
        String mark = debugMark(context.pythonExe());
        Map<String, Boolean> roles = new LinkedHashMap<>();
        for (String program : List.of("python", "pythonw")) {
            boolean windowed = program.endsWith("w");
            roles.put(program + ".exe", windowed);
            roles.put(program + mark + ".exe", windowed);
            if (facts.freeThreaded()) {
                roles.put(program + "3." + version.minor() + "t.exe", windowed);
                roles.put(program + "3." + version.minor() + "t" + mark + ".exe", windowed);
            }
        }
        return roles;
    }

    private static boolean allLinked(EnvContext context, Map<String, Path> links) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Map.Entry<String, Path> link : links.entrySet()) {
            Path path = context.binPath().resolve(link.getKey());
            if (!linked(context, link.getValue(), path)) {
                for (Path one : made) {
                    Files.deleteIfExists(one);
                }
                return false;
            }
            made.add(path);
        }
        return true;
    }

    private static boolean linked(EnvContext context, Path from, Path to) {
        try {
            Files.createSymbolicLink(to, from);
            return true;
        } catch (IOException | UnsupportedOperationException notAllowed) {
            context.warn("Unable to symlink " + PythonText.repr(from) + " to " + PythonText.repr(context.later(to)));
            return false;
        }
    }

    private static boolean isRuntime(String name) {
        return name.endsWith(".dll") && (name.startsWith("python") || name.startsWith("vcruntime"));
    }

    private static List<String> filesOf(Path folder, Predicate<String> wanted) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (wanted.test(name.toLowerCase(Locale.ROOT))) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Path scripts(EnvContext context) {
        return context.standardLibrary().resolve("venv").resolve("scripts").resolve("nt");
    }

    private static String debugMark(String programName) {
        String name = programName.toLowerCase(Locale.ROOT);
        return name.endsWith("_d.exe") || name.endsWith("_d") ? "_d" : "";
    }
}
