package io.pilotlight.env;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what uv writes while it works. */
final class UvOutput {
    private static final int LAST_LINES = 10;
    private static final Pattern RESOLVED = Pattern.compile("^Resolved (\\d+) packages? in .*");
    private static final Pattern DOWNLOADING = Pattern.compile("^\\s*Downloading (\\S+)(?: \\(([^)]*)\\))?.*");
    private static final Pattern BUILDING = Pattern.compile("^\\s*Building (\\S+).*");
    private static final Pattern INSTALLED = Pattern.compile("^Installed (\\d+) packages? in .*");
    private static final Pattern PRESENT = Pattern.compile("^ \\+ (\\S+?)==(\\S+).*");
    private static final Pattern ERROR = Pattern.compile("^(?:error:|\\s*\u00d7).*");

    private final Consumer<EnvEvent> events;
    private final List<String> errors = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private OptionalInt total = OptionalInt.empty();
    private int downloaded;
    private int installed;

    UvOutput(Consumer<EnvEvent> events) {
        this.events = events;
    }

    void line(String line) {
        remember(line);
        events.accept(new EnvEvent.Message(line));
        Matcher matcher = RESOLVED.matcher(line);
        if (matcher.matches()) {
            int count = Integer.parseInt(matcher.group(1));
            progress(EnvEvent.Phase.COLLECTING, "packages", "", count, OptionalInt.of(count));
            return;
        }
        matcher = DOWNLOADING.matcher(line);
        if (matcher.matches()) {
            String size = matcher.group(2);
            progress(
                    EnvEvent.Phase.DOWNLOADING,
                    matcher.group(1),
                    size == null ? "" : size,
                    ++downloaded,
                    OptionalInt.empty());
            return;
        }
        matcher = BUILDING.matcher(line);
        if (matcher.matches()) {
            progress(EnvEvent.Phase.INSTALLING, matcher.group(1), "", 1, OptionalInt.empty());
            return;
        }
        matcher = INSTALLED.matcher(line);
        if (matcher.matches()) {
            total = OptionalInt.of(Integer.parseInt(matcher.group(1)));
            return;
        }
        matcher = PRESENT.matcher(line);
        if (matcher.matches()) {
            progress(EnvEvent.Phase.INSTALLED, matcher.group(1) + "-" + matcher.group(2), "", ++installed, total);
        }
    }

    /** Returns uv's error with all that follows it; if there is none, the last lines that it wrote. */
    List<String> errors() {
        return errors.isEmpty() ? List.copyOf(last) : List.copyOf(errors);
    }

    private void remember(String line) {
        if (!errors.isEmpty() || ERROR.matcher(line).matches()) {
            errors.add(line);
        }
        if (!line.isBlank()) {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
    }

    private void progress(EnvEvent.Phase phase, String name, String size, int count, OptionalInt of) {
        events.accept(new EnvEvent.PackageProgress(phase, name, size, count, of));
    }
}
