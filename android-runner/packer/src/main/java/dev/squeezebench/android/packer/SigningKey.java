package dev.squeezebench.android.packer;

import com.android.apksig.ApkSigner;
import com.android.apksig.KeyConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The key that an APK is signed by.
 *
 * @param key private key; an RSA key gives the same signature each time
 * @param certificate that goes with it
 */
record SigningKey(PrivateKey key, X509Certificate certificate) {
    /** In this package's resources; everybody has it, so it proves nothing but that an APK was not damaged. */
    private static final String PUBLIC = "public-debug-key.p12";

    private static final String PUBLIC_PASSWORD = "squeezebench";
    private static final String PUBLIC_ALIAS = "debug";

    /** The documented public debug key. */
    static SigningKey publicDebugKey() throws IOException {
        try (InputStream in = SigningKey.class.getResourceAsStream(PUBLIC)) {
            if (in == null) {
                throw new IOException("this build lacks " + PUBLIC + ": build it again");
            }
            return read(in, PUBLIC, PUBLIC_ALIAS, PUBLIC_PASSWORD.toCharArray());
        }
    }

    /** A key of the user's own, in a PKCS12 file. */
    static SigningKey own(Path file, String alias, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString(), alias, password);
        }
    }

    private static SigningKey read(InputStream in, String file, String alias, char[] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            if (store.getKey(alias, password) instanceof PrivateKey key
                    && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return new SigningKey(key, certificate);
            }
            throw new IOException(file + " has no key '" + alias + "': name another one by -Dandroid.key.alias");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be read as PKCS12: " + e.getMessage(), e);
        }
    }

    /** For apksig. */
    ApkSigner.SignerConfig config() {
        return new ApkSigner.SignerConfig.Builder("squeezebench", new KeyConfig.Jca(key), List.of(certificate)).build();
    }
}
