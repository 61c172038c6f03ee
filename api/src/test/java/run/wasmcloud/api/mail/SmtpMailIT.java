package run.wasmcloud.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.MessagingException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.api.mail.SmtpSettings.Security;
import run.wasmcloud.model.EmailAddress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

class SmtpMailIT {
    private static final EmailAddress FROM = new EmailAddress("wasmcloud@example.com");
    private static final EmailAddress ADA = new EmailAddress("ada@example.com");
    private static final MailMessage MESSAGE = new MailMessage(ADA, "Größe", "Zeile 1\nλ\n.\n");

    @Test
    void handsOverAMail() throws MailException, MessagingException {
        try (var mailbox = Mailbox.open()) {
            Mail.of(mailbox.settings()).send(MESSAGE);

            var received = mailbox.await("ada@example.com", "Größe");
            assertThat(Mailbox.text(received).replace("\r", "").strip()).isEqualTo("Zeile 1\nλ\n.");
            assertThat(received.getFrom()[0]).hasToString("wasmcloud@example.com");
            assertThat(received.getMessageID()).endsWith("@example.com>");
            assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(received.getSentDate()).isNotNull();
        }
    }

    @Test
    void showsUserAndPassword() throws MailException {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        server.setUser("wasmcloud@example.com", "wasmcloud", "right");
        server.start();
        try {
            var port = server.getSmtp().getPort();
            new SmtpMail(settings(port, "right")).send(MESSAGE);
            assertThat(server.getReceivedMessages()).hasSize(1);

            var refused =
                    catchThrowableOfType(
                            MailException.class,
                            () -> new SmtpMail(settings(port, "wrong")).send(MESSAGE));
            assertThat(refused).hasMessageNotContainingAny("wrong");
        } finally {
            server.stop();
        }
    }

    private static SmtpSettings settings(int port, String password) {
        return new SmtpSettings("127.0.0.1", port, Security.NONE, "wasmcloud", password, FROM);
    }

    @Test
    void sendsNothingInTheClearWhenTlsIsAskedFor() {
        try (var mailbox = Mailbox.open()) {
            var port = mailbox.settings().port();
            var settings = new SmtpSettings("127.0.0.1", port, Security.STARTTLS, null, null, FROM);

            var refused =
                    catchThrowableOfType(
                            MailException.class, () -> new SmtpMail(settings).send(MESSAGE));

            assertThat(refused).hasMessageContaining("STARTTLS is required");
            assertThat(mailbox.received("ada@example.com")).isEmpty();
        }
    }

    @Test
    void handsOverAMailAfterStarttls(@TempDir Path folder) throws Exception {
        var certificate = TestCertificate.make(folder);
        try (var mailbox = Mailbox.open();
                var door =
                        new TlsDoor(
                                certificate.server(),
                                Security.STARTTLS,
                                mailbox.settings().port())) {
            var settings =
                    new SmtpSettings("127.0.0.1", door.port(), Security.STARTTLS, null, null, FROM);

            new SmtpMail(settings, certificate.client().getSocketFactory()).send(MESSAGE);

            var received = mailbox.await("ada@example.com", "Größe");
            assertThat(Mailbox.text(received)).contains("λ");
            assertThat(door.inTheClear()).last().isEqualTo("STARTTLS");
            assertThat(door.inTheClear()).noneMatch(line -> line.contains("example.com"));
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesForAfterStarttls(@TempDir Path folder)
            throws Exception {
        var certificate = TestCertificate.make(folder);
        try (var mailbox = Mailbox.open();
                var door =
                        new TlsDoor(
                                certificate.server(),
                                Security.STARTTLS,
                                mailbox.settings().port())) {
            var settings =
                    new SmtpSettings("127.0.0.1", door.port(), Security.STARTTLS, null, null, FROM);

            assertThat(
                            catchThrowableOfType(
                                    MailException.class,
                                    () -> new SmtpMail(settings).send(MESSAGE)))
                    .isNotNull();
            assertThat(mailbox.received("ada@example.com")).isEmpty();
        }
    }

    @Test
    void handsOverAMailWithTlsFromTheFirstByte(@TempDir Path folder) throws Exception {
        var certificate = TestCertificate.make(folder);
        try (var mailbox = Mailbox.open();
                var door =
                        new TlsDoor(
                                certificate.server(), Security.TLS, mailbox.settings().port())) {
            var settings =
                    new SmtpSettings("127.0.0.1", door.port(), Security.TLS, null, null, FROM);

            new SmtpMail(settings, certificate.client().getSocketFactory()).send(MESSAGE);

            assertThat(mailbox.await("ada@example.com", "Größe")).isNotNull();
            assertThat(door.inTheClear()).isEmpty();
        }
    }

    @Test
    void refusesAServerThatNobodyVouchesFor() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
        server.start();
        try {
            var settings =
                    new SmtpSettings(
                            "127.0.0.1",
                            server.getSmtps().getPort(),
                            Security.TLS,
                            null,
                            null,
                            FROM);
            assertThat(
                            catchThrowableOfType(
                                    MailException.class,
                                    () -> new SmtpMail(settings).send(MESSAGE)))
                    .isNotNull();
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var settings = new SmtpSettings("127.0.0.1", port, Security.NONE, null, null, FROM);

        var refused =
                catchThrowableOfType(
                        MailException.class, () -> new SmtpMail(settings).send(MESSAGE));

        assertThat(refused).hasMessageContaining("port " + port + " did not take a mail");
        assertThat(refused.isLasting()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: bob@example.com", "a\nb", "a\rb", "a\0b", "a\u0085b"})
    void takesNoSubjectThatEndsItsField(String subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailMessage(ADA, subject, ""))
                .withMessageContaining("expected: one line");
    }

    @Test
    void takesNoSettingsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpSettings("h", 0, Security.TLS, null, null, FROM))
                .withMessageContaining("expected: 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpSettings("h", 25, Security.TLS, "u", null, FROM))
                .withMessageContaining("expected: both or neither");
        assertThat(settings(25, "secret").toString()).doesNotContain("secret");
        assertThat(new MailMessage(ADA, "s", "secret").toString()).doesNotContain("secret");
    }
}
