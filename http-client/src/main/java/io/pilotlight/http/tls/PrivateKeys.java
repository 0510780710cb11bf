package io.pilotlight.http.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Private keys in each form that tools write: PKCS#8 (RFC 5958), also encrypted, PKCS#1 for RSA (RFC 8017), SEC1 for
 * elliptic curves (RFC 5915). The JDK reads the first only; the other two are put into it.
 */
final class PrivateKeys {
    private static final String PKCS_1 = "RSA PRIVATE KEY";
    private static final String SEC_1 = "EC PRIVATE KEY";
    private static final String PKCS_8 = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final Set<String> LABELS = Set.of(PKCS_1, SEC_1, PKCS_8, ENCRYPTED);

    private static final byte[] ZERO = {Der.INTEGER, 1, 0};
    private static final byte[] NULL = {5, 0};
    private static final byte[] RSA = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
    private static final byte[] EC = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    /** The JDK's names, by the object identifiers' hexadecimal digits. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "2a864886f70d010101", "RSA",
            "2a864886f70d01010a", "RSASSA-PSS",
            "2a8648ce3d0201", "EC",
            "2a8648ce380401", "DSA",
            "2b6570", "EdDSA",
            "2b6571", "EdDSA");

    private PrivateKeys() {}

    /** Takes the only private key of a file. */
    static PrivateKey of(Path file, List<Pem.Block> blocks, char @Nullable [] password) throws IOException {
        List<Pem.Block> keys =
                blocks.stream().filter(block -> LABELS.contains(block.label())).toList();
        if (keys.size() != 1) {
            throw new IOException("'" + file + "' holds " + (keys.isEmpty() ? "no private key" : "several private keys")
                    + "; name a PEM file with one that starts with -----BEGIN PRIVATE KEY----- or the like");
        }
        Pem.Block key = keys.get(0);
        if (key.legacyEncrypted()) {
            throw new IOException("The private key in '" + file + "' is encrypted in OpenSSL's old way, which is weak;"
                    + " convert it with: openssl pkcs8 -topk8 -in OLD -out NEW");
        }
        try {
            return key(pkcs8(file, key, password));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "The private key in '" + file + "' cannot be read: it is damaged, or of a kind that this JDK does"
                            + " not know; convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
                    e);
        }
    }

    private static byte[] pkcs8(Path file, Pem.Block key, char @Nullable [] password) throws IOException {
        return switch (key.label()) {
            case PKCS_1 -> wrapped(key.content(), Der.element(Der.OBJECT_IDENTIFIER, RSA), NULL);
            case SEC_1 -> wrapped(key.content(), Der.element(Der.OBJECT_IDENTIFIER, EC), curve(key.content()));
            case ENCRYPTED -> decrypted(file, key.content(), password);
            default -> key.content();
        };
    }

    private static byte[] wrapped(byte[] key, byte[]... algorithm) {
        return Der.element(Der.SEQUENCE, ZERO, Der.element(Der.SEQUENCE, algorithm), Der.element(Der.OCTETS, key));
    }

    /** The parameters of a SEC1 key: PKCS#8 has them outside of it. */
    private static byte[] curve(byte[] sec1) {
        Der key = Der.of(sec1).enter(Der.SEQUENCE);
        key.enter(Der.INTEGER);
        key.enter(Der.OCTETS);
        return key.enter(Der.CONTEXT_0).content();
    }

    private static byte[] decrypted(Path file, byte[] content, char @Nullable [] password) throws IOException {
        if (password == null) {
            throw new IOException("The private key in '" + file + "' is encrypted; hand in its password as well");
        }
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(content);
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            // for PBES2 (RFC 8018) the parameters know the full name of the cipher, and the name only the scheme
            String name = info.getAlgName().startsWith("PBEWith")
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            SecretKey secret = SecretKeyFactory.getInstance(name).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(name);
            cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The private key in '" + file + "' does not open: its password is another, is not ASCII, or its"
                            + " cipher is one that this JDK does not have (AES with PBKDF2 it has)",
                    e);
        } finally {
            spec.clearPassword();
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        Der info = Der.of(pkcs8).enter(Der.SEQUENCE);
        info.enter(Der.INTEGER);
        byte[] identifier =
                info.enter(Der.SEQUENCE).enter(Der.OBJECT_IDENTIFIER).content();
        StringBuilder hex = new StringBuilder();
        for (byte b : identifier) {
            hex.append(String.format("%02x", b));
        }
        String algorithm = ALGORITHMS.get(hex.toString());
        if (algorithm == null) {
            throw new GeneralSecurityException("no such kind of key: " + hex);
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }
}
