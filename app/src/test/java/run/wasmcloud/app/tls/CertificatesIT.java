package run.wasmcloud.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.WasmcloudException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Certificates in files, as TLS clients see them. */
@Timeout(300)
class CertificatesIT {
    /** Longer than any test: only what the test asks for is read again. */
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir private Path folder;

    private Certificates open() {
        return Certificates.open(new TlsSettings(folder, NEVER));
    }

    private PemFiles make(String name, String algorithm, String... hosts) throws Exception {
        return new TestAuthority(folder).make(name, algorithm, hosts);
    }

    @ParameterizedTest
    @CsvSource({
        "hello.run.example,    CN=b-wildcard",
        "HELLO.run.example,    CN=b-wildcard",
        "special.run.example,  CN=c-special",
        "custom.example.org,   CN=d-custom",
        "a.b.run.example,      CN=a-first",
        "unknown.example.net,  CN=a-first",
        "'',                   CN=a-first",
    })
    void showsTheCertificateOfTheHostThatTheClientAsksFor(String host, String subject)
            throws Exception {
        make("a-first", "EC", "first.example");
        make("b-wildcard", "EC", "*.run.example", "run.example");
        make("c-special", "EC", "special.run.example");
        make("d-custom", "EC", "custom.example.org");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            assertThat(server.subject(host, "TLSv1.3")).isEqualTo(subject);
            assertThat(server.subject(host, "TLSv1.2")).isEqualTo(subject);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void takesEveryKindOfKey(String algorithm) throws Exception {
        make("server", algorithm, "run.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            assertThat(server.subject("run.example")).isEqualTo("CN=server");
        }
    }

    @Test
    void givesEachClientTheKindOfKeyThatItCanUse() throws Exception {
        make("modern", "EC", "run.example");
        make("old", "RSA", "run.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context());
                var socket = server.connect("run.example", "TLSv1.2")) {
            assertThat(TlsPeer.subject(socket)).isIn("CN=modern", "CN=old");
            assertThat(socket.getSession().getCipherSuite())
                    .contains(TlsPeer.subject(socket).equals("CN=old") ? "_RSA_" : "_ECDSA_");
        }
    }

    @Test
    void readsChangedFilesAgainWhileConnectionsGoOn() throws Exception {
        var files = make("before", "EC", "run.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context());
                var connection = server.connect("run.example")) {
            assertThat(TlsPeer.exchange(connection, 1)).isEqualTo(1);

            replace(files, make("after", "EC", "run.example"));
            make("another", "RSA", "another.example");
            certificates.reloadIfChanged();

            assertThat(server.subject("run.example")).isEqualTo("CN=after");
            assertThat(server.subject("another.example")).isEqualTo("CN=another");
            assertThat(TlsPeer.exchange(connection, 2)).isEqualTo(2);
            assertThat(TlsPeer.subject(connection)).isEqualTo("CN=before");
        }
    }

    @Test
    void noticesChangesByItself() throws Exception {
        var files = make("before", "EC", "run.example");
        try (var certificates = Certificates.open(new TlsSettings(folder, Duration.ofMillis(50)));
                var server = new TlsPeer(certificates.context())) {
            replace(files, make("after", "EC", "run.example"));
            var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!server.subject("run.example").equals("CN=after")) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        }
    }

    private static void replace(PemFiles old, PemFiles made) throws Exception {
        Files.move(made.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(made.chain(), old.chain(), StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a certificate", ""})
    void keepsWhatItHadWhenANewFileIsBroken(String text) throws Exception {
        var files = make("before", "EC", "run.example");
        make("other", "EC", "other.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            Files.writeString(files.chain(), text);
            make("third", "EC", "third.example");
            certificates.reloadIfChanged();

            assertThat(server.subject("run.example")).isEqualTo("CN=before");
            assertThat(server.subject("third.example")).isEqualTo("CN=third");
        }
    }

    @Test
    void keepsWhatItHadWhenOnlyTheKeyHasBeenReplacedYet() throws Exception {
        var files = make("before", "EC", "run.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            var made =
                    new TestAuthority(Files.createTempDirectory("made"))
                            .make("after", "EC", "run.example");
            Files.copy(made.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
            certificates.reloadIfChanged();
            assertThat(server.subject("run.example")).isEqualTo("CN=before");

            Files.copy(made.chain(), files.chain(), StandardCopyOption.REPLACE_EXISTING);
            certificates.reloadIfChanged();
            assertThat(server.subject("run.example")).isEqualTo("CN=after");
        }
    }

    @Test
    void keepsWhatItHadWhenAllFilesAreGone() throws Exception {
        var files = make("before", "EC", "run.example");
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            Files.delete(files.chain());
            Files.delete(files.key());
            certificates.reloadIfChanged();

            assertThat(server.subject("run.example")).isEqualTo("CN=before");
        }
    }

    @Test
    void readsFoldersAsAcmeClientsKeepThem() throws Exception {
        var files = make("acme", "EC", "acme.example");
        var live = Files.createDirectory(folder.resolve("acme.example"));
        Files.move(files.chain(), live.resolve("fullchain.pem"));
        Files.move(files.key(), live.resolve("privkey.pem"));
        try (var certificates = open();
                var server = new TlsPeer(certificates.context())) {
            assertThat(server.subject("acme.example")).isEqualTo("CN=acme");
        }
    }

    @Test
    void saysWhatIsWrongWithAllFilesAtOnce() throws Exception {
        var first = make("first", "EC", "first.example");
        var second = make("second", "EC", "second.example");
        Files.writeString(
                first.key(),
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");
        Files.delete(second.key());

        assertThatThrownBy(this::open)
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("first.key")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt")
                .hasMessageContaining("second.key is missing");
    }

    @Test
    void refusesAFolderWithoutCertificates() {
        assertThatThrownBy(this::open)
                .isInstanceOf(WasmcloudException.class)
                .hasMessageContaining("expected: NAME.crt beside NAME.key");
    }

    @Test
    void refusesAKeyThatIsAnothers() throws Exception {
        var first = make("first", "EC", "first.example");
        var second = make("second", "EC", "second.example");
        Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(this::open)
                .hasMessageContaining("first.crt: the private key is not the certificate's");
    }

    @Test
    void makesACertificateForDevelopmentOnce() throws Exception {
        SelfSigned.ensure(folder, List.of("*.run.localhost", "localhost", "127.0.0.1", "::1"));
        var made = Files.readString(folder.resolve("development.crt"));
        SelfSigned.ensure(folder, List.of("localhost"));

        assertThat(Files.readString(folder.resolve("development.crt"))).isEqualTo(made);
        try (var entries = Files.list(folder)) {
            assertThat(entries).hasSize(2);
        }
        try (var certificates = open();
                var server = new TlsPeer(certificates.context());
                var socket = server.connect("hello.run.localhost")) {
            var leaf =
                    (java.security.cert.X509Certificate)
                            socket.getSession().getPeerCertificates()[0];
            assertThat(leaf.getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(
                            List.of(2, "*.run.localhost"),
                            List.of(2, "localhost"),
                            List.of(7, "127.0.0.1"),
                            List.of(7, "0:0:0:0:0:0:0:1"));
        }
    }
}
