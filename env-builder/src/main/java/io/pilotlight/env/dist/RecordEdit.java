package io.pilotlight.env.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Changes single rows of RECORDs, and leaves all others as they are, byte for byte. */
public final class RecordEdit {
    private RecordEdit() {}

    /**
     * Puts the hashes and sizes of changed files into the RECORDs that list them.
     *
     * @param sitePackages the folder of modules
     * @param changed the contents by absolute path
     * @throws IOException if a RECORD cannot be read or written
     */
    public static void rewrite(Path sitePackages, Map<Path, byte[]> changed) throws IOException {
        try (DirectoryStream<Path> infos = Files.newDirectoryStream(sitePackages, "*.dist-info")) {
            for (Path info : infos) {
                Path record = info.resolve("RECORD");
                if (!changed.isEmpty() && Files.isRegularFile(record)) {
                    String text = Files.readString(record);
                    String edited = text;
                    for (Map.Entry<Path, byte[]> file : changed.entrySet()) {
                        String name = sitePackages
                                .relativize(file.getKey())
                                .toString()
                                .replace('\\', '/');
                        edited = replaced(edited, name, file.getValue());
                    }
                    if (!edited.equals(text)) {
                        Files.writeString(record, edited);
                    }
                }
            }
        }
    }

    /**
     * Takes a file out of a package: removes it with its row.
     *
     * @param info the package's dist-info
     * @param name the file's name in it
     * @throws IOException if a file cannot be removed or written
     */
    public static void remove(Path info, String name) throws IOException {
        Files.deleteIfExists(info.resolve(name));
        Path record = info.resolve("RECORD");
        String row = info.getFileName() + "/" + name + ",";
        StringBuilder kept = new StringBuilder();
        for (String line : Files.readString(record).split("(?<=\n)", -1)) {
            if (!line.startsWith(row)) {
                kept.append(line);
            }
        }
        Files.writeString(record, kept.toString());
    }

    private static String replaced(String record, String name, byte[] content) {
        StringBuilder out = new StringBuilder();
        for (String line : record.split("(?<=\n)", -1)) {
            boolean meant = line.startsWith(name + ",") || line.startsWith('"' + name + "\",");
            out.append(meant ? line.substring(0, line.indexOf(',', name.length())) + row(content) + end(line) : line);
        }
        return out.toString();
    }

    private static String row(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
            return ",sha256=" + hash + "," + content.length;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static String end(String line) {
        return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
    }
}
