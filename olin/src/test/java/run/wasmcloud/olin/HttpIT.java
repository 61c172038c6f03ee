package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.call;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.GuestStrings;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Message exchange over {@code http} with real servers. */
class HttpIT extends HttpGuests {
    @Test
    void exchangesOneMessage() throws Exception {
        try (var upstream =
                Upstream.answering("HTTP/1.1 200 Fine\r\nX-A: b\r\nContent-Length: 2\r\n\r\nhi")) {
            var result = get(url(upstream) + "/ignored", "GET /a/../b?c HTTP/1.1\nAccept: x\r\n\n");
            requireAnswer(result, "HTTP/1.1 200 Fine\r\nX-A: b\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(upstream.requests)
                    .singleElement()
                    .asString()
                    .startsWith("GET /b?c HTTP/1.1\r\n")
                    .contains(
                            "\r\nHost: upstream.test:" + upstream.port() + "\r\n",
                            "\r\nAccept: x\r\n",
                            "\r\nVia: 1.1 wasmcloud (hello)\r\n",
                            "\r\nCDN-Loop: wasmcloud; function=hello\r\n",
                            "\r\nUser-Agent: wasmcloud\r\n")
                    .doesNotContainIgnoringCase("upgrade", "accept-encoding");
            assertThat(result.receipt().resourcesOpened()).containsOnlyKeys("http://upstream.test");
            assertThat(result.receipt().outboundRequests()).isEqualTo(1);
            assertThat(lookups).containsExactly("upstream.test");
        }
    }

    @Test
    void brandsWhatAGuestBrandedAlreadyAndDropsWhatIsBetweenHops() throws Exception {
        runner().environment = GuestStrings.of(List.of("HTTP_CDN_LOOP=cdn.example"));
        try (var upstream = Upstream.answering(OK)) {
            var fields =
                    """
                    User-Agent: mine
                    Via: 1.0 a
                    CDN-Loop: forged
                    Connection: close, x-hop
                    X-Hop: 1
                    Upgrade: h2c
                    Expect: 100-continue
                    TE: trailers
                    Proxy-Authorization: p
                    """;
            requireAnswer(get(url(upstream), "GET / HTTP/1.1\n" + fields + "\n"), OK);
            assertThat(upstream.requests.getFirst())
                    .contains(
                            "User-Agent: mine\r\n",
                            "Via: 1.0 a, 1.1 wasmcloud (hello)\r\n",
                            "CDN-Loop: cdn.example, wasmcloud; function=hello\r\n")
                    .doesNotContainIgnoringCase(
                            "forged", "x-hop", "h2c", "expect", "TE:", "proxy-");
        }
    }

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void tellsServersOfTheTraceThatTheRunIsIn() throws Exception {
        runner().environment =
                GuestStrings.of(List.of("HTTP_TRACEPARENT=" + TRACE, "HTTP_TRACESTATE=a=1,b=2"));
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
            assertThat(upstream.requests.getFirst())
                    .contains("\r\ntraceparent: " + TRACE + "\r\n", "\r\ntracestate: a=1,b=2\r\n");
        }
    }

