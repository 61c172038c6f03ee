package run.wasmcloud.api.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

import run.wasmcloud.model.UuidV7;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

import javax.net.ssl.SSLSocketFactory;

/**
 * Hands mail to a server by SMTP (RFC 5321), each on a connection of its own. Every wait has an
 * end. Thread-safe.
 */
final class SmtpMail implements Mail {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final int FIRST_LASTING_REPLY = 500;

    private final SmtpSettings settings;
    private final Session session;

    SmtpMail(SmtpSettings settings) {
        this(settings, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /**
     * Makes one that believes others than the platform's certificate authorities.
     *
     * @param tls makes the connections that are kept private
     */
    SmtpMail(SmtpSettings settings, SSLSocketFactory tls) {
        this.settings = settings;
        var properties = properties(settings);
        properties.put("mail.smtp.ssl.socketFactory", tls);
        this.session = Session.getInstance(properties);
    }

    private static Properties properties(SmtpSettings settings) {
        var millis = String.valueOf(LONGEST_WAIT.toMillis());
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.user() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    @Override
    public void send(MailMessage message) throws MailException {
        try (var transport = new SMTPTransport(session, server())) {
            var mime = mime(message);
            transport.connect(
                    settings.host(), settings.port(), settings.user(), settings.password());
            transport.sendMessage(mime, mime.getAllRecipients());
        } catch (MessagingException e) {
            throw new MailException(
                    "%s port %d did not take a mail: %s"
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    isLasting(e),
                    e);
        }
    }

    private URLName server() {
        return new URLName("smtp", settings.host(), settings.port(), null, null, null);
    }

    private MimeMessage mime(MailMessage message) throws MessagingException {
        var mime = new Letter(session, settings.from().value().split("@", 2)[1]);
        mime.setFrom(new InternetAddress(settings.from().value(), true));
        mime.setRecipient(
                Message.RecipientType.TO, new InternetAddress(message.to().value(), true));
        mime.setSubject(message.subject(), UTF_8.name());
        mime.setText(message.text().replace("\n", "\r\n"), UTF_8.name());
        mime.setSentDate(Date.from(Instant.now()));
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.saveChanges();
        return mime;
    }

    /** RFC 5321 section 4.2.1: a reply of 500 or more will be the same next time. */
    private static boolean isLasting(MessagingException e) {
        return e instanceof SMTPSendFailedException failed
                ? failed.getReturnCode() >= FIRST_LASTING_REPLY
                : e instanceof SendFailedException;
    }

    /** A message whose id tells nothing of this machine. */
    private static final class Letter extends MimeMessage {
        private final String domain;

        Letter(Session session, String domain) {
            super(session);
            this.domain = domain;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UuidV7.next() + "@" + domain + ">");
        }
    }
}
