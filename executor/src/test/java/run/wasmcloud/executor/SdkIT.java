package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.executor.SdkGuests.Guest;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.olin.Upstream;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the SDKs' HTTP clients do, by guests that are made with the SDKs: {@code sdk/tests},
 * committed as binaries and rebuilt by {@code sdk/check}. The folder can be another, to try others.
 */
@Timeout(300)
class SdkIT {
    private static final int LARGE = 3_000_000;
    private static SdkGuests guests;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        guests = new SdkGuests(folder);
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    /** Lets a guest send a request, and returns its report, line by line. */
    private static List<String> fetch(Guest guest, String url, String... more) throws Exception {
        var query = "do=fetch&url=" + SdkGuests.encoded(url) + String.join("", more);
        var response = guests.call(guest, query);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body().lines().toList();
    }

    private static String url(Upstream upstream) {
        return "http://upstream.test:" + upstream.port();
    }

    /** Answers with these lines, the last one without an end. */
    private static Upstream answering(String... lines) {
        return Upstream.answering(String.join("\r\n", lines));
    }

    private static List<String> report(int status, String body) {
        return List.of("status " + status, "length " + body.length(), "sum " + SdkGuests.sum(body));
    }

    @ParameterizedTest
    @EnumSource
    void getsAnAnswerWithItsFields(Guest guest) throws Exception {
        try (var upstream =
                answering(
                        "HTTP/1.1 404 Not Here",
                        "Content-Length: 5",
                        "X-Answer:  of it ",
                        "",
                        "hello")) {
            assertThat(fetch(guest, url(upstream) + "/a/b?c=d", "&field=probed"))
                    .containsExactly("status 404", "field of it", "length 5", "sum 532");
            assertThat(upstream.requests.getFirst())
                    .startsWith("GET /a/b?c=d HTTP/1.1\r\n")
                    .contains("\r\nHost: upstream.test:" + upstream.port() + "\r\n")
                    .contains("\r\nX-Probe: probed\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAnswersOfAnyFraming(Guest guest) throws Exception {
        try (var upstream =
                answering(
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "3",
                        "abc",
                        "2;x",
                        "de",
                        "0",
                        "T: u",
                        "",
                        "")) {
            assertThat(fetch(guest, url(upstream))).isEqualTo(report(200, "abcde"));
        }
        try (var upstream = answering("HTTP/1.1 200 OK", "", "to the end")) {
            assertThat(fetch(guest, url(upstream))).isEqualTo(report(200, "to the end"));
        }
        try (var upstream = answering("HTTP/1.1 204 No Content", "", "")) {
            assertThat(fetch(guest, url(upstream))).isEqualTo(report(204, ""));
        }
        try (var upstream = answering("HTTP/1.1 200 OK", "Content-Length: 99", "", "")) {
            assertThat(fetch(guest, url(upstream), "&method=HEAD")).isEqualTo(report(200, ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsLargeAnswersWhileTheyCome(Guest guest) throws Exception {
        var body = SdkGuests.counting(LARGE);
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n" + body;
        try (var upstream = Upstream.answering(answer)) {
            assertThat(fetch(guest, url(upstream))).isEqualTo(report(200, body));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsBodiesOfKnownAndUnknownLength(Guest guest) throws Exception {
        try (var upstream = answering("HTTP/1.1 201 Created", "Content-Length: 0", "", "")) {
            for (var mode : List.of("bytes", "sized", "chunked")) {
                for (int length : new int[] {1, 100_000, LARGE}) {
                    var more = "&method=POST&mode=%s&body=%d".formatted(mode, length);
                    assertThat(fetch(guest, url(upstream) + "/", more))
                            .as("%s %d", mode, length)
                            .isEqualTo(report(201, ""));
                    assertThat(upstream.requests.getLast().equals(withBody(upstream, length)))
                            .as("%s %d", mode, length)
                            .isTrue();
                }
            }
        }
    }

    /** The last request, with the body that it should have. */
    private static String withBody(Upstream upstream, int length) {
        var head = upstream.requests.getLast().split("\r\n\r\n", 2)[0];
        assertThat(head)
                .startsWith("POST / HTTP/1.1")
                .containsIgnoringCase("\r\ncontent-length: " + length)
                .doesNotContainIgnoringCase("transfer-encoding");
        return head + "\r\n\r\n" + SdkGuests.counting(length);
    }

    @ParameterizedTest
    @EnumSource
    void sendsAnEmptyChunkedBody(Guest guest) throws Exception {
        try (var upstream = answering("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
            assertThat(fetch(guest, url(upstream), "&method=PUT&mode=chunked"))
                    .isEqualTo(report(200, ""));
            assertThat(upstream.requests.getFirst()).startsWith("PUT / ");
        }
    }

    private static Upstream redirecting(String... locations) {
        var count = new AtomicInteger();
        return Upstream.plain(
                socket -> {
                    var at = count.getAndIncrement();
                    Upstream.send(
                            socket,
                            at < locations.length
                                    ? "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                                            .formatted(locations[at])
                                    : "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere");
                });
    }

    @ParameterizedTest
    @EnumSource
    void followsAsManyRedirectsAsItIsTold(Guest guest) throws Exception {
        try (var upstream = redirecting("/b/c?d", "e")) {
            assertThat(fetch(guest, url(upstream) + "/a", "&follow=2"))
                    .isEqualTo(report(200, "here"));
            assertThat(upstream.requests)
                    .extracting(request -> request.split(" ", 3)[1])
                    .containsExactly("/a", "/b/c?d", "/b/e");
        }
        try (var upstream = redirecting("/b", "/c")) {
            assertThat(fetch(guest, url(upstream), "&follow=1")).containsExactly("error redirects");
            assertThat(upstream.requests).hasSize(2);
        }
        try (var upstream = redirecting("/b")) {
            assertThat(fetch(guest, url(upstream))).isEqualTo(report(302, ""));
        }
        try (var upstream = redirecting("mailto:a@b")) {
            assertThat(fetch(guest, url(upstream), "&follow=9")).isEqualTo(report(302, ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsARedirectToAnotherHostOnlyUnderThePolicy(Guest guest) throws Exception {
        try (var other = answering("HTTP/1.1 200 OK", "Content-Length: 2", "", "hi");
                var upstream = redirecting("//other.test:" + other.port() + "/x")) {
            assertThat(fetch(guest, url(upstream), "&follow=1")).isEqualTo(report(200, "hi"));
            assertThat(other.requests.getFirst()).contains("Host: other.test:" + other.port());
        }
        try (var upstream = redirecting("http://forbidden.test/")) {
            var response =
                    guests.call(guest, "do=fetch&follow=1&url=" + SdkGuests.encoded(url(upstream)));
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("\"denied\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsApartWhatIsWrong(Guest guest) throws Exception {
        for (var url :
                List.of(
                        "",
                        "x",
                        "ftp://upstream.test",
                        "http://",
                        "http://u@upstream.test",
                        "http://upstream.test/a b",
                        "http://upstream.test/\r\nX: y")) {
            assertThat(fetch(guest, url)).as(url).containsExactly("error url");
        }
        assertThat(fetch(guest, "http://upstream.test", "&field=a%0d%0aX-Smuggled:%20b"))
                .containsExactly("error field");
        assertThat(fetch(guest, "http://upstream.test", "&method=GET%20/x"))
                .containsExactly("error field");
        assertThat(fetch(guest, "http://upstream.test:" + closedPort()))
                .containsExactly("error no-answer");
        guests.executor.logWith(guests.function(guest), "the exchange failed");
        try (var upstream = answering("this is no HTTP", "", "")) {
            assertThat(fetch(guest, url(upstream))).containsExactly("error no-answer");
        }
        try (var upstream = answering("HTTP/1.1 200 OK", "Content-Length: 9", "", "half")) {
            assertThat(fetch(guest, url(upstream)))
                    .startsWith("status 200")
                    .endsWith("error unknown");
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, SdkGuests.LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsARequestThatIsLongerThanThePlatformCollects(Guest guest) throws Exception {
        try (var upstream = answering("HTTP/1.1 200 OK", "", "")) {
            assertThat(fetch(guest, url(upstream), "&method=POST&mode=chunked&body=9000000"))
                    .containsExactly("error unknown");
            assertThat(upstream.requests).isEmpty();
            guests.executor.logWith(guests.function(guest), "longer than");
        }
    }

    @ParameterizedTest
    @EnumSource
    void talksTlsToWhomItMeans(Guest guest) throws Exception {
        var socket =
                guests.tls.getServerSocketFactory().createServerSocket(0, 50, SdkGuests.LOOPBACK);
        try (var upstream =
                new Upstream(
                        socket,
                        connection ->
                                Upstream.send(
                                        connection,
                                        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"))) {
            assertThat(fetch(guest, "https://upstream.test:" + upstream.port() + "/"))
                    .isEqualTo(report(200, "secret"));
            assertThat(fetch(guest, "https://other.test:" + upstream.port() + "/"))
                    .containsExactly("error no-answer");
            assertThat(upstream.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAtWhatThePolicyForbids(Guest guest) throws Exception {
        var response = guests.call(guest, "do=fetch&url=http://forbidden.test");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(
                        guests.executor
                                .receipt(TestExecutor.invocation(response))
                                .invocation()
                                .receipt())
                .extracting(receipt -> receipt.outcome())
                .isInstanceOf(Outcome.Denied.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void boundsAnAnswerThatIsReadAtOnce(Guest guest) throws Exception {
        try (var upstream = answering("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello")) {
            assertThat(fetch(guest, url(upstream), "&limit=4")).endsWith("error too-long");
            assertThat(fetch(guest, url(upstream), "&limit=5")).containsExactly("status 200");
        }
    }
}
