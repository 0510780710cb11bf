package io.pilotlight.env;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands what npm writes while it works. */
final class NpmOutput {
    private static final int LAST_LINES = 10;
    private static final Pattern FETCHED = Pattern.compile("^npm http fetch GET 200 (\\S+).*");
    private static final Pattern ERROR = Pattern.compile("^npm (?:error|ERR!) ?(.*)$");
    private static final Pattern ADDED = Pattern.compile("^added (\\d+) packages?.*");

    private final Consumer<EnvEvent> events;
    private final List<String> errors = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private boolean helps;
    private int collected;
    private int downloaded;
    private int added;

    NpmOutput(Consumer<EnvEvent> events) {
        this.events = events;
    }

    void line(String line) {
        remember(line);
        events.accept(new EnvEvent.Message(line));
        Matcher matcher = FETCHED.matcher(line);
        if (matcher.matches()) {
            fetched(matcher.group(1));
        }
        matcher = ADDED.matcher(line);
        if (matcher.matches()) {
            added = Integer.parseInt(matcher.group(1));
        }
    }

    /** Announces what npm only says in its last line. */
    void finished() {
        if (added > 0) {
            events.accept(new EnvEvent.PackageProgress(
                    EnvEvent.Phase.INSTALLED, "packages", "", added, OptionalInt.of(added)));
        }
    }

    /** Returns npm's own error lines; if there are none, the last that it wrote. */
    List<String> errors() {
        return errors.isEmpty() ? List.copyOf(last) : List.copyOf(errors);
    }

    private void fetched(String address) {
        boolean file = address.endsWith(".tgz");
        int slash = address.lastIndexOf('/');
        String name = URLDecoder.decode(address.substring(slash + 1), StandardCharsets.UTF_8);
        events.accept(new EnvEvent.PackageProgress(
                file ? EnvEvent.Phase.DOWNLOADING : EnvEvent.Phase.COLLECTING,
                name,
                "",
                file ? ++downloaded : ++collected,
                OptionalInt.empty()));
    }

    private void remember(String line) {
        Matcher matcher = ERROR.matcher(line);
        if (matcher.matches()) {
            // of a command that was used wrongly, npm prints its whole help
            helps |= matcher.group(1).equals("Usage:");
            if (!helps && !matcher.group(1).isBlank()) {
                errors.add(matcher.group(1));
            }
        }
        if (!line.isBlank()) {
            last.addLast(line);
            if (last.size() > LAST_LINES) {
                last.removeFirst();
            }
        }
    }
}