    @Test
    void leavesTheTraceToAGuestThatNamesOne() throws Exception {
        runner().environment =
                GuestStrings.of(List.of("HTTP_TRACEPARENT=" + TRACE, "HTTP_TRACESTATE=a=1"));
        var own = TRACE.replace("00f067aa0ba902b7", "1111111111111111");
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), "GET / HTTP/1.1\nTraceParent: " + own + "\n\n"), OK);
            assertThat(upstream.requests.getFirst())
                    .contains(own)
                    .doesNotContain(TRACE)
                    .doesNotContainIgnoringCase("tracestate");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                TRACE + "-more"
            })
    void tellsServersOfNoTraceThatIsNone(String trace) throws Exception {
        runner().environment = GuestStrings.of(List.of("HTTP_TRACEPARENT=" + trace));
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), GET), OK);
            assertThat(upstream.requests.getFirst()).doesNotContainIgnoringCase("trace");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /p HTTP/1.1\nContent-Length: 3\r\n\nabc",
                "POST /p HTTP/1.0\r\nTransfer-Encoding: chunked\n\n1\na\r\n2\r\nbc\n0\r\n\r\n"
            })
    void sendsABody(String text) throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), text), OK);
            assertThat(upstream.requests.getFirst())
                    .startsWith("POST /p HTTP/1.1\r\n")
                    .contains("Content-Length: 3\r\n")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .endsWith("\r\n\r\nabc");
        }
    }

    @Test
    void takesTheChunksOutOfAnAnswer() throws Exception {
        var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        var chunked = head + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        try (var upstream = Upstream.answering(chunked)) {
            requireAnswer(get(url(upstream), GET), "HTTP/1.1 200 OK\r\n\r\nabc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found\r\nLocation: http://other.test/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\nX: y\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
                "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
            })
    void givesTheAnswerAsItIs(String answer) throws Exception {
        try (var upstream = Upstream.answering(answer)) {
            requireAnswer(get(url(upstream), GET), answer);
            assertThat(upstream.requests).hasSize(1);
        }
    }

    @Test
    void keepsTheLengthThatAHeadRequestAsksFor() throws Exception {
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n";
        try (var upstream = Upstream.answering(answer)) {
            requireAnswer(get(url(upstream), "HEAD / HTTP/1.1\n\n"), answer);
        }
    }

    @Test
    void streamsAnAnswerThatIsLargerThanItsBuffers() throws Exception {
        var body = "x".repeat(1 << 20);
        try (var upstream = Upstream.answering("HTTP/1.1 200 OK\r\n\r\n" + body)) {
            requireAnswer(get(url(upstream), GET), "HTTP/1.1 200 OK\r\n\r\n" + body);
        }
    }

    @Test
    void givesWhatHasComeBeforeTheRestComes() throws Exception {
        var never = new CountDownLatch(1);
        runner().limits = runner().limits.withWallTime(Duration.ofSeconds(2));
        try (var upstream =
                Upstream.plain(
                        socket -> {
                            Upstream.send(socket, "HTTP/1.1 200 OK\r\n\r\nfirst");
                            never.await();
                        })) {
            var result = get(url(upstream), GET);
            assertThat(result.textAfter(2)).isEqualTo("HTTP/1.1 200 OK\r\n\r\nfirst");
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        } finally {
            never.countDown();
        }
    }

    @Test
    void takesTheHostFromTheRequestWhereTheUrlHasNone() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            var host = "Host: upstream.test:" + upstream.port() + "\n";
            var result = get("http://", "GET / HTTP/1.1\n" + host + "\n");
            requireAnswer(result, OK);
            assertThat(result.receipt().resourcesOpened()).containsOnlyKeys("http://upstream.test");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET / HTTP/1.1\n",
                "GET / HTTP/1.1\nHost: other.test\n\n",
                "GET http://upstream.test/ HTTP/1.1\n\n",
                "CONNECT upstream.test:80 HTTP/1.1\n\n",
            })
    void aBadRequestIsAnErrorWithTheReasonInTheLog(String text) {
        var result = get("http://upstream.test", text);
        assertThat(result.numbers()).containsExactly(text.length(), -1, -1);
        assertThat(result.log()).hasSize(2).allMatch(line -> line.startsWith("WARNING PLATFORM"));
        assertThat(result.receipt().outboundRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://u@a/", "http://a:x/", "https://[::1", "http:///x", "http://0x7f.1/"})
    void aUrlThatNamesNoHostIsAnInvalidArgument(String url) {
        guest.data(URL, url);
        var result = runner().run(guest.start(print("resource_open", URL, url.length())));
        assertThat(result.numbers()).containsExactly(-2);
    }

    @Test
    void readingBeforeFlushingIsAnError() {
        guest.data(URL, "http://upstream.test");
        var result =
                runner().run(guest.start(open(URL, 20), print("resource_read", FD, BUFFER, 10)));
        assertThat(result.numbers()).containsExactly(-1);
    }

    @Test
    void aSecondRequestFollowsTheFirstAnswer() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            var write = print("resource_write", FD, TEXT, GET.length());
            var flush = print("resource_flush", FD);
            var read = print("resource_read", FD, BUFFER, 4096);
            var result =
                    runner().run(
                                    guest.start(
                                            exchange(
                                                    url(upstream),
                                                    GET,
                                                    write,
                                                    READ_ALL,
                                                    write,
                                                    flush,
                                                    flush,
                                                    read)));
            assertThat(result.numbers()).startsWith(GET.length(), 0, -1);
            assertThat(lastNumbers(result, 4)).startsWith(GET.length(), 0, 0);
            assertThat(lastNumbers(result, 1).getFirst()).isPositive();
            assertThat(upstream.requests).hasSize(2);
            assertThat(result.receipt().outboundRequests()).isEqualTo(2);
        }
    }

    private static List<Integer> lastNumbers(GuestRunner.Result result, int count) {
        var bytes = result.bytes();
        bytes.position(bytes.limit() - count * Integer.BYTES);
        return IntStream.range(0, count).map(_ -> bytes.getInt()).boxed().toList();
    }

    @Test
    void aConnectionThatFailsIsAnErrorWithTheReasonInTheLog() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        var result = get("http://upstream.test:" + port, GET);
        assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
        assertThat(result.log().getFirst()).contains("the exchange failed", "upstream.test");
    }

    @Test
    void anUnknownNameIsAnError() {
        settings =
                settings.withNames(
                        host -> {
                            throw new UnknownHostException(host);
                        });
        var result = get("http://unknown.test", GET);
        assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
        assertThat(result.log().getFirst()).contains("no address of unknown.test");
    }

    @Test
    void anAnswerThatIsCutIsAnErrorWhereItIsCut() throws Exception {
        try (var upstream = Upstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi")) {
            var result = get(url(upstream), GET);
            assertThat(result.textAfter(2))
                    .startsWith("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi");
            assertThat(result.stdout().toByteArray()).endsWith(0xff, 0xff, 0xff, 0xff);
            assertThat(result.log()).singleElement().asString().contains("the exchange failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", ""})
    void anAnswerThatIsNoneIsAnError(String answer) throws Exception {
        try (var upstream = Upstream.answering(answer)) {
            assertThat(get(url(upstream), GET).numbers()).containsExactly(GET.length(), -1, -1);
        }
    }

    @Test
    void givesWhatHasComeWhileTheUpstreamStillSends() throws Exception {
        var seen = new CountDownLatch(1);
        runner().onOutput =
                output -> {
                    if (output.contains("first")) {
                        seen.countDown();
                    }
                };
        try (var upstream =
                Upstream.plain(
                        socket -> {
                            Upstream.send(socket, "HTTP/1.1 200 OK\r\n\r\nfirst,");
                            if (seen.await(60, TimeUnit.SECONDS)) {
                                Upstream.send(socket, "second");
                            }
                        })) {
            requireAnswer(get(url(upstream), GET), "HTTP/1.1 200 OK\r\n\r\nfirst,second");
        }
    }

    @Test
    void takesNoMoreOfAnAnswerThanTheGuestReads() throws Exception {
        var sent = new AtomicLong();
        var piece = "x".repeat(64 * 1024);
        runner().limits = runner().limits.withWallTime(Duration.ofSeconds(2));
        try (var upstream =
                Upstream.plain(
                        socket -> {
                            Upstream.send(socket, "HTTP/1.1 200 OK\r\n\r\n");
                            while (sent.get() < 100 << 20) {
                                Upstream.send(socket, piece);
                                sent.addAndGet(piece.length());
                            }
                        })) {
            var sleep = call("runtime_msleep", Integer.MAX_VALUE);
            var result = runner().run(guest.start(exchange(url(upstream), GET, sleep)));
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
            // What the machine's sockets take for themselves is some megabytes.
            assertThat(sent.get()).isLessThan(32 << 20);
            runner().awaitUnused();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
            })
    void skipsInterimAnswers(String interim) throws Exception {
        try (var upstream = Upstream.answering(interim + OK)) {
            requireAnswer(get(url(upstream), GET), OK);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0 200 OK, HTTP/1.1 200 OK",
        "HTTP/1.1 299, HTTP/1.1 299 ",
        "HTTP/1.1 404 Not  here, HTTP/1.1 404 Not  here",
    })
    void readsStatusLinesAsServersWriteThem(String line, String given) throws Exception {
        var rest = "\r\nContent-Length: 0\r\n\r\n";
        try (var upstream = Upstream.answering(line + rest)) {
            var expected = given.strip().equals("HTTP/1.1 299") ? "HTTP/1.1 299 " : given;
            requireAnswer(get(url(upstream), GET), expected + rest);
        }
    }

    @Test
    void dropsTrailersChunkExtensionsAndWhatIsBetweenHops() throws Exception {
        var head = "HTTP/1.1 200 OK\nConnection: close\nKeep-Alive: a\nTrailer: T\nX: y\n";
        var body = "Transfer-Encoding: chunked\n\n2;a=b\nab\n0\nT: u\n\n";
        try (var upstream = Upstream.answering(head + body)) {
            requireAnswer(get(url(upstream), GET), "HTTP/1.1 200 OK\r\nX: y\r\n\r\nab");
        }
    }

    @Test
    void leavesContentCodingsToTheGuest() throws Exception {
        var answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nzip";
        try (var upstream = Upstream.answering(answer)) {
            requireAnswer(get(url(upstream), GET), answer);
        }
    }

    @Test
    void passesFieldValuesByteByByte() throws Exception {
        var value = "\u2019\u00e9\u0080";
        var bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (var upstream =
                Upstream.answering(
                        "HTTP/1.1 200 OK\r\nX: " + bytes + "\r\nContent-Length: 0\r\n\r\n")) {
            var text = "GET / HTTP/1.1\nX: " + value + "\n\n";
            guest.data(URL, url(upstream)).data(TEXT, text);
            var length = text.getBytes(StandardCharsets.UTF_8).length;
            var result =
                    runner().run(
                                    guest.start(
                                            open(URL, url(upstream).length()),
                                            print("resource_write", FD, TEXT, length),
                                            print("resource_flush", FD),
                                            READ_ALL));
            assertThat(upstream.requests.getFirst()).contains("\r\nX: " + bytes + "\r\n");
            assertThat(result.textAfter(2)).contains("\r\nX: " + value + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0\n\n", "Transfer-Encoding: chunked\n\n0\n\n"})
    void announcesABodyThatIsEmpty(String rest) throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(get(url(upstream), "POST / HTTP/1.1\n" + rest), OK);
            assertThat(upstream.requests.getFirst()).contains("\r\nContent-Length: 0\r\n");
        }
    }

    @Test
    void twoResourcesAreReadInAnyOrder() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            var url = url(upstream);
            guest.data(URL, url).data(TEXT, GET);
            var send =
                    List.of(
                            print("resource_write", FD, TEXT, GET.length()),
                            print("resource_flush", FD));
            var result =
                    runner().run(
                                    guest.start(
                                            open(URL, url.length()),
                                            String.join("\n", send),
                                            "(global.set $first (global.get $fd))",
                                            open(URL, url.length()),
                                            String.join("\n", send),
                                            READ_ALL,
                                            "(global.set $fd (global.get $first))",
                                            READ_ALL));
            assertThat(result.textAfter(4)).isEqualTo(OK + END + OK + END);
        }
    }

    @Test
    void aRequestMayBeAsLongAsTheLimitAndNoLonger() {
        settings = settings.withRequestBytes(100);
        guest.data(URL, "http://upstream.test");
        var result =
                runner().run(
                                guest.start(
                                        open(URL, 20),
                                        print("resource_write", FD, TEXT, 60),
                                        print("resource_write", FD, TEXT, 40),
                                        print("resource_write", FD, TEXT, 1),
                                        call("resource_close", FD),
                                        open(URL, 20),
                                        print("resource_write", FD, TEXT, 100)));
        assertThat(result.numbers()).containsExactly(60, 40, -1, 100);
        assertThat(result.log()).singleElement().asString().contains("100 bytes");
    }

    @Test
    void theRequestsOfAllRunsAreBoundedTogether() {
        settings = settings.withNodeBounds(400, 10);
        guest.data(URL, "http://upstream.test");
        var result =
                runner().run(
                                guest.start(
                                        open(URL, 20),
                                        print("resource_write", FD, TEXT, 100),
                                        print("resource_write", FD, TEXT, 1)));
        assertThat(result.numbers()).containsExactly(100, -1);
        assertThat(result.log()).singleElement().asString().contains("bytes of requests", "100");
        runner().awaitUnused();
    }
}
