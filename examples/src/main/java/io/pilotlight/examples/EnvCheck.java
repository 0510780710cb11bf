package io.pilotlight.examples;

import io.pilotlight.env.CheckDepth;
import io.pilotlight.env.Problem;
import io.pilotlight.env.VirtualEnvironment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with an environment. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what is wrong with an environment. Exit code 1 if anything is.")
final class EnvCheck implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The environment's folder.")
    private Path directory = Path.of("");

    @Option(names = "--full", description = "Read every byte of every package, and compare it with what was installed.")
    private boolean full;

    @Mixin
    private EnvOutput output = new EnvOutput();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        PrintWriter out = spec.commandLine().getOut();
        VirtualEnvironment environment = VirtualEnvironment.openAsIs(directory);
        List<Problem> problems = environment.check(full ? CheckDepth.FULL : CheckDepth.FILES);
        if (output.json()) {
            output.print(out, EnvFacts.problems(problems));
        } else {
            problems.forEach(it -> out.println(it.text()));
            if (problems.isEmpty()) {
                out.println("Nothing is wrong with " + environment.directory());
            }
        }
        out.flush();
        return problems.isEmpty() ? 0 : Pilotlight.FAILED;
    }
}
