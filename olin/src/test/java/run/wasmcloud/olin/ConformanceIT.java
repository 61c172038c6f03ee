package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.GuestStrings;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/** A guest written in C walks through the exchange of messages with a server. */
class ConformanceIT extends HttpGuests {
    /** Answers with the request's method, target and body. */
    private static void echo(Socket socket, String request) throws IOException {
        var head = request.split(" HTTP/1.1\r\n", 2)[0];
        var body = request.substring(request.indexOf("\r\n\r\n") + 4);
        var answer = head + " " + body;
        Upstream.send(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(answer.getBytes(StandardCharsets.ISO_8859_1).length, answer));
    }

    private static Upstream echoing(ServerSocket server) {
        var self = new ArrayDeque<Upstream>();
        var upstream =
                new Upstream(server, socket -> echo(socket, self.getFirst().requests.getLast()));
        self.add(upstream);
        return upstream;
    }

    private GuestRunner.Result run(String part, Upstream upstream) {
        runner().arguments = GuestStrings.of(List.of("name", part));
        runner().environment =
                GuestStrings.of(
                        List.of("UPSTREAM=%s://upstream.test:%d".formatted(part, upstream.port())));
        return runner().run(TapReport.guest("conformance"));
    }

    @Test
    void exchangesMessagesOverHttp() throws Exception {
        try (var upstream = echoing(new ServerSocket(0, 50, LOOPBACK))) {
            var result = run("http", upstream);
            TapReport.of(result).requireAllOk(23);
            assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(result.receipt().outboundRequests()).isEqualTo(5);
            assertThat(result.log())
                    .hasSize(7)
                    .allMatch(line -> line.startsWith("WARNING PLATFORM"));
            assertThat(upstream.requests.getFirst())
                    .startsWith("POST /path?q HTTP/1.1\r\n")
                    .contains("\r\nX-Mine: yes\r\n");
        }
    }

    @Test
    void exchangesMessagesOverHttps(@TempDir Path folder) throws Exception {
        var tls = TestTls.context(folder);
        settings = settings.withTls(tls);
        var server = tls.getServerSocketFactory().createServerSocket(0, 50, LOOPBACK);
        try (var upstream = echoing(server)) {
            var result = run("https", upstream);
            TapReport.of(result).requireAllOk(16);
            assertThat(result.log()).hasSize(2);
            assertThat(result.receipt().resourcesOpened())
                    .containsOnlyKeys("https://upstream.test");
        }
    }
}
