package run.wasmcloud.executor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Sends HTTP as text, right or wrong. */
final class RawClient implements AutoCloseable {
    private static final int LONGEST_SILENCE_MILLIS = 20_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    static RawClient connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
        return new RawClient(socket);
    }

    /** Sends a text; each line ends with CR LF. */
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Returns what comes until the server closes the connection. */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
