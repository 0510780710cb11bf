package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The layout on Linux, macOS and their like. */
record PosixLayout(PythonInterpreter.Facts facts, PythonVersion version) implements Layout {
    private static final String GREEK_NAME = "\uD835\uDF0Bthon";
    private static final Duration LINK_LIMIT = Duration.ofSeconds(20);

    @Override
    public String binName() {
        return "bin";
    }

    @Override
    public List<String> include() {
        return List.of(facts.include().split("/", -1));
    }

    @Override
    public List<String> sitePackages() {
        return List.of(facts.sitePackages().split("/", -1));
    }

    @Override
    public boolean hasLib64() {
        return facts.wide() && !facts.macOs();
    }

    @Override
    public String programName(String baseName) {
        return baseName;
    }

    @Override
    public boolean linksByDefault() {
        return true;
    }

    @Override
    public String otherChoice() {
        return "--copies";
    }

    @Override
    public String lineEnd() {
        return "\n";
    }

    @Override
    public String scriptFolder() {
        return "posix";
    }

    @Override
    public boolean leavesOut(String fileName) {
        return false;
    }

    @Override
    public boolean copiesWhole(String fileName) {
        return false;
    }

    @Override
    public void interpreter(EnvContext context) throws IOException {
        linkOrCopy(context, context.executable(), context.envExe());
        for (String name : names()) {
            alias(context, context.binPath().resolve(name));
        }
        if (version.major() == 3 && version.minor() == 14 && facts.utf8Names()) {
            greekAlias(context);
        }
    }

    /** PyPy's venv has names of its own; CPython's go by the version. */
    private List<String> names() {
        if (facts.implementation().equals("pypy")) {
            return facts.programNames();
        }
        List<String> names = new ArrayList<>(List.of("python", "python3"));
        if (version.isAtLeast(3, 9)) {
            names.add("python3." + version.minor());
        }
        return names;
    }

    private static void alias(EnvContext context, Path path) throws IOException {
        if (!isThere(context, path)) {
            linkOrCopy(context, context.envExe(), path);
        }
    }

    /** CPython keeps each link that leads anywhere; an upgrade of ours looks where it leads. */
    private static boolean isThere(EnvContext context, Path path) {
        if (context.isNew()) {
            return path.equals(context.envExe());
        }
        boolean ours = !context.options().strictParity() && !path.equals(context.envExe());
        return Files.exists(path) && !(ours && Files.isSymbolicLink(path));
    }

    /** A link within the folder names its neighbour; where no link can be made there is a copy, as in CPython. */
    private static void linkOrCopy(EnvContext context, Path from, Path to) throws IOException {
        if (context.symlinks()) {
            Path target = context.binPath().equals(from.getParent()) ? from.getFileName() : from;
            if (!context.isNew() && isGoodLink(context, to, target)) {
                return;
            }
            try {
                Files.createSymbolicLink(to, target);
                return;
            } catch (IOException | UnsupportedOperationException inTheWay) {
                context.warn("Unable to symlink " + PythonText.repr(context.later(from)) + " to "
                        + PythonText.repr(context.later(to)));
            }
        }
        copy(context, from, to);
    }

    /** A link is left alone by CPython, even if it leads to another Python, or nowhere. */
    private static boolean isGoodLink(EnvContext context, Path link, Path target) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return false;
        }
        if (context.options().strictParity() || Files.readSymbolicLink(link).equals(target)) {
            return true;
        }
        Files.delete(link);
        return false;
    }

    private static void copy(EnvContext context, Path from, Path to) throws IOException {
        if (!context.isNew() && Files.exists(to)) {
            if (Files.isSameFile(from, to)) {
                throw new DirectoryException(
                        PythonText.repr(from) + " and " + PythonText.repr(to) + " are the same file");
            }
            if (!to.toRealPath().startsWith(context.envDir().toRealPath())) {
                throw new DirectoryException("Refusing to copy " + PythonText.repr(from) + " over " + to.toRealPath()
                        + ", to which " + PythonText.repr(to) + " leads: clear the environment first");
            }
        }
        Files.write(to, Files.readAllBytes(from));
        if (context.isNew() || !Files.isSymbolicLink(to)) {
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** Python 3.14 adds a name with a Greek letter. Where Java cannot write it (LC_ALL=C), the interpreter makes it. */
    private static void greekAlias(EnvContext context) throws IOException {
        try {
            alias(context, context.binPath().resolve(GREEK_NAME));
        } catch (InvalidPathException notInThisLocale) {
            String make = context.symlinks() ? "import os; os.symlink(%s, n)" : "import shutil; shutil.copy(%s, n)";
            String script = "import os.path; n = '\\U0001d70bthon'; os.path.exists(n) or exec("
                    + PythonText.repr(make.formatted(PythonText.repr(context.pythonExe()))) + ")";
            ProcessBuilder process =
                    new ProcessBuilder(context.executable().toString(), "-E", "-S", "-s", "-X", "utf8", "-c", script);
            try {
                Children.capture(process.directory(context.binPath().toFile()), LINK_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedBuildException("Interrupted while linking the interpreter", e);
            }
        }
    }
}
