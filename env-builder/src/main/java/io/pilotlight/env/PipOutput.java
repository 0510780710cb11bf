package io.pilotlight.env;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what pip writes while it works. */
final class PipOutput {
    private static final int LAST_LINES = 10;
    private static final Pattern COLLECTING = Pattern.compile("^Collecting ([^\\s(]+).*");
    private static final Pattern DOWNLOADING =
            Pattern.compile("^\\s*(?:Downloading|Using cached) (\\S+)(?: \\(([^)]*)\\))?.*");
    private static final Pattern INSTALLING = Pattern.compile("^Installing collected packages: (.*)$");
    private static final Pattern INSTALLED = Pattern.compile("^Successfully installed (.*)$");

    private final Consumer<EnvEvent> events;
    private final List<String> errors = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private int collected;
    private int downloaded;

    PipOutput(Consumer<EnvEvent> events) {
        this.events = events;
    }

    void line(String line) {
        remember(line);
        events.accept(new EnvEvent.Message(line));
        Matcher matcher = COLLECTING.matcher(line);
        if (matcher.matches()) {
            progress(EnvEvent.Phase.COLLECTING, matcher.group(1), "", ++collected);
            return;
        }
        matcher = DOWNLOADING.matcher(line);
        if (matcher.matches()) {
            String size = matcher.group(2);
            progress(EnvEvent.Phase.DOWNLOADING, matcher.group(1), size == null ? "" : size, ++downloaded);
            return;
        }
        matcher = INSTALLING.matcher(line);
        if (matcher.matches()) {
            all(EnvEvent.Phase.INSTALLING, matcher.group(1).split(",\\s*"));
            return;
        }
        matcher = INSTALLED.matcher(line);
        if (matcher.matches()) {
            all(EnvEvent.Phase.INSTALLED, matcher.group(1).split("\\s+"));
        }
    }

    /** Returns pip's own error lines; if there are none, the last that it wrote. */
    List<String> errors() {
        return errors.isEmpty() ? List.copyOf(last) : List.copyOf(errors);
    }

    private void remember(String line) {
        if (line.startsWith("ERROR:") || line.startsWith("error:")) {
            errors.add(line);
        }
        if (!line.isBlank()) {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
    }

    private void progress(EnvEvent.Phase phase, String name, String size, int count) {
        events.accept(new EnvEvent.PackageProgress(phase, name, size, count, OptionalInt.empty()));
    }

    private void all(EnvEvent.Phase phase, String[] names) {
        for (int i = 0; i < names.length; i++) {
            events.accept(new EnvEvent.PackageProgress(phase, names[i], "", i + 1, OptionalInt.of(names.length)));
        }
    }
}
