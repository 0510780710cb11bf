package io.pilotlight.env;

import io.pilotlight.env.child.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What the steps of making any environment know.
 *
 * <p>While it is made, an environment stands in a folder beside its own. The paths here are those of that folder, so a
 * step can write files and run programs there; a path that goes <em>into</em> a file is passed through {@link #later}
 * first.
 */
public abstract sealed class BuildContext permits EnvContext, NodeEnvContext {
    private final EnvDirectory target;
    private final BuildSite.Workplace workplace;
    private final EnvListener listener;

    BuildContext(EnvDirectory target, BuildSite.Workplace workplace, EnvListener listener) {
        this.target = target;
        this.workplace = workplace;
        this.listener = listener;
    }

    /**
     * Returns the folder in which the environment stands while it is made.
     *
     * @return an absolute path
     */
    public Path envDir() {
        return workplace.directory();
    }

    /**
     * Returns the folder in which the environment will stand.
     *
     * @return an absolute path
     */
    public Path finalDir() {
        return target.path();
    }

    /**
     * Returns where a file of the environment will be when it is finished.
     *
     * @param present a path in {@link #envDir()}
     * @return the path in {@link #finalDir()}; another path is returned as it is
     */
    public Path later(Path present) {
        return present.startsWith(envDir()) ? finalDir().resolve(envDir().relativize(present)) : present;
    }

    /**
     * Returns the name of the environment: that of its folder.
     *
     * @return the name
     */
    public String envName() {
        return target.name();
    }

    /**
     * Returns the name of the folder for programs.
     *
     * @return {@code "bin"}, and {@code "Scripts"} in Python environments on Windows
     */
    public String binName() {
        return "bin";
    }

    /**
     * Returns the folder for programs.
     *
     * @return a path in {@link #envDir()}
     */
    public Path binPath() {
        return envDir().resolve(binName());
    }

    Children children() {
        return workplace.children();
    }

    void report(EnvEvent event) {
        listener.onEvent(event);
    }

    /** Runs a step and reports its start and end; none starts on an interrupted thread. */
    static <C extends BuildContext> void step(C context, String name, Consumer<C> hook) {
        context.report(new EnvEvent.StepStarted(name));
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedBuildException("Interrupted before the step " + name, null);
        }
        hook.accept(context);
        context.report(new EnvEvent.StepFinished(name));
    }

    /** A part of a step that writes files. */
    interface Writing<C extends BuildContext> {
        void write(C context) throws IOException;
    }

    static <C extends BuildContext> void writing(C context, Writing<C> part) {
        try {
            part.write(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
