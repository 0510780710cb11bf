package io.pilotlight.examples;

import io.pilotlight.env.VirtualEnvironment;
import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes environments, and nothing else. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Removes environments with all that is in their folders. Refuses a folder that holds none.")
final class EnvRemove implements Callable<Integer> {
    private final Function<String, Optional<String>> terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The environments' folders.")
    private List<Path> directories = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where there is no terminal to ask on.")
    private boolean yes;

    EnvRemove() {
        this(EnvRemove::ask);
    }

    /** Takes what asks a question; it answers nothing where there is nobody to ask. */
    EnvRemove(Function<String, Optional<String>> terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        // all are looked at before one is removed
        List<VirtualEnvironment> environments =
                directories.stream().map(VirtualEnvironment::openAsIs).toList();
        for (VirtualEnvironment environment : environments) {
            if (yes || agreed(spec, environment)) {
                environment.remove();
                spec.commandLine().getOut().println("removed " + environment.directory());
            } else {
                spec.commandLine().getOut().println("kept " + environment.directory());
            }
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private boolean agreed(CommandSpec given, VirtualEnvironment environment) {
        return terminal.apply("Remove the " + environment + "? [y/N] ")
                .orElseThrow(() -> new ParameterException(
                        given.commandLine(),
                        "There is no terminal to ask on: add --yes to remove " + environment.directory()))
                .strip()
                .toLowerCase(Locale.ROOT)
                .startsWith("y");
    }

    /** From Java 22 on there may be a console without a terminal; it has no line to read then. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<String> ask(String question) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readLine("%s", question));
    }
}
