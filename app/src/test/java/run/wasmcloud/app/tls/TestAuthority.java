package run.wasmcloud.app.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes certificates for tests, with the JDK's own tool. */
record TestAuthority(Path folder) {
    private static final String PASSWORD = "password";

    /** Makes NAME.crt and NAME.key, for host names. */
    PemFiles make(String name, String keyAlgorithm, String... hosts) throws Exception {
        var store = Files.createTempDirectory("keys").resolve("keys.p12");
        var alternatives = new ArrayList<String>();
        for (var host : hosts) {
            alternatives.add("dns:" + host);
        }
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "key",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + String.join(",", alternatives),
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD,
                                "-keyalg",
                                keyAlgorithm));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        var files = new PemFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"));
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        write(files.key(), "PRIVATE KEY", keys.getKey("key", PASSWORD.toCharArray()).getEncoded());
        write(files.chain(), "CERTIFICATE", keys.getCertificate("key").getEncoded());
        return files;
    }

    static void write(Path file, String label, byte[] der) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                        .formatted(
                                label,
                                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                        .encodeToString(der),
                                label));
    }
}
