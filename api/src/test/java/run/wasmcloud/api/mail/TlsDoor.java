package run.wasmcloud.api.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import run.wasmcloud.api.mail.SmtpSettings.Security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What stands before an SMTP server that has no TLS of its own: it leads what is said under TLS to
 * the server behind it, and with STARTTLS (RFC 3207) takes nothing before that word. On a free
 * port.
 */
final class TlsDoor implements AutoCloseable {
    private final ServerSocket door;
    private final SSLContext tls;
    private final Security security;
    private final int behind;
    private final List<String> inTheClear = new CopyOnWriteArrayList<>();

    TlsDoor(SSLContext tls, Security security, int behind) throws IOException {
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.security = security;
        this.behind = behind;
        Thread.ofVirtual().name("starttls-door").start(this::takeAll);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Returns what clients said before TLS. */
    List<String> inTheClear() {
        return List.copyOf(inTheClear);
    }

    private void takeAll() {
        while (!door.isClosed()) {
            try (var client = door.accept()) {
                take(client);
            } catch (IOException e) {
                // The client does without, or the test is over.
            }
        }
    }

    private void take(Socket client) throws IOException {
        if (security == Security.TLS) {
            lead(client);
            return;
        }
        say(client, "220 door ESMTP");
        for (var line = line(client.getInputStream());
                !line.isEmpty();
                line = line(client.getInputStream())) {
            inTheClear.add(line);
            var word = line.toUpperCase(Locale.ROOT);
            if (word.startsWith("EHLO")) {
                say(client, "250-door\r\n250 STARTTLS");
            } else if (word.equals("STARTTLS")) {
                say(client, "220 go ahead");
                lead(client);
                return;
            } else {
                say(client, "530 Must issue a STARTTLS command first");
            }
        }
    }

    private void lead(Socket client) throws IOException {
        try (var secured =
                        (SSLSocket)
                                tls.getSocketFactory()
                                        .createSocket(client, null, client.getPort(), true);
                var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            secured.setUseClientMode(false);
            if (security == Security.STARTTLS) {
                // Its greeting was given before TLS.
                line(server.getInputStream());
            }
            var back = Thread.ofVirtual().start(() -> copy(server, secured));
            copy(secured, server);
            server.shutdownOutput();
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var buffer = new byte[4096];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    private static void say(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((text + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
