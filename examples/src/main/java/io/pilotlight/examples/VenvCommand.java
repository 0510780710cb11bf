package io.pilotlight.examples;

import io.pilotlight.core.PilotlightException;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvEvent;
import io.pilotlight.env.EnvOptions;
import io.pilotlight.env.PythonEnvironment;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Does what {@code python -m venv} does, with its options and exit codes: 0 done, 1 failed, 2 wrong usage.
 *
 * <p>It is stricter in one thing: a folder that holds something else than an environment is refused, with
 * {@code --clear} too.
 */
@Command(
        name = "venv",
        mixinStandardHelpOptions = true,
        description = "Creates virtual Python environments in one or more target directories.",
        footer = "Once an environment has been created, activate it by sourcing the script bin/activate in it.")
public final class VenvCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "ENV_DIR", description = "A directory to create the environment in.")
    private List<String> directories = List.of();

    @Option(
            names = "--python",
            paramLabel = "SPEC",
            description = "The Python to use: a version (3.11), a name (python3.11) or a path. "
                    + "If not set, python3 on PATH, else the newest under pyenv.")
    private @Nullable String python;

    @Option(
            names = "--system-site-packages",
            description = "Give the virtual environment access to the system site-packages dir.")
    private boolean systemSitePackages;

    @ArgGroup(exclusive = true)
    private @Nullable LinkOrCopy linkOrCopy;

    @Option(
            names = "--clear",
            description = "Delete the environment that is already in the directory before creating the new one.")
    private boolean clear;

    @Option(names = "--without-pip", description = "Skip installing pip in the virtual environment.")
    private boolean withoutPip;

    @Option(names = "--prompt", description = "An alternative prompt prefix for this environment.")
    private @Nullable String prompt;

    @Option(names = "--upgrade-deps", description = "Upgrade pip (and setuptools) to the latest version.")
    private boolean upgradeDeps;

    @Option(
            names = "--without-scm-ignore-files",
            description = "Skip adding the file that makes git ignore the environment.")
    private boolean withoutScmIgnoreFiles;

    @Option(
            names = {"-r", "--requirement"},
            paramLabel = "FILE",
            description = "Install the packages of this requirements file; may be repeated.")
    private List<Path> requirements = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "Print each step, and what pip says.")
    private boolean verbose;

    /** Makes the command; picocli fills in the options. */
    public VenvCommand() {}

    /** Two options of which only one may be given. */
    static final class LinkOrCopy {
        @Option(names = "--symlinks", description = "Link the interpreter (the default).")
        boolean symlinks;

        @Option(names = "--copies", description = "Copy the interpreter rather than link it.")
        boolean copies;
    }

    @Override
    public Integer call() {
        try {
            EnvBuilder builder = new EnvBuilder(options());
            for (String directory : directories) {
                PythonEnvironment made = builder.create(Path.of(directory));
                if (verbose) {
                    err().println(made);
                }
            }
            return 0;
        } catch (PilotlightException | InvalidPathException e) {
            err().println("Error: " + oneLine(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private EnvOptions options() {
        EnvOptions.Builder options = EnvBuilder.options()
                .systemSitePackages(systemSitePackages)
                .symlinks(linkOrCopy == null || !linkOrCopy.copies)
                .clear(clear)
                .withPip(!withoutPip)
                .upgradeDependencies(upgradeDeps)
                .gitIgnore(!withoutScmIgnoreFiles);
        if (python != null) {
            options.python(python);
        }
        if (prompt != null) {
            options.prompt(prompt);
        }
        requirements.forEach(options::requirements);
        if (verbose) {
            options.listener(this::print);
        }
        return options.build();
    }

    private void print(EnvEvent event) {
        if (event instanceof EnvEvent.StepStarted started) {
            err().println(started.step() + " ...");
        } else if (event instanceof EnvEvent.Message message) {
            err().println("  " + message.line());
        } else if (event instanceof EnvEvent.Waiting waiting) {
            err().println("waiting for another maker of " + waiting.directory() + " ...");
        } else if (event instanceof EnvEvent.UpToDate found) {
            err().println(found.directory() + " is up to date");
        }
        err().flush();
    }

    private PrintWriter err() {
        if (spec == null) {
            throw new IllegalStateException("run this through picocli's CommandLine");
        }
        return spec.commandLine().getErr();
    }

    private static String oneLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
