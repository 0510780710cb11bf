package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.child.Children;
import io.pilotlight.env.dist.DistInfo;
import io.pilotlight.env.dist.RecordEdit;
import io.pilotlight.env.dist.RecordedFile;
import io.pilotlight.env.dist.Requirement;
import io.pilotlight.env.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Restores damaged packages: pip, and what comes with it, from the interpreter's own wheels, of which only the bad files are
 * touched; all others through pip.
 */
final class PackageRepair {
    private final PythonEnvironment environment;
    private final RepairSite site;
    private final List<Problem> failures = new ArrayList<>();

    PackageRepair(PythonEnvironment environment, RepairSite site) {
        this.environment = environment;
        this.site = site;
    }

    /** Returns what could not be restored, and why. */
    List<Problem> mend() throws IOException {
        PackageCheck check = new PackageCheck(environment, CheckDepth.FULL);
        boolean pipIsGone = check.problems().stream().anyMatch(it -> it.kind() == Kind.PACKAGE);
        Set<DistInfo> damaged = new LinkedHashSet<>();
        check.damaged().forEach(info -> damaged.add(named(info)));
        boolean bundled = pipIsGone
                || damaged.stream().map(info -> Requirement.key(info.name())).anyMatch(PackageRepair::isBundled);
        try (Reference reference = bundled ? Reference.of(environment, site) : Reference.none()) {
            damaged.removeIf(info -> reference.restore(info, environment));
            if (pipIsGone) {
                reference.restore(new DistInfo(environment.sitePackages(), "pip", "", List.of()), environment);
            }
        }
        for (DistInfo info : damaged) {
            reinstall(info);
        }
        return failures;
    }

    private static boolean isBundled(String name) {
        return name.equals("pip") || name.equals("setuptools");
    }

    /** What no metadata names any more, the folder still does. */
    private static DistInfo named(DistInfo info) {
        String folder = String.valueOf(info.folder().getFileName());
        int dash = folder.indexOf('-');
        int end = folder.lastIndexOf('.');
        return info.isReadable() || dash < 0 || end < dash
                ? info
                : new DistInfo(info.folder(), folder.substring(0, dash), folder.substring(dash + 1, end), List.of());
    }

    private void reinstall(DistInfo info) throws IOException {
        String package_ = info.name() + "==" + info.version();
        if (info.name().isEmpty() || !info.folder().toString().endsWith(".dist-info")) {
            fail(info, "its metadata does not say what it was. Install it again");
        } else if (Files.exists(info.folder().resolve("direct_url.json"))) {
            fail(info, "it did not come from a package index. Install " + info.name() + " again from where it came");
        } else if (!Files.isDirectory(environment.sitePackages().resolve("pip"))) {
            fail(info, "there is no pip in the environment. Install " + package_ + " again with the tool that made it");
        } else {
            runPip(info, package_);
        }
    }

    private void runPip(DistInfo info, String package_) throws IOException {
        boolean requested = Files.exists(info.folder().resolve("REQUESTED"));
        List<String> words = new ArrayList<>(List.of("install", "--no-deps", "--force-reinstall"));
        boolean removable = Files.isRegularFile(info.folder().resolve("RECORD"))
                && Files.isRegularFile(info.folder().resolve("METADATA"));
        if (!removable) {
            // pip cannot remove what it has no record of: the new files go over the old ones
            Trees.remove(info.folder());
            words.add("--ignore-installed");
        }
        words.add(package_);
        EnvOptions options = EnvBuilder.options().listener(site.listener()).build();
        try (Children children = new Children()) {
            new PipRun(new EnvContext(
                            options,
                            PythonInterpreter.of(environment.interpreter()),
                            EnvDirectory.of(environment.directory()),
                            new BuildSite.Workplace(environment.directory(), children)))
                    .run(words);
            if (!requested && Files.exists(info.folder().resolve("REQUESTED"))) {
                RecordEdit.remove(info.folder(), "REQUESTED");
            }
        } catch (PackageException e) {
            fail(info, "pip could not install it again: " + String.join(" ", e.lines()));
        }
    }

    private void fail(DistInfo info, String why) {
        failures.add(new Problem(Kind.METADATA, info.folder(), info.folder() + " was not repaired: " + why));
    }

    /** The packages that come with an interpreter, installed aside for the same place. */
    private record Reference(Optional<PythonReference> made) implements AutoCloseable {
        static Reference of(PythonEnvironment environment, RepairSite site) throws IOException {
            return new Reference(Optional.of(PythonReference.of(environment, true, site)));
        }

        static Reference none() {
            return new Reference(Optional.empty());
        }

        /** Copies the bad files of a package, if just that one is here; an empty version stands for any. */
        boolean restore(DistInfo wanted, PythonEnvironment environment) {
            if (made.isEmpty()) {
                return false;
            }
            Path modules = made.get().context().libPath();
            Optional<DistInfo> found = PythonPackages.infos(modules).stream()
                    .filter(info -> Requirement.key(info.name()).equals(Requirement.key(wanted.name())))
                    .filter(info -> wanted.version().isEmpty() || info.version().equals(wanted.version()))
                    .findFirst();
            found.ifPresent(info -> copy(info, modules, environment.sitePackages()));
            return found.isPresent();
        }

        private static void copy(DistInfo info, Path from, Path to) {
            try {
                for (RecordedFile row : PackageCheck.record(info)) {
                    Path right = from.resolve(row.path()).normalize();
                    Path own = to.resolve(row.path()).normalize();
                    if (Files.isRegularFile(right) && (!Files.isRegularFile(own) || Files.mismatch(right, own) >= 0)) {
                        Files.createDirectories(own.resolve("..").normalize());
                        Files.copy(right, own, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                    }
                }
            } catch (IOException e) {
                throw new DirectoryException("Cannot restore " + info.name() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            if (made.isPresent()) {
                made.get().close();
            }
        }
    }
}
