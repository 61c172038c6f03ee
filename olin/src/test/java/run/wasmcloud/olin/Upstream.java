package run.wasmcloud.olin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server that answers each connection with a script, so that tests see the request's bytes
 * and choose the answer's.
 */
public final class Upstream implements AutoCloseable {
    /** What to do once a request's head and announced body were read. */
    @FunctionalInterface
    public interface Script {
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Script script;
    public final List<String> requests = new CopyOnWriteArrayList<>();

    public Upstream(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread.ofVirtual().start(this::serve);
    }

    public static Upstream plain(Script script) {
        try {
            return new Upstream(
                    new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with these bytes and closes. */
    public static Upstream answering(String text) {
        return plain(socket -> send(socket, text));
    }

    public static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            script.answer(socket);
        } catch (IOException _) {
            // The client went away, which some tests want.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("no request came");
            }
            text.append((char) next);
        }
        var length = text.toString().replaceAll("(?is).*\r\ncontent-length: ([0-9]+)\r\n.*", "$1");
        if (length.matches("[0-9]+")) {
            var body = in.readNBytes(Integer.parseInt(length));
            text.append(new String(body, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Waits until the client has gone away. */
    public static void awaitEnd(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
