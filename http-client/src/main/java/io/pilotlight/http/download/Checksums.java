package io.pilotlight.http.download;

import io.pilotlight.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checksums of a whole file by their names in lower case, as hexadecimal digits. */
final class Checksums {
    /** Java's names for those that headers may name; weaker sums than MD5 prove nothing. */
    private static final Map<String, String> KNOWN =
            Map.of("md5", "MD5", "sha", "SHA-1", "sha-256", "SHA-256", "sha-512", "SHA-512");

    private static final Pattern STRUCTURED = Pattern.compile("([A-Za-z0-9-]+)\\s*=\\s*:([A-Za-z0-9+/=]+):");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9-]+)=([A-Za-z0-9+/]+=*)");

    private Checksums() {}

    /** Finds what an answer says of the whole file: by RFC 9530, RFC 3230, and RFC 1864 if it holds all of it. */
    static Map<String, String> of(HttpHeaders headers, boolean whole) {
        Map<String, String> sums = new LinkedHashMap<>();
        find(PLAIN, headers.joined("Digest").orElse(""), sums);
        find(STRUCTURED, headers.joined("Repr-Digest").orElse(""), sums);
        if (whole) {
            find(STRUCTURED, headers.joined("Content-Digest").orElse(""), sums);
            headers.first("Content-MD5").ifPresent(sum -> put("md5", sum, sums));
        }
        return sums;
    }

    /** Returns the names of those that differ from the file's. */
    static List<String> differing(Path file, Map<String, String> expected) throws IOException {
        Map<String, MessageDigest> digests = new LinkedHashMap<>();
        expected.keySet().forEach(name -> digests.put(name, digest(name)));
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); !digests.isEmpty() && count >= 0; count = in.read(buffer)) {
                for (MessageDigest digest : digests.values()) {
                    digest.update(buffer, 0, count);
                }
            }
        }
        List<String> differing = new ArrayList<>();
        digests.forEach((name, digest) -> {
            if (!HexFormat.of().formatHex(digest.digest()).equals(expected.get(name))) {
                differing.add(name);
            }
        });
        return differing;
    }

    /** Checks a checksum that a user gave. */
    static String required(String name, String hex) {
        int digits = digest(name).getDigestLength() * 2;
        if (!hex.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "Not a checksum of " + name + ": '" + hex + "'; write " + digits + " hexadecimal digits");
        }
        return hex.toLowerCase(Locale.ROOT);
    }

    static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(KNOWN.getOrDefault(name, name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("This Java does not know " + name, e);
        }
    }

    private static void find(Pattern pattern, String field, Map<String, String> sums) {
        Matcher matcher = pattern.matcher(field);
        while (matcher.find()) {
            put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2), sums);
        }
    }

    private static void put(String name, String base64, Map<String, String> sums) {
        if (!KNOWN.containsKey(name)) {
            return;
        }
        try {
            byte[] sum = Base64.getDecoder().decode(base64.strip());
            if (sum.length == digest(name).getDigestLength()) {
                sums.put(name, HexFormat.of().formatHex(sum));
            }
        } catch (IllegalArgumentException e) {
            // what is no checksum says nothing about the file
        }
    }
}
