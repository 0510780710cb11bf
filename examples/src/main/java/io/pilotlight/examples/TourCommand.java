package io.pilotlight.examples;

import io.pilotlight.examples.console.Console;
import io.pilotlight.examples.tour.Tour;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the main job, end to end, on real data. */
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job, end to end, on real data.",
            "",
            "Makes a Python and a Node.js environment with packages of PyPI and npm, deploys functions in three "
                    + "languages behind a gateway on a free port of this machine, runs one pipeline through them, and "
                    + "prints what it cost. The second run reuses the environments."
        })
final class TourCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Interpreters interpreters = new Interpreters();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the environments are kept. Default: the folder pilotlight/tour in the user's cache.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("run through picocli only");
        }
        Console console = new Console(spec.commandLine().getOut(), Ansi.AUTO);
        Path place = folder == null ? UserCache.folder("tour") : folder;
        new Tour(console, place, interpreters.python, interpreters.node).take();
        return 0;
    }
}
