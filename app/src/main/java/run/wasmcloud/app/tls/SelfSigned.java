package run.wasmcloud.app.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.store.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A certificate that nobody but its maker vouches for: for development. The JDK's {@code keytool}
 * makes it, once.
 */
public final class SelfSigned {
    private static final String ALIAS = "server";
    private static final String PASSWORD = "WASMCLOUD_KEYTOOL_PASSWORD";
    private static final int PATIENCE_SECONDS = 60;
    private static final int LINE = 64;

    private SelfSigned() {}

    /**
     * Makes a certificate in a folder, unless there is one.
     *
     * @param names host names, wildcards and IP addresses that it is for
     */
    public static void ensure(Path folder, List<String> names) throws IOException {
        PrivateFiles.createFolder(folder);
        if (new CertificateFolder(folder).pairs().isEmpty()) {
            make(folder, names);
        }
    }

    private static void make(Path folder, List<String> names) throws IOException {
        var store = folder.resolve(".unfinished-" + UUID.randomUUID() + ".p12");
        var password = UUID.randomUUID().toString();
        try {
            keytool(store, password, names);
            var files =
                    new PemFiles(
                            folder.resolve("development.crt"), folder.resolve("development.key"));
            export(store, password, files);
        } catch (GeneralSecurityException e) {
            throw new IOException("the development certificate could not be made", e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void keytool(Path store, String password, List<String> names)
            throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-Xshare:auto",
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Wasmcloud development",
                        "-validity",
                        "825",
                        "-ext",
                        "san="
                                + names.stream()
                                        .map(SelfSigned::alternative)
                                        .collect(Collectors.joining(",")),
                        "-ext",
                        "ku=digitalSignature",
                        "-ext",
                        "eku=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        PASSWORD);
        builder.environment().put(PASSWORD, password);
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        requireDone(process, said);
    }

    private static String alternative(String name) {
        return (isAddress(name) ? "ip:" : "dns:") + name;
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0
                || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static void requireDone(Process process, String said) throws IOException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The key goes first: a chain whose key is missing would be taken for a fault. */
    private static void export(Path store, String password, PemFiles files)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        var key = keys.getKey(ALIAS, password.toCharArray());
        PrivateFiles.write(files.key(), pem("PRIVATE KEY", key.getEncoded()));
        PrivateFiles.write(
                files.chain(), pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label);
    }
}
