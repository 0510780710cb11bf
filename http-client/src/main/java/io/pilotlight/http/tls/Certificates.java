package io.pilotlight.http.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** X.509 certificates in files: PEM, one or many, or the bare bytes of one. */
final class Certificates {
    private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final List<String> ENDINGS = List.of(".pem", ".crt", ".cer");
    private static final int HASH_LENGTH = 8;

    private Certificates() {}

    /** Reads a file of certificates, or each such file of a folder; there is at least one. */
    static List<X509Certificate> bundle(Path fileOrFolder) throws IOException {
        List<X509Certificate> found =
                Files.isDirectory(fileOrFolder) ? folder(fileOrFolder) : in(fileOrFolder, Pem.bytes(fileOrFolder));
        if (found.isEmpty()) {
            throw new IOException("There is no certificate in '" + fileOrFolder
                    + "'; name a PEM file with -----BEGIN CERTIFICATE-----, or a folder of such files that end in "
                    + String.join(", ", ENDINGS));
        }
        return found;
    }

    /** Reads the certificates of a file, in order; whatever else it holds is passed over. */
    static List<X509Certificate> in(Path file, byte[] content) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (content.length > 0 && content[0] == Der.SEQUENCE) {
            certificates.add(certificate(file, content, 1));
            return certificates;
        }
        for (Pem.Block block : Pem.blocks(file, content)) {
            if (LABELS.contains(block.label())) {
                certificates.add(certificate(file, block.content(), certificates.size() + 1));
            }
        }
        return certificates;
    }

    private static List<X509Certificate> folder(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry) && holdsCertificates(entry)) {
                    files.add(entry);
                }
            }
        }
        Collections.sort(files);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Path file : files) {
            certificates.addAll(in(file, Pem.bytes(file)));
        }
        return certificates;
    }

    /** By its ending, or by a name such as {@code 5ed36f99.0}, as OpenSSL's rehash links them. */
    private static boolean holdsCertificates(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith)
                || (name.length() > HASH_LENGTH + 1
                        && name.charAt(HASH_LENGTH) == '.'
                        && name.substring(0, HASH_LENGTH).chars().allMatch(c -> Character.digit(c, 16) >= 0)
                        && name.substring(HASH_LENGTH + 1).chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private static X509Certificate certificate(Path file, byte[] der, int number) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IOException(
                    "Certificate " + number + " of '" + file + "' cannot be read; get an undamaged copy of it", e);
        }
    }
}
