package run.wasmcloud.api.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import run.wasmcloud.api.mail.SmtpSettings.Security;
import run.wasmcloud.model.EmailAddress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real SMTP server on a free port, and what it took. */
public final class Mailbox implements AutoCloseable {
    private static final EmailAddress FROM = new EmailAddress("wasmcloud@example.com");
    private static final Pattern TOKEN = Pattern.compile("token=(\\S+)");
    private static final long LONGEST_MILLIS = 60_000;

    private final GreenMail server;

    private Mailbox(GreenMail server) {
        this.server = server;
        server.start();
    }

    /** Starts a server that takes mail from anybody. */
    public static Mailbox open() {
        return new Mailbox(new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp")));
    }

    /** Returns how to reach it. */
    public SmtpSettings settings() {
        return new SmtpSettings(
                "127.0.0.1", server.getSmtp().getPort(), Security.NONE, null, null, FROM);
    }

    /** Waits for a mail. */
    public MimeMessage await(String to, String subject) {
        for (var count = 1; server.waitForIncomingEmail(LONGEST_MILLIS, count); count++) {
            var found = find(to, subject);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("no mail to " + to + ": " + subject);
    }

    private Optional<MimeMessage> find(String to, String subject) {
        return received(to).stream()
                .filter(message -> subject(message).equals(subject))
                .reduce((_, last) -> last);
    }

    /** Returns the mails that somebody got. */
    public List<MimeMessage> received(String to) {
        return Stream.of(server.getReceivedMessages())
                .filter(message -> receiver(message).equals(to))
                .toList();
    }

    private static String receiver(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a mail's text. */
    public static String text(MimeMessage message) {
        try {
            return (String) message.getContent();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a mail and returns the token in its link. */
    public String token(String to, String subject) {
        var found = TOKEN.matcher(text(await(to, subject)));
        if (!found.find()) {
            throw new AssertionError("no link in " + subject);
        }
        return found.group(1);
    }

    @Override
    public void close() {
        server.stop();
    }
}
