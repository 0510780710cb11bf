package io.pilotlight.env.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a stored wheel consists of.
 *
 * @param umask what was taken from the permissions of its files when they were made
 * @param distInfo the name of its folder of metadata
 * @param folders the folders that its files need, each after the one above it
 * @param files its files
 */
record Manifest(int umask, String distInfo, List<String> folders, List<StoredFile> files) {
    private static final String FILE = "manifest";
    private static final String FIRST_LINE = "pilotlight-wheel 1";
    private static final String LAST_LINE = "end";

    Manifest {
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    static Manifest of(int umask, String distInfo, List<StoredFile> files) {
        TreeSet<String> folders = new TreeSet<>();
        for (StoredFile file : files) {
            int slash = file.path().lastIndexOf('/');
            while (slash > 0 && folders.add(file.path().substring(0, slash))) {
                slash = file.path().lastIndexOf('/', slash - 1);
            }
        }
        return new Manifest(umask, distInfo, new ArrayList<>(folders), files);
    }

    static Path in(Path entry) {
        return entry.resolve(FILE);
    }

    /** Reads a manifest; one that is not whole is no manifest. */
    static Manifest read(Path entry) throws IOException {
        List<String> lines = new String(Files.readAllBytes(in(entry)), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int last = lines.size() - 1;
        if (last < 3 || !lines.get(0).equals(FIRST_LINE) || !lines.get(last).equals(LAST_LINE)) {
            throw new IOException(in(entry) + " is no whole manifest");
        }
        try {
            List<StoredFile> files =
                    lines.subList(3, last).stream().map(StoredFile::parse).toList();
            return of(Integer.parseInt(lines.get(1), 8), lines.get(2), files);
        } catch (IllegalArgumentException e) {
            throw new IOException(in(entry) + " is no whole manifest", e);
        }
    }

    void writeTo(Path entry) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE)
                .append('\n')
                .append(Integer.toOctalString(umask))
                .append('\n')
                .append(distInfo)
                .append('\n');
        files.forEach(file -> text.append(file.line()).append('\n'));
        text.append(LAST_LINE).append('\n');
        Files.write(in(entry), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
