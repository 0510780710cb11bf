package io.pilotlight.examples.console;

import io.pilotlight.env.EnvEvent;
import io.pilotlight.env.EnvEvent.PackageProgress;
import io.pilotlight.env.EnvListener;
import java.util.Locale;

/** Shows how the making of an environment goes on: in a live line on a terminal, in a few lines elsewhere. */
public final class EnvProgress implements EnvListener {
    private final Console console;
    private final String label;
    private boolean upToDate;

    /**
     * Makes a listener for one environment.
     *
     * @param console where to show it
     * @param label what stands before each line
     */
    public EnvProgress(Console console, String label) {
        this.console = console;
        this.label = label;
    }

    /**
     * Says whether the environment was found as it should be.
     *
     * @return true if nothing was done
     */
    public boolean upToDate() {
        return upToDate;
    }

    @Override
    public void onEvent(EnvEvent event) {
        if (event instanceof EnvEvent.StepStarted started) {
            console.live(label + started.step() + " ...");
        } else if (event instanceof PackageProgress progress) {
            show(progress);
        } else if (event instanceof EnvEvent.Waiting waiting) {
            console.plain(label + "waiting for another process that makes " + waiting.directory());
        } else if (event instanceof EnvEvent.UpToDate) {
            upToDate = true;
        }
    }

    private void show(PackageProgress progress) {
        String phase = progress.phase().name().toLowerCase(Locale.ROOT);
        String size = progress.size().isEmpty() ? "" : " (" + progress.size() + ")";
        String name = progress.name().substring(progress.name().lastIndexOf('/') + 1);
        String text = label + phase + " " + name + size;
        if (console.isLive()) {
            console.live(text);
        } else if (progress.phase() == EnvEvent.Phase.DOWNLOADING) {
            console.plain(text);
        }
    }
}
