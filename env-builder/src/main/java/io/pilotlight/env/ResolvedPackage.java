package io.pilotlight.env;

import io.pilotlight.core.json.Json;
import io.pilotlight.core.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A package that pip chose and installed, as its installation report tells it.
 *
 * @param name its name, as the package writes it
 * @param version its version
 * @param url where its file came from
 * @param sha256 the file's checksum in hexadecimal digits, or empty if it is not known
 * @param direct whether it was asked for by an address or a folder rather than by name
 * @param requested whether it was asked for by itself, rather than needed by another
 */
record ResolvedPackage(String name, String version, String url, String sha256, boolean direct, boolean requested) {
    private static final int FIELDS = 6;

    /** Reads pip's installation report, version 1 (pip 22.2 and later). */
    static List<ResolvedPackage> report(Path file) throws IOException {
        List<ResolvedPackage> packages = new ArrayList<>();
        try {
            Map<?, ?> report = Json.standard().read(Files.readAllBytes(file), Map.class);
            if (report.get("install") instanceof List<?> items) {
                for (Object item : items) {
                    packages.add(of(item));
                }
            }
            return packages;
        } catch (JsonException e) {
            throw new IOException("pip's report cannot be understood: " + e.getMessage(), e);
        }
    }

    /** Returns the name by which packages are the same (PEP 503). */
    String plainName() {
        return plain(name);
    }

    static String plain(String name) {
        return name.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    String line() {
        return String.join("\t", name, version, url, sha256, Boolean.toString(direct), Boolean.toString(requested));
    }

    static ResolvedPackage parse(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("no line of a resolution: " + line);
        }
        return new ResolvedPackage(
                fields[0],
                fields[1],
                fields[2],
                fields[3],
                Boolean.parseBoolean(fields[4]),
                Boolean.parseBoolean(fields[5]));
    }

    private static ResolvedPackage of(Object item) {
        return new ResolvedPackage(
                text(item, "metadata", "name"),
                text(item, "metadata", "version"),
                text(item, "download_info", "url"),
                sha256(item),
                at(item, "is_direct").equals(true),
                at(item, "requested").equals(true));
    }

    private static String sha256(Object item) {
        String hash = text(item, "download_info", "archive_info", "hashes", "sha256");
        String old = text(item, "download_info", "archive_info", "hash");
        return hash.isEmpty() && old.startsWith("sha256=") ? old.substring("sha256=".length()) : hash;
    }

    private static String text(Object item, String... names) {
        return at(item, names) instanceof String text ? text : "";
    }

    private static Object at(Object item, String... names) {
        Object value = item;
        for (String name : names) {
            Object inner = value instanceof Map<?, ?> map ? map.get(name) : null;
            value = inner == null ? "" : inner;
        }
        return value;
    }
}
