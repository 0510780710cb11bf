package io.pilotlight.env.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What tells a file from an earlier one at the same path: its size, its time stamp to the nanosecond, and its number on
 * the device where there is one.
 *
 * @param text all of it as text
 */
public record FileStamp(String text) {
    private static final FileStamp NONE = new FileStamp("none");

    /**
     * Returns the stamp of what is at a path now; links are followed.
     *
     * @param path the path
     * @return the stamp; that of nothing if nothing can be read there
     */
    public static FileStamp of(Path path) {
        // asked first, because a file that is not there costs an exception
        if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
            return NONE;
        }
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(
                    file.size() + " " + file.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + file.fileKey());
        } catch (IOException goneMeanwhile) {
            return NONE;
        }
    }

    /**
     * Says whether there was nothing at the path, or nothing that can be read.
     *
     * @return whether there was nothing
     */
    public boolean isNothing() {
        return equals(NONE);
    }
}
