package run.wasmcloud.olin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its certificate for {@code upstream.test}, and who signed it, made for one test. */
public final class TestTls {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String TRUSTED = "trusted.test";

    private TestTls() {}

    /** Returns a context that has the key and trusts who signed its certificate only. */
    public static SSLContext context(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        return context(folder, "-0d", 90);
    }

    /** Returns such a context whose certificate is of two days that are long gone. */
    static SSLContext expiredContext(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        return context(folder, "-30d", 2);
    }

    /** Who is trusted signs the certificate: of one that is trusted itself no date is looked at. */
    private static SSLContext context(Path folder, String from, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("keys.p12");
        makeKey(file, TRUSTED, "-ext", "bc:critical=ca:true");
        makeKey(
                file,
                "upstream.test",
                "-signer",
                TRUSTED,
                "-startdate",
                from,
                "-validity",
                Integer.toString(days),
                "-ext",
                "san=dns:upstream.test");
        return context(load(file));
    }

    private static void makeKey(Path file, String name, String... more)
            throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                file.toString()));
        command.addAll(List.of(more));
        var keytool = new ProcessBuilder(command).inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool made no key");
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        trusted.setCertificateEntry(TRUSTED, keys.getCertificate(TRUSTED));
        keys.deleteEntry(TRUSTED);
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }
}
