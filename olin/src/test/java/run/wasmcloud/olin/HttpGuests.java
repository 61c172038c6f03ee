package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import run.wasmcloud.model.Network;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.olin.outbound.OutboundSettings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Guests that exchange messages with servers of the test. */
abstract class HttpGuests {
    static final int URL = 0;
    static final int TEXT = 1_000;
    static final int BUFFER = 8_000;
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
    static final String GET = "GET / HTTP/1.1\r\n\r\n";

    /** The code −5 as the guest prints it, decoded as UTF-8. */
    static final String END = "\ufffd\ufffd\ufffd\ufffd";

    /** Reads to the end, copies all to standard output and prints the last code. */
    static final String READ_ALL =
            """
            (block $done (loop $again
              (global.set $i (call $resource_read (global.get $fd) (i32.const %1$d) (i32.const 4096)))
              (br_if $done (i32.le_s (global.get $i) (i32.const 0)))
              (call $copy (i32.const %1$d) (global.get $i))
              (br $again)))
            (call $print (global.get $i))
            """
                    .formatted(BUFFER);

    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    final List<String> lookups = new CopyOnWriteArrayList<>();
    final OlinGuest guest = new OlinGuest();
    OutboundSettings settings =
            OutboundSettings.defaults()
                    .withAllowedNetworks(List.of(Network.parse("127.0.0.0/8")))
                    .withNames(this::find);
    private @Nullable GuestRunner runner;

    private List<InetAddress> find(String host) throws UnknownHostException {
        lookups.add(host);
        return switch (host) {
            case "upstream.test", "other.test" -> List.of(LOOPBACK);
            case "private.test" -> List.of(InetAddress.ofLiteral("10.0.0.1"));
            case "mixed.test" ->
                    List.of(
                            InetAddress.ofLiteral("127.0.0.1"),
                            InetAddress.ofLiteral("169.254.169.254"));
            case "localhost" -> List.of(InetAddress.ofLiteral("::1"));
            default -> throw new UnknownHostException(host);
        };
    }

    /** Returns the runner, made from the settings at the first call. */
    GuestRunner runner() {
        if (runner == null) {
            runner = new GuestRunner(settings);
        }
        return runner;
    }

    @AfterEach
    void close() {
        if (runner != null) {
            runner.close();
        }
    }

    /** Opens, writes and flushes, printing what write and flush gave. */
    String[] exchange(String url, String text, String... then) {
        guest.data(URL, url).data(TEXT, text);
        var body =
                List.of(
                        open(URL, url.length()),
                        print("resource_write", FD, TEXT, text.length()),
                        print("resource_flush", FD),
                        String.join("\n", then));
        return body.toArray(String[]::new);
    }

    GuestRunner.Result get(String url, String text) {
        return runner().run(guest.start(exchange(url, text, READ_ALL)));
    }

    static String url(Upstream upstream) {
        return "http://upstream.test:" + upstream.port();
    }

    static void requireAnswer(GuestRunner.Result result, String answer) {
        assertThat(result.log()).isEmpty();
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.numbers().get(1)).as("flush").isZero();
        assertThat(result.textAfter(2)).isEqualTo(answer + END);
    }

    /** Sends the head of an answer, and nothing more as long as the client is there. */
    static void sendHeadAndWait(Socket socket) throws IOException {
        Upstream.send(socket, "HTTP/1.1 200 OK\r\n\r\n");
        Upstream.awaitEnd(socket);
    }
}
