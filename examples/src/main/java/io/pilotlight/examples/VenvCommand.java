package io.pilotlight.examples;

import io.pilotlight.core.PilotlightException;
import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvEvent;
import io.pilotlight.env.EnvOptions;
import io.pilotlight.env.PythonEnvironment;
import io.pilotlight.env.PythonInterpreter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Does what {@code python -m venv} does, with the options of that version, its messages and exit codes: 0 done, 1 failed,
 * 2 wrong usage.
 */
@Command(
        name = "venv",
        description = "Creates virtual Python environments in one or more target directories, as python -m venv does.",
        customSynopsis = "pilotlight venv [--python SPEC] [OPTIONS] ENV_DIR [ENV_DIR ...]",
        footer = {"", "The options are those of that Python's own venv: pilotlight venv [--python SPEC] --help"})
public final class VenvCommand implements Callable<Integer> {
    private static final String USAGE = "usage: venv [-h] [options of python -m venv] ENV_DIR [ENV_DIR ...]";

    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "WORDS", hidden = true)
    private List<String> words = List.of();

    /** Makes the command; picocli fills in the words. */
    public VenvCommand() {}

    /** The words are venv's: picocli is to hand them over as they are, a double dash too. */
    @Spec
    void spec(CommandSpec command) {
        this.spec = command;
        command.parser()
                .expandAtFiles(false)
                .unmatchedOptionsArePositionalParams(true)
                .endOfOptionsDelimiter("\0");
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            VenvExtras extras = VenvExtras.of(words);
            PythonInterpreter python =
                    extras.python() == null ? PythonInterpreter.find() : PythonInterpreter.find(extras.python());
            if (extras.missing() != null) {
                return complain(python, "argument " + extras.missing() + ": expected one argument");
            }
            VenvArguments.Answer answer = VenvArguments.read(extras.others(), minor(python));
            if (answer instanceof VenvArguments.Make make) {
                return make(make, extras, python);
            }
            return answer instanceof VenvArguments.Wrong wrong ? complain(python, wrong.message()) : help(python);
        } catch (PilotlightException | InvalidPathException e) {
            return failed(oneLine(String.valueOf(e.getMessage())));
        }
    }

    private int make(VenvArguments.Make asked, VenvExtras extras, PythonInterpreter python) {
        try {
            EnvBuilder builder = new EnvBuilder(options(asked, extras, python));
            for (String directory : asked.directories()) {
                PythonEnvironment made = builder.create(Path.of(directory));
                if (extras.verbose()) {
                    err().println(made);
                }
            }
            return 0;
        } catch (PilotlightException | InvalidPathException e) {
            String message = String.valueOf(e.getMessage());
            return failed(extras.strictParity() ? message : oneLine(message));
        }
    }

    private EnvOptions options(VenvArguments.Make asked, VenvExtras extras, PythonInterpreter python) {
        EnvOptions.Builder options = EnvBuilder.options()
                .python(python.executable())
                .strictParity(extras.strictParity())
                .systemSitePackages(asked.has(VenvArguments.Option.SYSTEM_SITE_PACKAGES))
                .clear(asked.has(VenvArguments.Option.CLEAR))
                .upgrade(asked.has(VenvArguments.Option.UPGRADE))
                .withPip(!asked.has(VenvArguments.Option.WITHOUT_PIP))
                .upgradeDependencies(asked.has(VenvArguments.Option.UPGRADE_DEPS))
                .gitIgnore(!asked.has(VenvArguments.Option.WITHOUT_SCM_IGNORE_FILES))
                .listener(event -> print(event, extras.verbose()));
        if (asked.has(VenvArguments.Option.SYMLINKS) || asked.has(VenvArguments.Option.COPIES)) {
            options.symlinks(asked.has(VenvArguments.Option.SYMLINKS));
        }
        @Nullable String prompt = asked.given().get(VenvArguments.Option.PROMPT);
        if (prompt != null) {
            options.prompt(prompt);
        }
        extras.requirements().forEach(options::requirements);
        return options.build();
    }

    private void print(EnvEvent event, boolean verbose) {
        if (event instanceof EnvEvent.Warning warning) {
            err().println(warning.text());
        } else if (event instanceof EnvEvent.StepStarted started && verbose) {
            err().println(started.step() + " ...");
        } else if (event instanceof EnvEvent.Message message && verbose) {
            err().println("  " + message.line());
        } else if (event instanceof EnvEvent.Waiting waiting && verbose) {
            err().println("waiting for another maker of " + waiting.directory() + " ...");
        } else if (event instanceof EnvEvent.UpToDate found && verbose) {
            err().println(found.directory() + " is up to date");
        }
        err().flush();
    }

    private int help(PythonInterpreter python) throws InterruptedException {
        PrintWriter out = command().commandLine().getOut();
        out.print(venvHelp(python));
        out.println();
        out.println(VenvExtras.HELP);
        out.flush();
        return 0;
    }

    private int complain(PythonInterpreter python, String message) throws InterruptedException {
        String help = venvHelp(python);
        int end = help.indexOf("\n\n");
        err().println(end < 0 ? help.stripTrailing() : help.substring(0, end));
        err().println("venv: error: " + message);
        err().flush();
        return command().exitCodeOnInvalidInput();
    }

    private int failed(String message) {
        err().println("Error: " + message);
        err().flush();
        return Pilotlight.FAILED;
    }

    /** The words of the help are that version's own, so it is asked for them. */
    private static String venvHelp(PythonInterpreter python) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python.executable().toString(), "-m", "venv", "-h")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text : USAGE + "\n";
        } catch (IOException e) {
            return USAGE + "\n";
        }
    }

    private static int minor(PythonInterpreter python) {
        return Integer.parseInt(python.version().split("\\.", 3)[1]);
    }

    private PrintWriter err() {
        return command().commandLine().getErr();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("run this through picocli's CommandLine");
        }
        return spec;
    }

    private static String oneLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
