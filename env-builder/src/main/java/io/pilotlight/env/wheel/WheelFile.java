package io.pilotlight.env.wheel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A wheel on disk: its files, read safely. */
final class WheelFile implements AutoCloseable {
    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY_SIZE = 46;
    private static final int ANY_EXECUTE = 0111;

    private final Path path;
    private final ZipFile zip;

    WheelFile(Path path) throws IOException {
        this.path = path;
        this.zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
    }

    /** Returns the names of the files, in the wheel's order, none of which leads out of the folder it is put into. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : zip.stream().toList()) {
            String name = entry.getName();
            checkInside(name);
            if (!entry.isDirectory()) {
                if (!seen.add(name)) {
                    throw new IOException(
                            path + " has the file " + name + " twice: it is damaged, or was tampered with");
                }
                names.add(name);
            }
        }
        return names;
    }

    byte[] bytes(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(path + " has no file " + name + ": it is no wheel, or is damaged");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** Holds each file against its row in RECORD: all but RECORD itself and its signatures have one, with a hash. */
    void verify(List<String> names, List<RecordRow> rows) throws IOException {
        Map<String, RecordRow> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.path(), row));
        for (String name : names) {
            if (!name.matches("[^/]*\\.dist-info/RECORD(\\.jws|\\.p7s)?")) {
                RecordRow row = byName.get(name);
                if (row == null || !row.describes(bytes(name))) {
                    throw new IOException(path + " has a file " + name + " that "
                            + (row == null ? "is not listed in its RECORD" : "does not fit its hash in RECORD")
                            + ": it is damaged, or was tampered with, and nothing of it was installed");
                }
            }
        }
    }

    String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** Returns the files that are programs; {@link ZipFile} does not tell, so the archive's directory is read here. */
    Set<String> executables() throws IOException {
        Set<String> executables = new HashSet<>();
        ByteBuffer archive = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int end = archive.limit() - END_SIZE;
        while (end >= 0 && archive.getInt(end) != END_OF_DIRECTORY) {
            end--;
        }
        int at = end < 0 ? archive.limit() : archive.getInt(end + 16);
        while (at >= 0 && at + ENTRY_SIZE <= archive.limit() && archive.getInt(at) == DIRECTORY_ENTRY) {
            int nameLength = Short.toUnsignedInt(archive.getShort(at + 28));
            int extraLength = Short.toUnsignedInt(archive.getShort(at + 30));
            int commentLength = Short.toUnsignedInt(archive.getShort(at + 32));
            int mode = archive.getInt(at + 38) >>> 16;
            if ((mode & ANY_EXECUTE) != 0) {
                executables.add(new String(archive.array(), at + ENTRY_SIZE, nameLength, StandardCharsets.UTF_8));
            }
            at += ENTRY_SIZE + nameLength + extraLength + commentLength;
        }
        return executables;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private void checkInside(String name) throws IOException {
        boolean leadsOut = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.matches("^[A-Za-z]:.*")
                || List.of(name.split("/", -1)).contains("..");
        if (leadsOut) {
            throw new IOException(path + " has a file named '" + name
                    + "', which would land outside of the environment: nothing of it was installed");
        }
    }
}
