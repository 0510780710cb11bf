package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import io.pilotlight.env.dist.DistInfo;
import io.pilotlight.env.dist.RecordedFile;
import io.pilotlight.env.dist.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares the packages of a Python environment with what was recorded of them, and with what they need. */
final class PackageCheck {
    private final PythonEnvironment environment;
    private final CheckDepth depth;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<DistInfo> damaged = new LinkedHashSet<>();

    PackageCheck(PythonEnvironment environment, CheckDepth depth) {
        this.environment = environment;
        this.depth = depth;
    }

    List<Problem> problems() {
        Path modules = environment.sitePackages();
        if (!Files.isDirectory(modules)) {
            return List.of(new Problem(
                    Kind.METADATA,
                    modules,
                    "The folder of modules, " + modules + ", is missing. Make the environment anew"));
        }
        List<DistInfo> infos = new ArrayList<>(PythonPackages.infos(modules));
        infos.sort(Comparator.comparing(info -> info.folder().toString()));
        infos.forEach(this::metadata);
        if (depth != CheckDepth.QUICK) {
            files(infos);
        }
        pip(infos);
        requirements(infos);
        return problems;
    }

    /** Returns the packages with missing or changed files, once problems have been looked for. */
    Set<DistInfo> damaged() {
        return damaged;
    }

    private void metadata(DistInfo info) {
        boolean wheel = info.folder().toString().endsWith(".dist-info");
        if (!info.isReadable()) {
            add(Kind.METADATA, info.folder(), "names no package: its METADATA is missing or damaged", info);
        } else if (wheel && !Files.isRegularFile(info.folder().resolve("RECORD"))) {
            add(Kind.METADATA, info.folder().resolve("RECORD"), "is missing, so pip cannot remove the package", info);
        }
    }

    /** A file that several packages brought along is right if it is as one of them brought it. */
    private void files(List<DistInfo> infos) {
        Map<DistInfo, List<RecordedFile>> records = new HashMap<>();
        infos.forEach(info -> records.put(info, record(info)));
        Set<String> right = new HashSet<>();
        Map<RecordedFile, Problem> wrong = new HashMap<>();
        Map<RecordedFile, DistInfo> owners = new HashMap<>();
        for (DistInfo info : infos) {
            for (RecordedFile row : records.getOrDefault(info, List.of())) {
                String what = row.hash().isEmpty() ? "" : difference(row);
                if (what.isEmpty()) {
                    right.add(row.path());
                } else {
                    wrong.put(row, problem(Kind.FILE, path(row), what, info));
                    owners.put(row, info);
                }
            }
        }
        wrong.entrySet().stream()
                .filter(entry -> !right.contains(entry.getKey().path()))
                .sorted(Comparator.comparing(entry -> entry.getKey().path()))
                .forEach(entry -> {
                    problems.add(entry.getValue());
                    damaged.add(Objects.requireNonNull(owners.get(entry.getKey())));
                });
    }

    static List<RecordedFile> record(DistInfo info) {
        try {
            return RecordedFile.read(info.folder().resolve("RECORD"));
        } catch (IOException missing) {
            return List.of();
        }
    }

    private String difference(RecordedFile row) {
        try {
            Path file = path(row);
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile() && row.size() >= 0 && attributes.size() != row.size()) {
                return "is not as it was installed: it has " + attributes.size() + " bytes, not " + row.size();
            }
            return depth != CheckDepth.FULL || sameHash(file, row.hash()) ? "" : "is not as it was installed";
        } catch (IOException gone) {
            return "is missing";
        } catch (InvalidPathException cannotBeNamed) {
            // a name that this virtual machine cannot write in its locale: nothing can be said of it
            return "";
        }
    }

    private Path path(RecordedFile row) {
        return environment.sitePackages().resolve(row.path()).normalize();
    }

    private static boolean sameHash(Path file, String recorded) throws IOException {
        int equals = recorded.indexOf('=');
        if (equals < 0) {
            return true;
        }
        try {
            String algorithm =
                    recorded.substring(0, equals).toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
            String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return hash.equals(recorded.substring(equals + 1).replace("=", ""));
        } catch (NoSuchAlgorithmException unknownHere) {
            return true;
        }
    }

    private void pip(List<DistInfo> infos) {
        String command = environment.configuration().getOrDefault("command", "");
        boolean was = environment.fingerprint().isPresent()
                && !command.isEmpty()
                && !(command + " ").contains(" --without-pip ");
        boolean is =
                infos.stream().anyMatch(info -> Requirement.key(info.name()).equals("pip"));
        boolean damaged = infos.stream()
                .anyMatch(info -> String.valueOf(info.folder().getFileName()).startsWith("pip-"));
        if (was && !is && !damaged) {
            problems.add(
                    new Problem(
                            Kind.PACKAGE,
                            environment.sitePackages().resolve("pip"),
                            "pip is missing, though the environment was made with it. Repair the environment, or make it anew"));
        }
    }

    private void requirements(List<DistInfo> infos) {
        Map<String, DistInfo> installed = new HashMap<>();
        infos.stream().filter(DistInfo::isReadable).forEach(info -> installed.put(Requirement.key(info.name()), info));
        Map<String, String> values = PythonMarkers.of(environment);
        boolean seesOthers = environment
                .configuration()
                .getOrDefault("include-system-site-packages", "false")
                .equalsIgnoreCase("true");
        for (DistInfo info : infos) {
            for (String text : info.requires()) {
                Optional.of(text)
                        .filter(it -> !Requirement.isForAnExtra(it))
                        .flatMap(Requirement::parse)
                        .filter(requirement -> requirement.appliesTo(values))
                        .ifPresent(requirement -> {
                            DistInfo found = installed.get(requirement.name());
                            if (found == null ? !seesOthers : !requirement.allows(found.version())) {
                                unmet(info, requirement, found == null ? "" : found.version());
                            }
                        });
            }
        }
    }

    private void unmet(DistInfo info, Requirement requirement, String version) {
        problems.add(new Problem(
                Kind.REQUIREMENT,
                info.folder(),
                info.name() + " " + info.version() + " needs " + requirement.text() + ", "
                        + (version.isEmpty() ? "which is not installed" : "but " + version + " is installed")
                        + ". Install it with pip"));
    }

    private void add(Kind kind, Path path, String what, DistInfo info) {
        damaged.add(info);
        problems.add(problem(kind, path, what, info));
    }

    private static Problem problem(Kind kind, Path path, String what, DistInfo info) {
        String name = info.name().isEmpty()
                ? String.valueOf(info.folder().getFileName())
                : info.name() + " " + info.version();
        return new Problem(
                kind, path, path + " " + what + " (" + name + "). Repair the environment, or install it again");
    }
}
