package io.pilotlight.examples;

import io.pilotlight.env.CheckDepth;
import io.pilotlight.env.DiskSize;
import io.pilotlight.env.InstalledPackage;
import io.pilotlight.env.Problem;
import io.pilotlight.env.VirtualEnvironment;
import io.pilotlight.examples.console.Figures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what an environment is, and what is in it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows an environment: interpreter, version, packages, size, fingerprint, problems.")
final class EnvShow implements Callable<Integer> {
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
        PrintWriter out = spec.commandLine().getOut();
        VirtualEnvironment environment = VirtualEnvironment.openAsIs(directory);
        if (output.json()) {
            output.print(out, facts(environment));
        } else {
            print(environment, out);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> facts(VirtualEnvironment environment) {
        Map<String, Object> facts = EnvFacts.of(environment);
        facts.put("size", EnvFacts.size(environment.size()));
        facts.put("packages", EnvFacts.packages(environment));
        facts.put("problems", EnvFacts.problems(environment.check(CheckDepth.QUICK)));
        return facts;
    }

    private static void print(VirtualEnvironment environment, PrintWriter out) {
        String version = environment.version().isEmpty() ? "of unknown version" : environment.version();
        line(out, "environment", environment.directory().toString());
        line(out, "language", environment.language().title() + " " + version);
        line(out, "interpreter", environment.interpreter().toString());
        DiskSize size = environment.size();
        line(
                out,
                "size",
                Figures.size(size.bytes()) + " in " + size.files() + " files, " + Figures.size(size.sharedBytes())
                        + " shared with others");
        line(out, "made of", environment.fingerprint().orElse("unknown: another tool made it"));
        List<InstalledPackage> packages = EnvFacts.packages(environment);
        line(out, "packages", String.valueOf(packages.size()));
        packages.forEach(it -> out.println("  " + it.name() + " " + it.version()));
        List<Problem> problems = environment.check(CheckDepth.QUICK);
        line(out, "problems", problems.isEmpty() ? "none" : String.valueOf(problems.size()));
        problems.forEach(it -> out.println("  " + it.text()));
    }

    private static void line(PrintWriter out, String label, String value) {
        out.println(label + " ".repeat("environment  ".length() - label.length()) + value);
    }
}
