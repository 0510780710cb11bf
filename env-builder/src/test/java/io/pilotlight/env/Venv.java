package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of Python's venv, which can be made by Python or by us.
 *
 * @param python the Python that makes the environment
 * @param options options of its command line
 */
record Venv(PythonInterpreter python, List<String> options) {

    /** Calls Python's own venv; returns what it wrote. */
    List<String> byPython(Path env) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python.executable().toString(), "-m", "venv"));
        command.addAll(options);
        command.add(env.toString());
        return Shell.run(command.toArray(String[]::new)).output().lines().toList();
    }

    /** Makes it by an EnvBuilder; returns its warnings and its failure as Python's venv would write them. */
    List<String> byUs(Path env, boolean strictParity) {
        List<String> said = new ArrayList<>();
        EnvOptions.Builder builder = EnvBuilder.options()
                .python(python.executable())
                .strictParity(strictParity)
                .listener(event -> {
                    if (event instanceof EnvEvent.Warning warning) {
                        said.add(warning.text());
                    }
                });
        options.forEach(option -> set(builder, option));
        try {
            new EnvBuilder(builder.build()).create(env);
        } catch (EnvironmentException e) {
            said.add("Error: " + e.getMessage());
        }
        return said;
    }

    private static void set(EnvOptions.Builder builder, String option) {
        switch (option) {
            case "--without-pip" -> builder.withPip(false);
            case "--copies" -> builder.symlinks(false);
            case "--symlinks" -> builder.symlinks(true);
            case "--system-site-packages" -> builder.systemSitePackages(true);
            case "--clear" -> builder.clear(true);
            case "--upgrade" -> builder.upgrade(true);
            case "--without-scm-ignore-files" -> builder.gitIgnore(false);
            default -> builder.prompt(option.substring("--prompt=".length()));
        }
    }
}
