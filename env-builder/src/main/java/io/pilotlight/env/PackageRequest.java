package io.pilotlight.env;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an installer is asked for.
 *
 * @param files requirements files
 * @param packages requirements by themselves
 * @param constraints files that narrow versions
 * @param lock whether the one file is a lock: all packages, each with hashes
 */
record PackageRequest(List<Path> files, List<String> packages, List<Path> constraints, boolean lock) {
    private static final Pattern PINNED = Pattern.compile(
            "^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^]]*])?\\s*===?\\s*([^\\s;,*#\\\\]+)\\s*(?:[;#\\\\].*|--hash.*)?$",
            Pattern.MULTILINE);

    PackageRequest {
        files = List.copyOf(files);
        packages = List.copyOf(packages);
        constraints = List.copyOf(constraints);
    }

    /** Takes the request together from the options; Python may be asked to read projects. */
    static PackageRequest of(EnvOptions options, PythonInterpreter python) {
        List<String> packages = new ArrayList<>(options.packages());
        PackageOptions more = options.packageOptions();
        packages.addAll(new ProjectFile(python, PackageCache.of(options)).requirements(more));
        return new PackageRequest(options.requirements(), packages, more.constraints(), false);
    }

    static PackageRequest locked(Path lock) {
        return new PackageRequest(List.of(lock), List.of(), List.of(), true);
    }

    List<String> arguments() {
        List<String> words = new ArrayList<>();
        if (lock) {
            words.addAll(List.of("--no-deps", "--require-hashes"));
        }
        constraints.forEach(file -> words.addAll(List.of("-c", file.toString())));
        files.forEach(file -> words.addAll(List.of("-r", file.toString())));
        words.addAll(packages);
        return words;
    }

    /** Returns all texts that decide what is installed: those of the files with their paths, from which others are meant. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(packages);
        texts.add("-r");
        files.forEach(file -> texts.addAll(RequirementsFile.contents(file)));
        texts.add("-c");
        constraints.forEach(file -> texts.addAll(RequirementsFile.contents(file)));
        return texts;
    }

    /** Returns the requirements without remarks, and without where their files are: the same wherever a project lies. */
    List<String> meaning() {
        List<String> meaning = new ArrayList<>();
        for (String text : texts()) {
            boolean file = text.contains("\n");
            text.lines()
                    .skip(file ? 1 : 0)
                    .map(line -> line.replaceFirst("(^|\\s)#.*$", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(meaning::add);
        }
        return meaning;
    }

    /** Says whether the texts name the exact version of each of the packages. */
    boolean pins(List<ResolvedPackage> resolved) {
        if (lock) {
            return true;
        }
        Map<String, String> pinned = new HashMap<>();
        for (String text : texts()) {
            Matcher matcher = PINNED.matcher(text);
            while (matcher.find()) {
                pinned.put(ResolvedPackage.plain(matcher.group(1)), matcher.group(2));
            }
        }
        return resolved.stream().allMatch(it -> it.version().equals(pinned.get(it.plainName())));
    }

    /** Local paths in a requirements file are meant from its own folder, as when it is typed there. */
    Optional<Path> folder() {
        return files.stream().map(Path::getParent).findFirst();
    }
}
