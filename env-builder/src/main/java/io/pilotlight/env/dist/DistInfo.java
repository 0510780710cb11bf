package io.pilotlight.env.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The metadata of an installed package.
 *
 * @param folder its dist-info or egg-info, which may be a file
 * @param name the package's name; empty if the metadata is missing or damaged
 * @param version its version; empty likewise
 * @param requires what it needs, as it is written
 */
public record DistInfo(Path folder, String name, String version, List<String> requires) {
    private static final String REQUIRES = "Requires-Dist:";

    /**
     * Reads the metadata of a package.
     *
     * @param folder its dist-info or egg-info
     * @return what it says, with an empty name where it says nothing
     */
    public static DistInfo of(Path folder) {
        for (String file : new String[] {"METADATA", "PKG-INFO", ""}) {
            try {
                return parsed(folder, Files.readAllBytes(folder.resolve(file)));
            } catch (IOException notThisOne) {
                // the next name is tried
            }
        }
        return new DistInfo(folder, "", "", List.of());
    }

    /**
     * Says whether it names a package and its version.
     *
     * @return whether it does
     */
    public boolean isReadable() {
        return !name.isEmpty() && !version.isEmpty();
    }

    private static DistInfo parsed(Path folder, byte[] bytes) {
        String name = "";
        String version = "";
        List<String> requires = new ArrayList<>();
        int start = 0;
        while (start < bytes.length && bytes[start] != '\n' && bytes[start] != '\r') {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (name.isEmpty() && starts(bytes, start, "Name:")) {
                name = text(bytes, start + "Name:".length(), end);
            } else if (version.isEmpty() && starts(bytes, start, "Version:")) {
                version = text(bytes, start + "Version:".length(), end);
            } else if (starts(bytes, start, REQUIRES)) {
                requires.add(text(bytes, start + REQUIRES.length(), end));
            }
            start = end + 1;
        }
        return new DistInfo(folder, name, version, List.copyOf(requires));
    }

    private static boolean starts(byte[] bytes, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }
}
