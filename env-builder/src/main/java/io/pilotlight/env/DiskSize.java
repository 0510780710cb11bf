package io.pilotlight.env;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * How much a folder takes.
 *
 * @param bytes the sizes of all files, each one counted once under however many names it is there
 * @param sharedBytes the part of them that names outside of the folder lead to as well, such as those of a cache: it is
 *     not freed when the folder is removed
 * @param files how many files there are; links are not counted
 */
public record DiskSize(long bytes, long sharedBytes, long files) {

    /** Adds up a folder. What others remove meanwhile is passed over, and links are not followed. */
    static DiskSize of(Path folder) {
        Sum sum = new Sum(folder.getFileSystem().supportedFileAttributeViews().contains("unix"));
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            throw new DirectoryException("Cannot look through " + folder + ": " + e.getMessage(), e);
        }
        return sum.size();
    }

    private static final class Sum extends SimpleFileVisitor<Path> {
        private final boolean countsNames;
        private final Map<Object, ManyNames> seen = new HashMap<>();
        private long bytes;
        private long files;

        Sum(boolean countsNames) {
            this.countsNames = countsNames;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!attributes.isRegularFile()) {
                return FileVisitResult.CONTINUE;
            }
            int names = names(file);
            Object key = attributes.fileKey();
            if (names > 1 && key != null) {
                ManyNames one = seen.computeIfAbsent(key, unseen -> new ManyNames(attributes.size(), names));
                if (one.found++ > 0) {
                    return FileVisitResult.CONTINUE;
                }
            }
            bytes += attributes.size();
            files++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException goneOrClosed) {
            return FileVisitResult.CONTINUE;
        }

        DiskSize size() {
            long shared = seen.values().stream()
                    .filter(file -> file.found < file.names)
                    .mapToLong(file -> file.size)
                    .sum();
            return new DiskSize(bytes, shared, files);
        }

        private int names(Path file) {
            try {
                return countsNames
                                && Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                                        instanceof Integer number
                        ? number
                        : 1;
            } catch (IOException goneMeanwhile) {
                return 1;
            }
        }
    }

    /** A file with more than one name, some of which may be elsewhere. */
    private static final class ManyNames {
        private final long size;
        private final int names;
        private int found;

        ManyNames(long size, int names) {
            this.size = size;
            this.names = names;
        }
    }
}
