package io.pilotlight.env;

import io.pilotlight.env.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the first lines of an environment's programs. */
final class ProgramCheck {
    private static final int LONGEST_FIRST_LINES = 4_096;
    private static final Pattern PYTHON = Pattern.compile("(?:python|pypy)[\\d.]*t?");

    /** The two forms that pip writes, the second for paths that are too long for the kernel or have a space. */
    private static final Pattern DIRECT = Pattern.compile("^#!(/[^\\n]*)\\n");

    private static final Pattern BY_SHELL =
            Pattern.compile("^#!/bin/sh\\n'''exec' (\"?)(/[^\\n]*?)\\1 \"\\$0\" \"\\$@\"\\n");

    private final PythonEnvironment environment;

    ProgramCheck(PythonEnvironment environment) {
        this.environment = environment;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(environment.place().programs())) {
            for (Path file : files) {
                interpreter(file).filter(this::leadsElsewhere).ifPresent(it -> problems.add(problem(file, it)));
            }
        } catch (IOException noPrograms) {
            // that there is no interpreter is told already
        }
        return problems;
    }

    /** Returns the interpreter with which a script says that it runs; empty for what is no script. */
    static Optional<String> interpreter(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            if (start.length < 2 || start[0] != '#' || start[1] != '!') {
                return Optional.empty();
            }
            String text = "#!" + new String(in.readNBytes(LONGEST_FIRST_LINES), StandardCharsets.UTF_8);
            Matcher matcher = BY_SHELL.matcher(text);
            if (matcher.find()) {
                return Optional.of(matcher.group(2));
            }
            matcher = DIRECT.matcher(text);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** A script may be for any program of the machine, but not for a Python that is gone or of another environment. */
    private boolean leadsElsewhere(String interpreter) {
        try {
            Path path = Path.of(interpreter);
            Path programs = path.getParent();
            Path directory = programs == null ? null : programs.getParent();
            if (directory == null
                    || !PYTHON.matcher(String.valueOf(path.getFileName())).matches()) {
                return false;
            }
            boolean mine = PythonCheck.PlaceNames.isSame(directory.toString(), environment.directory());
            return !mine && (!Files.exists(path) || Files.isRegularFile(directory.resolve(PythonPlace.CONFIGURATION)));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static Problem problem(Path file, String interpreter) {
        return new Problem(
                Kind.PROGRAM,
                file,
                file + " is run by " + interpreter + ", which is "
                        + (Files.exists(Path.of(interpreter)) ? "elsewhere" : "gone")
                        + ". Repair the environment, or install its package again");
    }
}
