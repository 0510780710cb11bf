package io.pilotlight.env;

import io.pilotlight.env.cache.FileStamp;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files on which an answer hangs, as they were when it was given.
 *
 * @param stamps what each path led to
 */
record Witnesses(Map<String, String> stamps) {
    Witnesses {
        stamps = Map.copyOf(stamps);
    }

    /** Looks at files now. */
    static Witnesses of(Collection<Path> files) {
        Map<String, String> stamps = new TreeMap<>();
        for (Path file : files) {
            stamps.put(file.toString(), stamp(file));
        }
        return new Witnesses(stamps);
    }

    Witnesses and(Witnesses others) {
        Map<String, String> all = new TreeMap<>(others.stamps);
        all.putAll(stamps);
        return new Witnesses(all);
    }

    boolean stillHold() {
        try {
            for (Map.Entry<String, String> witness : stamps.entrySet()) {
                if (!stamp(Path.of(witness.getKey())).equals(witness.getValue())) {
                    return false;
                }
            }
            return true;
        } catch (InvalidPathException inThisLocale) {
            return false;
        }
    }

    private static String stamp(Path file) {
        FileStamp stamp = FileStamp.of(file);
        if (stamp.isNothing()) {
            return stamp.text();
        }
        try {
            return stamp.text() + " " + file.toRealPath();
        } catch (IOException goneMeanwhile) {
            return stamp.text();
        }
    }
}
