package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs programs for tests. */
final class Shell {
    private Shell() {}

    record Result(int exitCode, String output) {}

    static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    static Result run(String... command) throws IOException, InterruptedException {
        return run(plain(new ProcessBuilder(command)));
    }

    static Result umask(String mask, List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh"));
        words.addAll(command);
        return run(plain(new ProcessBuilder(words)));
    }

    /** Takes away what would make a Python on a developer's machine behave otherwise. */
    private static ProcessBuilder plain(ProcessBuilder builder) {
        Map<String, String> variables = builder.environment();
        Arrays.asList("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV").forEach(variables::remove);
        return builder;
    }
}
