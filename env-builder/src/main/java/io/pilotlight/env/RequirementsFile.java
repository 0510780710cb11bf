package io.pilotlight.env;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A requirements file with the files that it includes. */
final class RequirementsFile {
    private static final Pattern INCLUDE =
            Pattern.compile("^\\s*(?:-r|-c|--requirement|--constraint)(?:\\s+|=)?([^\\s#].*?)\\s*$", Pattern.MULTILINE);

    private RequirementsFile() {}

    /** Returns the text of the file and of those that it includes; they say whether packages have changed. */
    static List<String> contents(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PackageException(
                    "There is no requirements file " + file + ": write it, or name another one", (Throwable) null);
        }
        List<String> contents = new ArrayList<>();
        collect(file, contents, new LinkedHashSet<>());
        return contents;
    }

    private static void collect(Path file, List<String> contents, Set<Path> seen) {
        if (!seen.add(file) || !Files.isRegularFile(file)) {
            // pip says it better than we could if an included file is missing
            return;
        }
        String text = read(file);
        contents.add(file + "\n" + text);
        Matcher includes = INCLUDE.matcher(text);
        while (includes.find()) {
            if (!includes.group(1).contains("://")) {
                collect(file.resolveSibling(includes.group(1)).normalize(), contents, seen);
            }
        }
    }

    /** Returns a file's text, whatever its encoding. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notUtf8) {
            return readLatin(file);
        } catch (IOException e) {
            throw new PackageException("Cannot read the requirements file " + file + ": " + e.getMessage(), e);
        }
    }

    private static String readLatin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new PackageException("Cannot read the requirements file " + file + ": " + e.getMessage(), e);
        }
    }
}
