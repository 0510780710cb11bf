package io.pilotlight.env;

import io.pilotlight.env.EnvEvent.PackageProgress;
import io.pilotlight.env.EnvEvent.Phase;
import io.pilotlight.env.files.Sha256;
import io.pilotlight.env.jar.Coordinates;
import io.pilotlight.env.jar.JarLock;
import io.pilotlight.env.jar.Jars;
import io.pilotlight.env.maven.MavenEvent;
import io.pilotlight.env.maven.MavenRequest;
import io.pilotlight.env.maven.MavenResolver;
import io.pilotlight.env.maven.ResolutionException;
import io.pilotlight.env.maven.ResolvedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts the packages and jars of the options into an environment. */
final class JavaPackages {
    private final JavaEnvContext context;
    private final JavaEnvOptions options;
    private final JarInputs inputs;
    private int collected;
    private int downloaded;

    private JavaPackages(JavaEnvContext context) throws IOException {
        this.context = context;
        this.options = context.options();
        this.inputs = JarInputs.of(options);
    }

    /** Installs what the lock says, if there is one that fits; else what the repositories have. */
    static void install(JavaEnvContext context) throws IOException {
        JavaPackages packages = new JavaPackages(context);
        Optional<JarLock> lock = packages.fittingLock();
        packages.place(lock.isPresent() ? packages.fetched(lock.get()) : packages.resolved(false), lock);
    }

    /** Installs the newest that the repositories have and the options allow. */
    static void upgrade(JavaEnvContext context) throws IOException {
        JavaPackages packages = new JavaPackages(context);
        packages.place(packages.resolved(true), Optional.empty());
    }

    /** Fetches exactly these jars. */
    static List<ResolvedJar> fetch(JavaEnvContext context, List<Coordinates> jars) throws IOException {
        JavaPackages packages = new JavaPackages(context);
        MavenRequest request = packages.request(false);
        return packages.asking(() -> MavenResolver.fetch(jars, request, packages::report));
    }

    private Optional<JarLock> fittingLock() throws IOException {
        Path file = options.lock().orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        if (Files.notExists(file)) {
            if (options.locked()) {
                throw new PackageException(
                        "There is no lock at " + file + ": create the environment once without locked(true)",
                        List.of());
            }
            return Optional.empty();
        }
        JarLock lock = read(file);
        boolean fits = lock.inputs().equals(inputs.checksum());
        if (!fits && options.locked()) {
            throw new PackageException(
                    "The lock " + file + " was made for other packages than " + options.packages()
                            + " with other options: create the environment once without locked(true)",
                    List.of());
        }
        return Optional.of(lock).filter(it -> fits);
    }

    private static JarLock read(Path file) {
        try {
            return JarLock.read(file);
        } catch (IOException e) {
            throw new PackageException(
                    "The lock " + file + " cannot be read: " + e.getMessage()
                            + ". Mend it, or remove it to have it made" + " anew",
                    e);
        }
    }

    private List<ResolvedJar> resolved(boolean refresh) {
        if (options.packages().isEmpty()) {
            return List.of();
        }
        MavenRequest request = request(refresh);
        return asking(() -> MavenResolver.resolve(request, this::report));
    }

    private List<ResolvedJar> fetched(JarLock lock) {
        List<Coordinates> jars =
                lock.packages().stream().map(JarLock.Resolved::coordinates).toList();
        MavenRequest request = request(false);
        return jars.isEmpty() ? List.of() : asking(() -> MavenResolver.fetch(jars, request, this::report));
    }

    private interface Asking {
        List<ResolvedJar> answer() throws ResolutionException, InterruptedException;
    }

    private List<ResolvedJar> asking(Asking question) {
        try {
            return question.answer();
        } catch (ResolutionException e) {
            throw new PackageException(String.valueOf(e.getMessage()), e.lines(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while resolving " + options.packages(), e);
        }
    }

    /** Links the jars, then takes the checksums of what now lies there. */
    private void place(List<ResolvedJar> packages, Optional<JarLock> wanted) throws IOException {
        List<JarLock.Entry> planned = new ArrayList<>();
        packages.forEach(jar -> planned.add(new JarLock.Resolved(jar.coordinates(), "")));
        inputs.jars().forEach(planned::add);
        List<String> names = new JarLock(inputs.checksum(), planned).fileNames();
        List<JarLock.Entry> entries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Path place = context.libPath().resolve(names.get(i));
            boolean given = i >= packages.size();
            report(
                    Phase.INSTALLING,
                    given ? names.get(i) : packages.get(i).coordinates().toString(),
                    "",
                    i + 1);
            if (given) {
                Jars.place(options.jars().get(i - packages.size()), place, false);
                entries.add(new JarLock.Given(planned.get(i).fileName(), Sha256.of(place)));
            } else {
                entries.add(placed(packages.get(i), place));
            }
        }
        JarLock lock = new JarLock(inputs.checksum(), entries);
        wanted.ifPresent(it -> compare(it, lock, packages));
        JavaFiles.classPath(context, lock);
        int count = names.size();
        context.report(new PackageProgress(Phase.INSTALLED, "packages", "", count, OptionalInt.of(count)));
    }

    /** A snapshot that was built here is overwritten in place when it is built again: a link would change with it. */
    private JarLock.Entry placed(ResolvedJar jar, Path place) throws IOException {
        Jars.place(jar.file(), place, options.symlinks() && !jar.coordinates().changes());
        return new JarLock.Resolved(jar.coordinates(), Sha256.of(place));
    }

    private static void compare(JarLock wanted, JarLock made, List<ResolvedJar> packages) {
        for (int i = 0; i < packages.size(); i++) {
            JarLock.Entry promised = wanted.packages().get(i);
            JarLock.Entry found = made.entries().get(i);
            if (!promised.sha256().equals(found.sha256())) {
                throw new PackageException(
                        "%s has the checksum %s, but the lock says %s: remove it to have it fetched again, or the lock if"
                                        .formatted(packages.get(i).file(), found.sha256(), promised.sha256())
                                + " it is to be another one",
                        List.of());
            }
        }
    }

    private MavenRequest request(boolean refresh) {
        MavenOptions maven = options.maven();
        List<MavenRequest.Repository> repositories = maven.repositories().entrySet().stream()
                .map(entry -> new MavenRequest.Repository(entry.getKey(), entry.getValue()))
                .toList();
        MavenRequest.Sources sources = new MavenRequest.Sources(
                maven.settings(),
                maven.localRepository(),
                repositories,
                new MavenRequest.Policy(options.offline(), refresh, maven.lenientChecksums()));
        return new MavenRequest(
                options.packages().stream().map(Coordinates::parse).toList(),
                options.managed().stream().map(Coordinates::parse).toList(),
                options.exclusions().stream().map(Coordinates.Name::parse).toList(),
                sources);
    }

    private void report(MavenEvent event) {
        if (event instanceof MavenEvent.Collecting it) {
            collected++;
            report(Phase.COLLECTING, it.name(), "", collected);
        } else if (event instanceof MavenEvent.Downloading it) {
            downloaded++;
            report(Phase.DOWNLOADING, it.file(), size(it.size()), downloaded);
        } else if (event instanceof MavenEvent.Note it) {
            context.report(new EnvEvent.Message(it.text()));
        }
    }

    private void report(Phase phase, String name, String size, int count) {
        context.report(new PackageProgress(phase, name, size, count, OptionalInt.empty()));
    }

    /** Sizes as pip writes them. */
    private static String size(long bytes) {
        if (bytes < 0) {
            return "";
        }
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
