package io.pilotlight.env.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One line of a tree's index.
 *
 * @param kind what it is
 * @param path where, below the tree, with slashes
 * @param fact of a file its size and time stamp, of a link its target, of a folder nothing
 */
record TreeEntry(Kind kind, String path, String fact) {

    enum Kind {
        FOLDER,
        FILE,
        LINK
    }

    /** Describes what is at a place now; empty if it cannot be described in a line, or is neither file, link nor folder. */
    static Optional<TreeEntry> of(Path root, Path place) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String path = root.relativize(place).toString().replace('\\', '/');
        TreeEntry entry;
        if (facts.isDirectory()) {
            entry = new TreeEntry(Kind.FOLDER, path, "");
        } else if (facts.isSymbolicLink()) {
            entry = new TreeEntry(Kind.LINK, path, Files.readSymbolicLink(place).toString());
        } else if (facts.isRegularFile()) {
            entry = new TreeEntry(Kind.FILE, path, stamp(facts));
        } else {
            return Optional.empty();
        }
        return Optional.of(entry)
                .filter(it -> isWritable(it.path) && isWritable(it.fact) && isExact(root, it.path, place));
    }

    /** Reads a line of an index; empty if it is none. */
    static Optional<TreeEntry> parse(String line) {
        String[] fields = line.split("\t", -1);
        boolean known = Stream.of(Kind.values()).map(Kind::name).anyMatch(fields[0]::equals);
        return fields.length == 3 && known
                ? Optional.of(new TreeEntry(Kind.valueOf(fields[0]), fields[1], fields[2]))
                : Optional.empty();
    }

    String line() {
        return kind + "\t" + path + "\t" + fact;
    }

    /** Says whether the file at a place is as it was described. */
    boolean fits(Path place) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return facts.isRegularFile() && fact.equals(stamp(facts));
    }

    private static String stamp(BasicFileAttributes facts) {
        return facts.size() + " " + facts.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    /** Where Java cannot read all names (LC_ALL=C), the text of a path may lead elsewhere. */
    private static boolean isExact(Path root, String path, Path place) {
        try {
            return root.resolve(path).equals(place);
        } catch (InvalidPathException notInThisLocale) {
            return false;
        }
    }

    private static boolean isWritable(String text) {
        return text.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r');
    }
}
