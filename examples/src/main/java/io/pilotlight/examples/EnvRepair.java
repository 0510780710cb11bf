package io.pilotlight.examples;

import io.pilotlight.env.CheckDepth;
import io.pilotlight.env.Problem;
import io.pilotlight.env.VirtualEnvironment;
import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.console.EnvProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Mends an environment. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Mends what is wrong with an environment, and touches nothing else.",
            "",
            "One that was moved works again at its new place. Damaged packages are installed again, in their "
                    + "version. Exit code 1 if something is left that needs you."
        })
final class EnvRepair implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The environment's folder.")
    private Path directory = Path.of("");

    @Mixin
    private EnvOutput output = new EnvOutput();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        VirtualEnvironment environment = VirtualEnvironment.openAsIs(directory);
        List<Problem> mended = new ArrayList<>(environment.check(CheckDepth.FULL));
        Console console = new Console(spec.commandLine().getErr(), Ansi.AUTO);
        List<Problem> left;
        try {
            left = environment.repair(new EnvProgress(console, ""));
        } finally {
            console.live("");
        }
        mended.removeAll(left);
        print(spec.commandLine().getOut(), mended, left);
        return left.isEmpty() ? 0 : Pilotlight.FAILED;
    }

    private void print(PrintWriter out, List<Problem> mended, List<Problem> left) {
        if (output.json()) {
            output.print(out, Map.of("mended", EnvFacts.problems(mended), "left", EnvFacts.problems(left)));
            return;
        }
        mended.forEach(it -> out.println("mended: " + it.path()));
        left.forEach(it -> out.println("left: " + it.text()));
        if (mended.isEmpty() && left.isEmpty()) {
            out.println("Nothing is wrong with " + directory.toAbsolutePath().normalize());
        }
        out.flush();
    }
}
