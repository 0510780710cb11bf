package io.pilotlight.http.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whose word is taken for a server's name: that of the JDK's certificate authorities, of given ones, or anybody's. */
public final class Trust {
    /** The JDK's trust store, or the one that {@code javax.net.ssl.trustStore} names. */
    public static final Trust OF_THE_JDK = new Trust(true, Set.of(), null);

    /** Anybody is taken for whom he says he is. */
    public static final Trust IN_ANYBODY = new Trust(false, Set.of(), null);

    private final boolean verified;
    private final Set<X509Certificate> authorities;
    private final @Nullable Path unread;

    private Trust(boolean verified, Set<X509Certificate> authorities, @Nullable Path unread) {
        this.verified = verified;
        this.authorities = authorities;
        this.unread = unread;
    }

    /**
     * Reads certificates that are trusted, in place of the JDK's.
     *
     * @param fileOrFolder a file of PEM certificates, or a folder of such files
     * @return trust in these
     * @throws IOException if it cannot be read or holds none; its message says what to do
     */
    public static Trust in(Path fileOrFolder) throws IOException {
        return new Trust(true, Set.copyOf(new LinkedHashSet<>(Certificates.bundle(fileOrFolder))), null);
    }

    /**
     * Trusts certificates that are read each time when a context is made of them, and not before.
     *
     * @param fileOrFolder as for {@link #in}
     * @return trust in what will be there
     */
    public static Trust later(Path fileOrFolder) {
        return new Trust(true, Set.of(), fileOrFolder);
    }

    /**
     * Says whether servers have to prove who they are.
     *
     * @return false if anybody is trusted
     */
    public boolean verified() {
        return verified;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Trust that
                && verified == that.verified
                && authorities.equals(that.authorities)
                && Objects.equals(unread, that.unread);
    }

    @Override
    public int hashCode() {
        return Objects.hash(verified, authorities, unread);
    }

    @Override
    public String toString() {
        if (unread != null) {
            return "the certificates of '" + unread + "'";
        }
        return !verified ? "anybody" : authorities.isEmpty() ? "the JDK's" : authorities.size() + " certificates";
    }

    X509ExtendedTrustManager decider() throws GeneralSecurityException, IOException {
        if (unread != null) {
            return in(unread).decider();
        }
        if (!verified) {
            return new Anybody();
        }
        @Nullable KeyStore anchors = null;
        if (!authorities.isEmpty()) {
            anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            int number = 0;
            for (X509Certificate authority : authorities) {
                anchors.setCertificateEntry("" + number++, authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager decider) {
                return new InItsTime(decider);
            }
        }
        throw new GeneralSecurityException("this JDK has no X.509 trust manager");
    }
}
