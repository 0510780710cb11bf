package io.pilotlight.env.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of jars. */
public final class Jars {
    private Jars() {}

    /**
     * Puts a file at a second place.
     *
     * @param source the file
     * @param target the second place
     * @param link whether both places may share one file; where the file system has no such links, it is copied
     * @throws IOException if it cannot be put there
     */
    public static void place(Path source, Path target, boolean link) throws IOException {
        Path file = source.toRealPath();
        if (link) {
            try {
                Files.createLink(target, file);
                return;
            } catch (FileSystemException | UnsupportedOperationException noLinkHere) {
                Files.deleteIfExists(target);
            }
        }
        Files.copy(file, target);
    }

    /**
     * Checks that a file's name can stand in a class path and in a lock.
     *
     * @param name the last part of a path
     * @return the name
     * @throws IllegalArgumentException if it cannot
     */
    public static String checkedName(String name) {
        boolean bad = name.isBlank()
                || !name.equals(name.strip())
                || name.equals(".")
                || name.equals("..")
                || name.contains(File.pathSeparator)
                || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (bad) {
            throw new IllegalArgumentException("the file name '" + name + "' cannot stand in a class path: rename it");
        }
        return name;
    }
}
