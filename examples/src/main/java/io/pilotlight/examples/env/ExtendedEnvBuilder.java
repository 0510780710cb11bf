package io.pilotlight.examples.env;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvContext;
import io.pilotlight.env.EnvEvent;
import io.pilotlight.env.EnvListener;
import io.pilotlight.env.EnvOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A builder that puts packages into each environment it makes, and tells what it does: the idea of the example in the
 * documentation of Python's venv module.
 *
 * <p>In Python that example overrides {@code post_setup}; so does this one.
 */
public class ExtendedEnvBuilder extends EnvBuilder {
    private final List<String> packages;

    /**
     * Makes a builder.
     *
     * @param options how environments are to be made; its listener is replaced
     * @param packages what to install in each, such as {@code six==1.16.0}
     * @param progress is told one line for each thing that happens
     */
    public ExtendedEnvBuilder(EnvOptions.Builder options, List<String> packages, Consumer<String> progress) {
        super(options.listener(linesFor(progress)).build());
        this.packages = List.copyOf(packages);
    }

    @Override
    protected void postSetup(EnvContext context) {
        List<String> words = new ArrayList<>(List.of("install"));
        words.addAll(packages);
        runPip(context, words);
    }

    /** Other packages make another environment. */
    @Override
    protected List<String> fingerprint() {
        List<String> all = new ArrayList<>(super.fingerprint());
        all.addAll(packages);
        return all;
    }

    private static EnvListener linesFor(Consumer<String> progress) {
        return event -> {
            if (event instanceof EnvEvent.StepStarted started) {
                progress.accept(started.step() + " ...");
            } else if (event instanceof EnvEvent.PackageProgress one) {
                progress.accept("  " + one.phase() + " " + one.name() + " " + one.size());
            } else if (event instanceof EnvEvent.UpToDate found) {
                progress.accept(found.directory() + " is up to date");
            }
        };
    }
}
