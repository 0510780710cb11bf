package io.pilotlight.examples;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pilotlight env}: environments of every language, from their making to their end. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description =
                "Makes environments of every language, looks into them, runs commands in them, mends and removes them.",
        subcommands = {
            EnvCreate.class,
            EnvList.class,
            EnvShow.class,
            EnvRun.class,
            EnvCheck.class,
            EnvRepair.class,
            EnvRemove.class,
            HelpCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 the work failed, 2 wrong usage."})
final class EnvCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "say what to do: name a command, such as 'env list'");
        }
    }
}
