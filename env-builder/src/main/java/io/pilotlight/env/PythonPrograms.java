package io.pilotlight.env;

import io.pilotlight.env.dist.RecordEdit;
import io.pilotlight.env.wheel.Shebang;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lets the programs of an environment that was moved be run by its own interpreter again. */
final class PythonPrograms {
    private final PythonEnvironment environment;
    private final ProgramCheck check;
    private final Map<Path, byte[]> changed = new HashMap<>();

    PythonPrograms(PythonEnvironment environment) {
        this.environment = environment;
        this.check = new ProgramCheck(environment);
    }

    void mend() throws IOException {
        Optional<String> old = Optional.empty();
        for (Problem problem : check.problems()) {
            Optional<String> place = ProgramCheck.interpreter(problem.path()).flatMap(PythonPrograms::placeOf);
            old = old.or(() -> place);
            if (place.isPresent()) {
                rewrite(problem.path(), place.get());
            }
        }
        if (old.isPresent()) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(environment.sitePackages(), "*.{pth,egg-link}")) {
                for (Path file : files) {
                    rewrite(file, old.get());
                }
            }
        }
        RecordEdit.rewrite(environment.sitePackages(), changed);
    }

    private void rewrite(Path file, String place) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // Latin-1 keeps every byte, whatever the file holds
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String after = text;
        Optional<String> interpreter = ProgramCheck.interpreter(file);
        if (interpreter.isPresent()) {
            int end = text.startsWith("#!/bin/sh\n")
                    ? text.indexOf("\n' '''\n") + "\n' '''\n".length()
                    : text.indexOf('\n') + 1;
            String name = interpreter.get().substring(interpreter.get().lastIndexOf('/') + 1);
            Path own = environment.place().programs().resolve(name);
            after = bytesOf(Shebang.of((Files.exists(own) ? own : environment.interpreter()).toString()))
                    + text.substring(end);
        }
        byte[] content = after.replace(bytesOf(place + "/"), bytesOf(environment.directory() + "/"))
                .getBytes(StandardCharsets.ISO_8859_1);
        if (!text.equals(new String(content, StandardCharsets.ISO_8859_1))) {
            Files.write(file, content);
            changed.put(file, content);
        }
    }

    private static Optional<String> placeOf(String interpreter) {
        Path programs = Path.of(interpreter).getParent();
        return Optional.ofNullable(programs == null ? null : programs.getParent())
                .map(Path::toString);
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
