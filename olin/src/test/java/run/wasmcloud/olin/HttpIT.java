package run.wasmcloud.olin;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.olin.OlinGuest.FD;
import static run.wasmcloud.olin.OlinGuest.open;
import static run.wasmcloud.olin.OlinGuest.print;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.olin.outbound.Network;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.GuestStrings;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Message exchange over {@code http} and {@code https} with real servers. */
class HttpIT {
    private static final int URL = 0;
    private static final int TEXT = 1_000;
    private static final int BUFFER = 8_000;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final List<String> lookups = new CopyOnWriteArrayList<>();
    private OutboundSettings settings =
            OutboundSettings.defaults()
                    .withAllowedNetworks(List.of(Network.parse("127.0.0.0/8")))
                    .withNames(this::find);
    private final OlinGuest guest = new OlinGuest();
    private @Nullable GuestRunner runner;

    private List<InetAddress> find(String host) throws UnknownHostException {
        lookups.add(host);
        return switch (host) {
            case "upstream.test", "other.test" -> List.of(InetAddress.ofLiteral("127.0.0.1"));
            case "private.test" -> List.of(InetAddress.ofLiteral("10.0.0.1"));
            case "mixed.test" ->
                    List.of(
                            InetAddress.ofLiteral("127.0.0.1"),
                            InetAddress.ofLiteral("169.254.169.254"));
            default -> List.of(InetAddress.getAllByName(host));
        };
    }

    private GuestRunner runner() {
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

    /** Reads to the end, copies all to standard output and prints the last code. */
    private static final String READ_ALL =
            """
            (block $done (loop $again
              (global.set $i (call $resource_read (global.get $fd) (i32.const %1$d) (i32.const 4096)))
              (br_if $done (i32.le_s (global.get $i) (i32.const 0)))
              (call $copy (i32.const %1$d) (global.get $i))
              (br $again)))
            (call $print (global.get $i))
            """
                    .formatted(BUFFER);

    /** Opens, writes and flushes, printing what write and flush gave. */
    private String[] exchange(String url, String text, String... then) {
        guest.data(URL, url).data(TEXT, text);
        var body =
                List.of(
                        open(URL, url.length()),
                        print("resource_write", FD, TEXT, text.length()),
                        print("resource_flush", FD),
                        String.join("\n", then));
        return body.toArray(String[]::new);
    }

    private GuestRunner.Result get(String url, String text) {
        return runner().run(guest.start(exchange(url, text, READ_ALL)));
    }

    private static String url(Upstream upstream) {
        return "http://upstream.test:" + upstream.port();
    }

    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    private static void requireAnswer(GuestRunner.Result result, String answer) {
        assertThat(result.log()).isEmpty();
        assertThat(result.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.numbers().get(1)).as("flush").isZero();
        assertThat(result.textAfter(2)).isEqualTo(answer + END);
    }

    /** The code −5 as the guest prints it, decoded as UTF-8. */
    private static final String END = "\ufffd\ufffd\ufffd\ufffd";

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
    void endsARunWhoseUpstreamNeverAnswersAtItsDeadline() throws Exception {
        var never = new CountDownLatch(1);
        runner().limits = runner().limits.withWallTime(Duration.ofMillis(300));
        try (var upstream = Upstream.plain(_ -> never.await())) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
            assertThat(result.receipt().wallTime()).isLessThan(Duration.ofSeconds(20));
        } finally {
            never.countDown();
        }
    }

    @Test
    void endsARunWhoseLookupHangsAtItsDeadline() {
        var never = new CountDownLatch(1);
        settings =
                settings.withNames(
                        _ -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return List.of();
                        });
        runner().limits = runner().limits.withWallTime(Duration.ofMillis(300));
        var result = get("http://hanging.test/", GET);
        never.countDown();
        assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
        assertThat(result.receipt().wallTime()).isLessThan(Duration.ofSeconds(20));
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

