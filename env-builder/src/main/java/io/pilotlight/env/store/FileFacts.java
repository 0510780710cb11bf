package io.pilotlight.env.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What decides whether a file can be one with another: permissions, owner, device.
 *
 * @param mode the permissions as a number
 * @param owner the owner's number
 * @param device the number of the device it lies on
 */
record FileFacts(int mode, int owner, long device) {
    private static final int PERMISSIONS = 0777;
    private static final int OF_FILES = 0666;

    static FileFacts of(Path file) throws IOException {
        try {
            Map<String, Object> facts = Files.readAttributes(file, "unix:mode,uid,dev", LinkOption.NOFOLLOW_LINKS);
            return new FileFacts(
                    (int) number(facts, "mode") & PERMISSIONS, (int) number(facts, "uid"), number(facts, "dev"));
        } catch (UnsupportedOperationException | IllegalArgumentException notUnix) {
            return new FileFacts(OF_FILES, 0, Files.getFileStore(file).hashCode());
        }
    }

    private static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** Returns the umask under which a plain file with these facts was made. */
    int umask() {
        return OF_FILES & ~mode;
    }
}
