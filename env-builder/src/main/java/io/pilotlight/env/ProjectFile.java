package io.pilotlight.env;

import io.pilotlight.env.child.Captured;
import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What a pyproject.toml asks for. Python itself reads it, once for each text: from then on the answer is known, in this
 * process and in the cache.
 */
final class ProjectFile {
    private static final ConcurrentMap<String, List<String>> KNOWN = new ConcurrentHashMap<>();
    private static final String SCRIPT = Resource.text("pyproject.py");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MOST_KNOWN = 200;

    private final PythonInterpreter python;
    private final Optional<PackageCache> cache;

    ProjectFile(PythonInterpreter python, Optional<PackageCache> cache) {
        this.python = python;
        this.cache = cache;
    }

    /** Returns the requirements of the options' projects, and checks that each group is in one of them. */
    List<String> requirements(PackageOptions options) {
        List<String> all = new ArrayList<>();
        Set<String> missing = new TreeSet<>(options.groups());
        options.projectsInOrder().forEach(project -> {
            List<String> answer =
                    answer(project.getKey(), String.join(",", new TreeSet<>(project.getValue())), options.groups());
            missing.removeAll(List.of(answer.get(0).split(",")));
            all.addAll(answer.subList(1, answer.size()));
        });
        if (!missing.isEmpty()) {
            throw new PackageException(
                    "No project has the dependency groups " + missing + ": write them into [dependency-groups] of "
                            + options.projects().keySet() + ", or name other ones",
                    (Throwable) null);
        }
        return all;
    }

    private List<String> answer(Path file, String extras, List<String> groups) {
        String text = text(file);
        String key = PackageCache.key("pyproject", SCRIPT, text, extras, String.join(",", groups));
        List<String> known = KNOWN.get(key);
        if (known == null) {
            known = cache.flatMap(it -> it.lines(key)).orElseGet(() -> {
                List<String> asked = ask(file, extras, String.join(",", groups));
                cache.ifPresent(it -> it.keep(key, asked));
                return asked;
            });
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(key, known);
        }
        return known;
    }

    private List<String> ask(Path file, String extras, String groups) {
        String wheel = BundledPip.pipWheel(python).map(Path::toString).orElse("");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                python.facts().baseExecutable(),
                "-E",
                "-S",
                "-s",
                "-c",
                SCRIPT,
                wheel,
                file.toString(),
                extras,
                groups));
        try {
            Captured captured = Children.capture(builder, LIMIT);
            String[] fields = captured.output().split("\0", -1);
            if (captured.exitCode() == 0 && fields.length > 1 && fields[0].equals("pilotlight-project")) {
                return List.of(fields).subList(1, fields.length);
            }
            String said = fields.length > 1 ? fields[1] : captured.errors().strip();
            throw new PackageException(
                    file + " cannot be used: " + said + ". Correct it, or name another project", List.of(said));
        } catch (IOException e) {
            throw new PackageException(python + " cannot be started to read " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedBuildException("Interrupted while reading " + file, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new PackageException("There is no project file " + file + ": write it, or name another one", e);
        } catch (IOException e) {
            throw new PackageException("Cannot read the project file " + file + ": " + e, e);
        }
    }
}
