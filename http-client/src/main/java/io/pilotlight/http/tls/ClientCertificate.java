package io.pilotlight.http.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client proves by who it is: its certificate with those up to its CA, and the private key to the first.
 *
 * @param chain the client's own certificate first
 * @param key the key to that
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    /** Copies the chain. */
    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /**
     * Reads certificate and key, which may be in one file.
     *
     * @param certificates a PEM file, the client's own certificate first
     * @param key a PEM file with one private key
     * @param password opens the key; null if it is not encrypted
     * @return both, which fit together
     * @throws IOException if a file cannot be read or is not what it should be; its message says which and what to do
     */
    public static ClientCertificate read(Path certificates, Path key, char @Nullable [] password) throws IOException {
        List<X509Certificate> chain = Certificates.in(certificates, Pem.bytes(certificates));
        if (chain.isEmpty()) {
            throw new IOException("There is no certificate in '" + certificates
                    + "'; name a PEM file with -----BEGIN CERTIFICATE-----");
        }
        PrivateKey secret = PrivateKeys.of(key, Pem.blocks(key, Pem.bytes(key)), password);
        if (!fit(secret, chain.get(0))) {
            throw new IOException("The private key in '" + key + "' is not that of the first certificate in '"
                    + certificates + "'; name the key that the certificate was made for");
        }
        return new ClientCertificate(chain, secret);
    }

    /** Compares the chains: there is one key to a certificate, in whatever form. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientCertificate that && chain.equals(that.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    /** Returns the name in the certificate, never the key. */
    @Override
    public String toString() {
        return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }

    /** Whether what one signs, the other verifies; kinds of keys that cannot be asked are taken as they are. */
    private static boolean fit(PrivateKey key, X509Certificate certificate) {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        try {
            byte[] probe = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(probe);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(probe);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
