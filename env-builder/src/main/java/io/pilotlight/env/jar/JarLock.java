package io.pilotlight.env.jar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Exactly which jars an environment has, in class path order, with their checksums. The same jars always make the same
 * text, and the same names of files.
 *
 * @param inputs a checksum over what was asked for
 * @param entries the jars
 */
public record JarLock(String inputs, List<Entry> entries) {
    private static final String HEADER =
            "# The jars of a Java environment, in class path order. Written by Pilotlight: keep it, do not edit it.\n";
    private static final Pattern LINE = Pattern.compile("(jar|file) = (.+) sha256:([0-9a-f]{64})");
    private static final Pattern INPUTS = Pattern.compile("inputs = ([0-9a-f]{64})");

    /** Copies the list. */
    public JarLock {
        entries = List.copyOf(entries);
    }

    /** One jar. */
    public sealed interface Entry {
        /**
         * Returns the checksum.
         *
         * @return SHA-256 in lower case hexadecimal digits
         */
        String sha256();

        /**
         * Returns the name that the file has if no other one has it.
         *
         * @return the name of a file
         */
        String fileName();
    }

    /**
     * A jar from a Maven repository.
     *
     * @param coordinates what it is called there, with its exact version
     * @param sha256 its checksum
     */
    public record Resolved(Coordinates coordinates, String sha256) implements Entry {
        @Override
        public String fileName() {
            return coordinates.fileName();
        }

        @Override
        public String toString() {
            return "jar = " + coordinates + " sha256:" + sha256;
        }
    }

    /**
     * A jar that was named by its path.
     *
     * @param fileName the last part of its path
     * @param sha256 its checksum
     */
    public record Given(String fileName, String sha256) implements Entry {
        @Override
        public String toString() {
            return "file = " + fileName + " sha256:" + sha256;
        }
    }

    /**
     * Reads a lock from a file.
     *
     * @param file the file
     * @return the lock
     * @throws IOException if the file cannot be read, or is no lock
     */
    public static JarLock read(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        Matcher inputs = INPUTS.matcher(lines.size() < 2 ? "" : lines.get(1));
        if (!inputs.matches() || !lines.get(0).equals("format = 1")) {
            throw new IOException("it is no lock of this library's, or of another version of it");
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            entries.add(entry(line));
        }
        return new JarLock(inputs.group(1), entries);
    }

    /**
     * Writes the lock into a file, which appears whole.
     *
     * @param file the file; its folder is made
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        Files.createDirectories(folder);
        Path whole = folder.resolve("." + file.getFileName() + ".pilotlight-" + UUID.randomUUID());
        try {
            Files.write(whole, toString().getBytes(StandardCharsets.UTF_8));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /**
     * Returns the names of the files, no two alike: also not where the file system takes capital and small letters for
     * the same.
     *
     * @return the names, in the order of {@link #entries()}
     */
    public List<String> fileNames() {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Entry entry : entries) {
            String name = entry.fileName();
            if (taken.contains(name.toLowerCase(Locale.ROOT)) && entry instanceof Resolved jar) {
                name = jar.coordinates().group() + "." + name;
            }
            String free = name;
            for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = i + "-" + name;
            }
            names.add(free);
        }
        return List.copyOf(names);
    }

    /**
     * Returns those of the jars that come from Maven repositories.
     *
     * @return the packages, in class path order
     */
    public List<Resolved> packages() {
        return entries.stream()
                .filter(Resolved.class::isInstance)
                .map(Resolved.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER);
        text.append("format = 1\ninputs = ").append(inputs).append('\n');
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    private static Entry entry(String line) throws IOException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IOException("its line '" + line + "' cannot be understood");
        }
        String name = matcher.group(2);
        try {
            return matcher.group(1).equals("jar")
                    ? new Resolved(Coordinates.parse(name), matcher.group(3))
                    : new Given(Jars.checkedName(name), matcher.group(3));
        } catch (IllegalArgumentException e) {
            throw new IOException("its line '" + line + "' cannot be understood: " + e.getMessage(), e);
        }
    }
}
