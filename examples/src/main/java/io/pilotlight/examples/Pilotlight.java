package io.pilotlight.examples;

import io.pilotlight.core.PilotlightException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code pilotlight} command. Exit codes: 0 done, 1 the work failed, 2 wrong usage. */
@Command(
        name = "pilotlight",
        description = "Serverless inside the JVM: functions, their environments, and a requests-style HTTP client.",
        mixinStandardHelpOptions = true,
        versionProvider = Pilotlight.Version.class,
        subcommands = {
            TourCommand.class,
            VenvCommand.class,
            EnvCommand.class,
            HttpCommand.class,
            ServeCommand.class,
            InvokeCommand.class,
            HelpCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 the work failed, 2 wrong usage.", "Start with: pilotlight tour"})
public final class Pilotlight implements Runnable {
    static final int FAILED = 1;

    @Spec
    private @Nullable CommandSpec spec;

    Pilotlight() {}

    /**
     * Runs the command and ends the program.
     *
     * @param arguments what was typed
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /**
     * Makes the command, for those who run it inside a program.
     *
     * @return the command; run it with {@link CommandLine#execute}
     */
    public static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Pilotlight())
                .setExpandAtFiles(false) // @FILE is the value of an option, not more options
                .setExecutionExceptionHandler(Pilotlight::explain)
                .setParameterExceptionHandler(Pilotlight::correct);
        tellVersion(command);
        return command;
    }

    private static void tellVersion(CommandLine command) {
        for (CommandLine sub : command.getSubcommands().values()) {
            sub.getCommandSpec().versionProvider(new Version());
            tellVersion(sub);
        }
    }

    /** Returns what was typed to name a command, such as "env list". */
    private static String name(CommandLine command) {
        String whole = command.getCommandSpec().qualifiedName();
        return whole.substring(whole.indexOf(' ') + 1);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to do: name a command");
        }
    }

    /** Wrong usage is told in a line, with where to read on; the whole help only to who said nothing at all. */
    private static int correct(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + problem.getMessage());
        if (arguments.length == 0) {
            command.usage(err);
        } else {
            UnmatchedArgumentException.printSuggestions(problem, err);
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What goes wrong is told in a line; only what is our own fault with its stack. */
    private static int explain(Exception problem, CommandLine command, CommandLine.ParseResult arguments) {
        if (isEnding()) {
            return FAILED; // broken off by Ctrl-C: what fails now fails because of that
        }
        PrintWriter err = command.getErr();
        if (problem instanceof PilotlightException
                || problem instanceof IOException
                || problem instanceof InvalidPathException) {
            err.println(name(command) + ": " + problem.getMessage());
        } else if (problem instanceof InterruptedException) {
            err.println(name(command) + ": interrupted");
        } else {
            err.println(name(command) + ": this is a fault of pilotlight itself:");
            problem.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    /** Says whether the program is being ended: it then takes no more shutdown hooks. */
    private static boolean isEnding() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    /** Reads the version from the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Pilotlight.class.getPackage().getImplementationVersion();
            return new String[] {"pilotlight " + (version == null ? "(built from source)" : version)};
        }
    }
}
