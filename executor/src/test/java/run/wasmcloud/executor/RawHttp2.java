package run.wasmcloud.executor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Speaks HTTP/2 frame by frame, right or wrong; without TLS, by prior knowledge. */
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;

    /** The static table's names: the server takes pseudo-headers only from there. */
    private static final Map<String, Integer> PSEUDO_HEADERS =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6, ":status", 8);

    private final RawClient client;

    /** A frame that the server sent. */
    @SuppressWarnings("ArrayRecordComponent") // It is looked at, never compared.
    record Frame(int type, int flags, int stream, byte[] payload) {}

    /** How a stream, or its connection, ended. */
    enum End {
        ANSWERED,
        STREAM_RESET,
        CONNECTION_ENDED
    }

    private RawHttp2(RawClient client) {
        this.client = client;
    }

    static RawHttp2 connect(int port) throws IOException {
        var http2 = new RawHttp2(RawClient.connect(port));
        http2.client.sendBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        http2.send(SETTINGS, 0, 0, new byte[0]);
        return http2;
    }

    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        client.sendBytes(frame.array());
    }

    /** Returns fields as HPACK: literals that are not indexed, without Huffman code. */
    static byte[] fields(String... namesAndValues) {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var index = PSEUDO_HEADERS.getOrDefault(namesAndValues[i], 0);
            block.write(index);
            if (index == 0) {
                string(block, namesAndValues[i]);
            }
            string(block, namesAndValues[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        var bytes = text.getBytes(ISO_8859_1);
        var length = bytes.length;
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            length -= 127;
            while (length >= 128) {
                block.write(length % 128 + 128);
                length /= 128;
            }
            block.write(length);
        }
        block.writeBytes(bytes);
    }

    private Frame read() throws IOException {
        var head = client.readBytes(9);
        if (head.length < 9) {
            throw new EOFException();
        }
        var buffer = ByteBuffer.wrap(head);
        var length = ((buffer.get() & 0xFF) << 16) | (buffer.getShort() & 0xFFFF);
        var type = buffer.get();
        var flags = buffer.get();
        return new Frame(type, flags, buffer.getInt(), client.readBytes(length));
    }

    /** Waits for the end of a stream; what else comes is passed over. */
    End awaitEnd(int stream, StringBuilder body) throws IOException {
        try {
            for (var frame = read(); true; frame = read()) {
                if (frame.type() == GOAWAY) {
                    return End.CONNECTION_ENDED;
                }
                if (frame.stream() == stream && frame.type() == RST_STREAM) {
                    return End.STREAM_RESET;
                }
                if (frame.stream() == stream && frame.type() == DATA) {
                    body.append(new String(frame.payload(), ISO_8859_1));
                }
                if (frame.stream() == stream && (frame.flags() & END_STREAM) != 0) {
                    return End.ANSWERED;
                }
            }
        } catch (EOFException | SocketException e) {
            return End.CONNECTION_ENDED;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
