package run.wasmcloud.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on a loopback port that knows some TXT records. RFC 1035. */
final class TestDns implements AutoCloseable {
    private static final int RESPONSE = 0x8180;
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;
    private static final int TXT = 16;
    private static final int IN = 1;

    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new ConcurrentHashMap<>();
    private volatile boolean failing;

    TestDns() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("dns").start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    void set(String name, String... values) {
        records.put(name, List.of(values));
    }

    void remove(String name) {
        records.remove(name);
    }

    /** Answers nothing but that it fails, or works again. */
    void fail(boolean fails) {
        failing = fails;
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var answer = answer(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                packet.setLength(512);
            } catch (IOException e) {
                socket.close();
            }
        }
    }

    private byte[] answer(ByteBuffer query) {
        var id = query.getShort();
        query.position(12);
        var name = name(query);
        var type = query.getShort();
        var question = new byte[query.position() + 2 - 12];
        query.get(12, question);
        var found = type == TXT ? records.get(name) : null;
        var code = failing ? SERVER_FAILURE : found == null ? NO_SUCH_NAME : 0;
        var values = code == 0 && found != null ? found : List.<String>of();
        var answer = new ByteArrayOutputStream();
        put(answer, id, RESPONSE | code, 1, values.size(), 0, 0);
        answer.writeBytes(question);
        for (var value : values) {
            var text = value.getBytes(StandardCharsets.US_ASCII);
            put(answer, 0xC00C, TXT, IN, 0, 1, text.length + 1);
            answer.write(text.length);
            answer.writeBytes(text);
        }
        return answer.toByteArray();
    }

    private static String name(ByteBuffer query) {
        var name = new StringBuilder();
        for (var length = query.get(); length > 0; length = query.get()) {
            var label = new byte[length];
            query.get(label);
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(label, StandardCharsets.US_ASCII));
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static void put(ByteArrayOutputStream answer, int... shorts) {
        for (var each : shorts) {
            answer.write(each >> 8);
            answer.write(each);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
