package io.pilotlight.http.cassette;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import io.pilotlight.http.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a cassette holds, in the order in which it was asked, and its file. */
final class Tape {
    private static final String FORMAT = "pilotlight-cassette/1";

    private final Path file;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<Entry> entries = new ArrayList<>();

    Tape(Path file) {
        this.file = file;
    }

    /** A place on the tape; empty until its exchange has ended. */
    static final class Entry {
        private @Nullable Exchanged exchanged;
        private boolean given;

        private Entry(@Nullable Exchanged exchanged, boolean given) {
            this.exchanged = exchanged;
            this.given = given;
        }
    }

    static Tape read(Path file) {
        try {
            Map<?, ?> root = Json.standard().read(Files.readAllBytes(file), Map.class);
            if (!FORMAT.equals(root.get("format"))) {
                throw new IllegalArgumentException("its format is not " + FORMAT);
            }
            Tape tape = new Tape(file);
            for (Object each : Fields.list(root.get("exchanges"), "exchanges")) {
                synchronized (tape.lock) {
                    tape.entries.add(new Entry(Exchanged.of(each), false));
                }
            }
            return tape;
        } catch (NoSuchFileException e) {
            throw new CassetteException("There is no cassette " + file + "; record one with Cassette.recording", e);
        } catch (IOException e) {
            throw new CassetteException("The cassette " + file + " cannot be read; see that you may read it", e);
        } catch (JsonException | IllegalArgumentException e) {
            throw new CassetteException(
                    "The cassette " + file + " is none; the cause says why. Mend it, or record it anew", e);
        }
    }

    /** Keeps a place for an exchange that has begun. */
    Entry begin() {
        Entry entry = new Entry(null, true);
        synchronized (lock) {
            entries.add(entry);
        }
        return entry;
    }

    /** Keeps what was exchanged, and writes the file. */
    void end(Entry entry, Exchanged exchanged) {
        synchronized (lock) {
            entry.exchanged = exchanged;
            write();
        }
    }

    void save() {
        synchronized (lock) {
            write();
        }
    }

    @GuardedBy("lock")
    private void write() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("exchanges", ended().stream().map(Exchanged::toJson).toList());
        try {
            WholeFile.write(file, PrettyJson.write(root));
        } catch (IOException e) {
            throw new CassetteException(
                    "The cassette " + file + " cannot be written; see that its folder exists and may be written to", e);
        }
    }

    @GuardedBy("lock")
    private List<Exchanged> ended() {
        List<Exchanged> ended = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.exchanged != null) {
                ended.add(entry.exchanged);
            }
        }
        return ended;
    }

    /** Finds the first that was not given yet, or else, if answers repeat, the last that was. */
    Optional<Exchanged> take(Asked asked, Asked.Matching by, boolean repeats) {
        synchronized (lock) {
            @Nullable Exchanged last = null;
            for (Entry entry : entries) {
                if (entry.exchanged != null
                        && asked.differences(entry.exchanged.asked(), by).isEmpty()) {
                    last = entry.exchanged;
                    if (!entry.given) {
                        entry.given = true;
                        return Optional.of(last);
                    }
                }
            }
            return repeats ? Optional.ofNullable(last) : Optional.empty();
        }
    }

    UnknownRequestException unknown(Asked asked, Asked.Matching by) {
        List<Exchanged> all;
        synchronized (lock) {
            all = ended();
        }
        String start = "The cassette " + file + " has no answer to " + asked.shown();
        Optional<Asked> nearest =
                all.stream().map(Exchanged::asked).min(Comparator.comparingInt(each -> asked.distance(each, by)));
        if (nearest.isEmpty()) {
            return new UnknownRequestException(start + ": it is empty; record it");
        }
        List<String> differences = asked.differences(nearest.get(), by);
        if (differences.isEmpty()) {
            return new UnknownRequestException(
                    start + " that was not given already; record it as often as it is asked, or let answers repeat");
        }
        return new UnknownRequestException(start + "; the nearest that it has is "
                + nearest.get().shown() + ", where " + String.join(", and ", differences)
                + " was recorded; ask that, or record it anew");
    }

    List<String> unused() {
        synchronized (lock) {
            List<String> unused = new ArrayList<>();
            for (Entry entry : entries) {
                if (!entry.given && entry.exchanged != null) {
                    unused.add(entry.exchanged.asked().shown());
                }
            }
            return unused;
        }
    }
}
