package io.pilotlight.examples;

import io.pilotlight.env.CheckDepth;
import io.pilotlight.env.VirtualEnvironment;
import io.pilotlight.examples.console.Figures;
import io.pilotlight.examples.console.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the environments below a folder. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the environments in a folder and below it, whoever made them. Links are not followed.")
final class EnvList implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to look. Default: this folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many folders down to look. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Mixin
    private EnvOutput output = new EnvOutput();

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        if (depth < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--depth " + depth + " is less than 0: look 0 folders down or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<VirtualEnvironment> found = VirtualEnvironment.below(folder, depth);
        if (output.json()) {
            output.print(out, found.stream().map(EnvList::facts).toList());
        } else if (found.isEmpty()) {
            out.println("No environments in " + folder.toAbsolutePath().normalize() + ", nor " + depth
                    + " folders down; --depth looks deeper.");
        } else {
            table(found).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private static Map<String, Object> facts(VirtualEnvironment environment) {
        Map<String, Object> facts = EnvFacts.of(environment);
        facts.put("packages", EnvFacts.packages(environment).size());
        facts.put("size", EnvFacts.size(environment.size()));
        facts.put("problems", environment.check(CheckDepth.QUICK).size());
        return facts;
    }

    private List<String> table(List<VirtualEnvironment> found) {
        Path from = folder.toAbsolutePath().normalize();
        Table table = new Table("environment", "language", "version", "packages", "size", "health");
        for (VirtualEnvironment environment : found) {
            String name = from.relativize(environment.directory()).toString();
            int problems = environment.check(CheckDepth.QUICK).size();
            table.row(
                    name.isEmpty() ? "." : name,
                    environment.language().title(),
                    environment.version().isEmpty() ? "?" : environment.version(),
                    String.valueOf(EnvFacts.packages(environment).size()),
                    Figures.size(environment.size().bytes()),
                    problems == 0 ? "ok" : problems + (problems == 1 ? " problem" : " problems"));
        }
        return new ArrayList<>(table.lines());
    }
}
