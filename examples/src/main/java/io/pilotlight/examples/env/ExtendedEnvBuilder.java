package io.pilotlight.examples.env;

import io.pilotlight.env.EnvBuilder;
import io.pilotlight.env.EnvContext;
import io.pilotlight.env.EnvOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Installs setuptools and pip into each environment that it makes, and hands on what their installers say: the example of
 * a subclass in the documentation of Python's venv, in Java.
 *
 * <p>There, the two are downloaded as scripts that install them. Here pip comes from the wheel that the interpreter brings
 * along, and setuptools comes by pip from the package index.
 */
public class ExtendedEnvBuilder extends EnvBuilder {
    private final boolean noDist;
    private final boolean noPip;
    private final BiConsumer<String, EnvContext> progress;

    /**
     * Makes a builder.
     *
     * @param options how environments are to be made; whether pip is put in is decided here
     * @param parts what to leave out
     * @param progress is told each line that an installer writes, and of which environment it is
     */
    public ExtendedEnvBuilder(EnvOptions.Builder options, Parts parts, BiConsumer<String, EnvContext> progress) {
        super(options.withPip(false).build());
        this.noDist = parts.noDist();
        this.noPip = parts.noPip();
        this.progress = progress;
    }

    /**
     * What to leave out.
     *
     * @param noDist whether neither setuptools nor pip is installed
     * @param noPip whether pip does not stay
     */
    public record Parts(boolean noDist, boolean noPip) {
        /** Leaves nothing out. */
        public static final Parts ALL = new Parts(false, false);
    }

    /**
     * Installs what is wanted.
     *
     * @param context the environment that is being made
     */
    @Override
    protected void postSetup(EnvContext context) {
        if (noDist) {
            return;
        }
        installPip(context);
        installSetuptools(context);
        if (noPip) {
            run(context, "pip", "uninstall", "--yes", "pip");
        }
    }

    /**
     * Installs pip from the interpreter's own wheel.
     *
     * @param context the environment that is being made
     */
    protected void installPip(EnvContext context) {
        run(context, "ensurepip", "--upgrade", "--default-pip");
    }

    /**
     * Installs the newest setuptools for this Python from the package index. Needs pip.
     *
     * @param context the environment that is being made
     */
    protected void installSetuptools(EnvContext context) {
        run(context, "pip", "install", "--upgrade", "--disable-pip-version-check", "setuptools");
    }

    /** Other parts make another environment. */
    @Override
    protected List<String> fingerprint() {
        List<String> all = new ArrayList<>(super.fingerprint());
        all.add(noDist + " " + noPip);
        return all;
    }

    private void run(EnvContext context, String module, String... arguments) {
        progress.accept("Installing: " + module + " " + String.join(" ", arguments), context);
        runModule(context, module, List.of(arguments), line -> progress.accept(line, context));
    }
}
