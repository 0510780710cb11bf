package io.pilotlight.http.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The textual form of keys and certificates (RFC 7468): blocks between BEGIN and END, with anything around them. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final long MAX_FILE = 16L << 20;

    private Pem() {}

    /**
     * One block.
     *
     * @param label such as {@code CERTIFICATE}
     * @param legacyEncrypted whether fields above the content say that OpenSSL's old way has encrypted it
     * @param content what Base64 hid
     */
    @SuppressWarnings("ArrayRecordComponent") // blocks are never compared
    record Block(String label, boolean legacyEncrypted, byte[] content) {}

    /** Reads a file whole, or says what keeps it from being read. */
    static byte[] bytes(Path file) throws IOException {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("'" + file + "' is a folder; name a PEM file");
            }
            if (Files.size(file) > MAX_FILE) {
                throw new IOException("'" + file + "' is longer than " + MAX_FILE
                        + " bytes, which no file of certificates is; name a PEM file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file '" + file + "'; name a PEM file that exists", e);
        } catch (AccessDeniedException e) {
            throw new IOException("'" + file + "' must not be read by this user; change its permissions", e);
        }
    }

    /** Finds the blocks of a file, in order. */
    static List<Block> blocks(Path file, byte[] content) throws IOException {
        List<Block> blocks = new ArrayList<>();
        @SuppressWarnings("StringSplitter")
        String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r");
        for (int at = 0; at < lines.length; at++) {
            String line = lines[at].strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length()) {
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int end = end(lines, at, label);
                if (end == lines.length) {
                    throw new IOException("'" + file + "' breaks off within its " + label + " that begins in line "
                            + (at + 1) + "; get a whole copy of it");
                }
                blocks.add(block(file, label, lines, at, end));
                at = end;
            }
        }
        return blocks;
    }

    private static int end(String[] lines, int begin, String label) {
        int end = begin + 1;
        while (end < lines.length && !lines[end].strip().equals(END + label + DASHES)) {
            end++;
        }
        return end;
    }

    private static Block block(Path file, String label, String[] lines, int begin, int end) throws IOException {
        StringBuilder base64 = new StringBuilder();
        boolean encrypted = false;
        for (int i = begin + 1; i < end; i++) {
            String line = lines[i].strip();
            if (line.indexOf(':') < 0) {
                base64.append(line);
            } else {
                encrypted |= line.startsWith("Proc-Type:") && line.contains("ENCRYPTED");
            }
        }
        try {
            return new Block(label, encrypted, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            // the cause would quote what may be a key
            throw new IOException("'" + file + "' has a " + label + " in line " + (begin + 1)
                    + " that is not Base64; get an undamaged copy of it");
        }
    }
}