    @ParameterizedTest
    @ValueSource(strings = {"/admin", "/x/../admin", "/%61dmin", "/%2e/admin", "/x/%2E%2e/admin?a"})
    void aViolationEndsTheRunWhateverTheSpelling(String path) throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            runner().policy("allow ^http://upstream\\.test:[0-9]+/\ndisallow ^http://[^/]*/admin");
            var result = get(url(upstream), "GET " + path + " HTTP/1.1\n\n");
            assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(result.log().getFirst())
                    .contains("vibe check failed: URL forbidden by policy", "line 2");
            assertThat(upstream.requests).isEmpty();
            assertThat(lookups).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://private.test/",
                "http://mixed.test/",
                "http://10.1.2.3/",
                "http://169.254.169.254/",
                "http://[::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[fd00:ec2::254]/",
            })
    void anAddressThatIsNotPublicEndsTheRun(String url) {
        var result = get(url, GET);
        assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
        assertThat(result.log()).singleElement().asString().contains("the outbound guard forbids");
    }

    @Test
    void loopbackIsForbiddenUnlessTheOperatorAllowsIt() throws Exception {
        settings = settings.withAllowedNetworks(List.of());
        try (var upstream = Upstream.answering(OK)) {
            assertThat(get(url(upstream), GET).outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(upstream.requests).isEmpty();
        }
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

    private GuestRunner.Result getWithin(OutboundLimits limits, Upstream upstream) {
        runner().limits = runner().limits.withOutbound(limits);
        return get(url(upstream), GET);
    }

    @Test
    void anAnswerMayBeAsLongAsTheLimitAndNoLonger() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            requireAnswer(getWithin(new OutboundLimits(1, OK.length()), upstream), OK);
        }
    }

    @Test
    void anAnswerLongerThanTheLimitEndsTheRun() throws Exception {
        try (var upstream = Upstream.answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000))) {
            var result = getWithin(new OutboundLimits(1, 50_000), upstream);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
        }
    }

    @Test
    void moreRequestsThanAllowedEndTheRun() throws Exception {
        try (var upstream = Upstream.answering(OK)) {
            var result = getWithin(new OutboundLimits(0, 1_000), upstream);
            assertThat(result.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.OUTBOUND));
            assertThat(result.receipt().outboundRequests()).isZero();
            assertThat(upstream.requests).isEmpty();
        }
    }

    @Test
    void aRequestThatGoesInCirclesEndsTheRun() throws Exception {
        var loop =
                "wasmcloud; function=hello, wasmcloud; function=hello, wasmcloud; function=hello";
        runner().environment = GuestStrings.of(List.of("HTTP_CDN_LOOP=" + loop));
        try (var upstream = Upstream.answering(OK)) {
            var result = get(url(upstream), GET);
            assertThat(result.outcome()).isInstanceOf(Outcome.Denied.class);
            assertThat(result.log()).singleElement().asString().contains("loop");
            assertThat(upstream.requests).isEmpty();
        }
    }

    @Test
    void verifiesTlsForTheNameThatWasOpened(@TempDir Path folder) throws Exception {
        var tls = TestTls.context(folder);
        var names = new CopyOnWriteArrayList<Object>();
        settings = settings.withTls(tls);
        var socket =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (var upstream =
                new Upstream(
                        socket,
                        connection -> {
                            var session = ((SSLSocket) connection).getSession();
                            names.addAll(((ExtendedSSLSession) session).getRequestedServerNames());
                            Upstream.send(connection, OK);
                        })) {
            requireAnswer(get("https://upstream.test:" + upstream.port(), GET), OK);
            assertThat(names).containsExactly(new SNIHostName("upstream.test"));
            assertThat(upstream.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.test", "upstream.test"})
    void refusesACertificateThatIsNotTrustedOrForAnotherName(String host, @TempDir Path folder)
            throws Exception {
        var tls = TestTls.context(folder);
        if (host.equals("other.test")) {
            settings = settings.withTls(tls);
        }
        var socket =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (var upstream = new Upstream(socket, connection -> Upstream.send(connection, OK))) {
            var result = get("https://" + host + ":" + upstream.port(), GET);
            assertThat(result.numbers()).containsExactly(GET.length(), -1, -1);
            assertThat(result.log().getFirst()).contains("the exchange failed");
            assertThat(upstream.requests).isEmpty();
        }
    }
}
