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
        return List.of(facts.include().split("/"));
    }

    @Override
    public List<String> sitePackages() {
        return List.of(facts.sitePackages().split("/"));
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
        List<String> names = new ArrayList<>(List.of("python", "python3"));
        if (version.isAtLeast(3, 9)) {
            names.add("python3." + version.minor());
        }
        for (String name : names) {
            alias(context, context.binPath().resolve(name));
        }
        if (version.major() == 3 && version.minor() == 14 && facts.utf8Names()) {
            greekAlias(context);
        }
    }

    private static void alias(EnvContext context, Path path) throws IOException {
        boolean there = context.isNew() ? path.equals(context.envExe()) : Files.exists(path);
        if (!there) {
            linkOrCopy(context, context.envExe(), path);
        }
    }

    /** A link within the folder names its neighbour; where no link can be made there is a copy, as in CPython. */
    private static void linkOrCopy(EnvContext context, Path from, Path to) throws IOException {
        boolean neighbours = context.binPath().equals(from.getParent());
        if (context.symlinks()) {
            if (!context.isNew() && Files.isSymbolicLink(to)) {
                return;
            }
            try {
                Files.createSymbolicLink(to, neighbours ? from.getFileName() : from);
                return;
            } catch (IOException | UnsupportedOperationException inTheWay) {
                context.warn("Unable to symlink " + PythonText.repr(context.later(from)) + " to "
                        + PythonText.repr(context.later(to)));
            }
        }
        copy(context, from, to);
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
