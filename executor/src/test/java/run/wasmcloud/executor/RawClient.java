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

    /** Sends bytes as they are. */
    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Waits for a text and returns what came up to its end. */
    String readUpTo(String end) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            var c = socket.getInputStream().read();
            if (c < 0) {
                throw new java.io.EOFException("the connection ended after: " + text);
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /** Returns a number of bytes. */
    byte[] readBytes(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Says that nothing more will be sent. */
    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
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
