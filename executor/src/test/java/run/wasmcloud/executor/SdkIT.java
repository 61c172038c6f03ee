package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.olin.TestTls;
import run.wasmcloud.olin.Upstream;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.LogQuery;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

/**
 * What the SDKs do, by guests that are made with them: {@code sdk/tests}, committed as binaries and
 * rebuilt by {@code sdk/check}. The folder can be another, to try others.
 */
@Timeout(300)
class SdkIT {
    /** The guests, all with the same behaviour. */
    enum Guest {
        RUST_WASI,
        RUST_OLIN,
        C_WASI,
        C_OLIN;

        byte[] wasm() throws IOException {
            var folder = System.getProperty("wasmcloud.sdk.guests", "../sdk/tests");
            return Files.readAllBytes(
                    Path.of(folder, name().toLowerCase(Locale.ROOT).replace('_', '-') + ".wasm"));
        }
    }

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int LARGE = 3_000_000;
    private static final Map<Guest, Function> FUNCTIONS = new EnumMap<>(Guest.class);
    private static TestExecutor executor;
    private static SSLContext tls;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        tls = TestTls.context(folder);
        executor =
                TestExecutor.open(
                        folder.resolve("executor"),
                        OutboundSettings.defaults().withNames(SdkIT::find).withTls(tls));
        for (var guest : Guest.values()) {
            FUNCTIONS.put(
                    guest,
                    executor.deploy(
                            guest.wasm(),
                            "allow ^https?://(upstream|other)[.]test\nallow ^zero://$\n"));
        }
    }

    private static List<InetAddress> find(String host) throws UnknownHostException {
        if (host.equals("upstream.test") || host.equals("other.test")) {
            return List.of(LOOPBACK);
        }
        throw new UnknownHostException(host);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static Function function(Guest guest) {
        return Objects.requireNonNull(FUNCTIONS.get(guest));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> call(Guest guest, String query) throws Exception {
        return executor.get(function(guest), "?" + query);
    }

    /** Lets a guest send a request, and returns its report, line by line. */
    private static List<String> fetch(Guest guest, String url, String... more) throws Exception {
        var query = "do=fetch&url=" + encoded(url) + String.join("", more);
        var response = call(guest, query);
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

    /** The bytes that the guests send: numbers from 0 on, modulo 251. */
    private static String counting(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (i % 251));
        }
        return text.toString();
    }

    private static long sum(String latin) {
        return latin.chars().asLongStream().sum();
    }

    private static List<String> report(int status, String body) {
        return List.of("status " + status, "length " + body.length(), "sum " + sum(body));
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
        var body = counting(LARGE);
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
        return head + "\r\n\r\n" + counting(length);
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
            var response = call(guest, "do=fetch&follow=1&url=" + encoded(url(upstream)));
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
        executor.logWith(function(guest), "the exchange failed");
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
        try (var socket = new ServerSocket(0, 1, LOOPBACK)) {
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
            executor.logWith(function(guest), "longer than");
        }
    }

    @ParameterizedTest
    @EnumSource
    void talksTlsToWhomItMeans(Guest guest) throws Exception {
        var socket = tls.getServerSocketFactory().createServerSocket(0, 50, LOOPBACK);
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
        var response = call(guest, "do=fetch&url=http://forbidden.test");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(executor.receipt(TestExecutor.invocation(response)).invocation().receipt())
                .extracting(receipt -> receipt.outcome())
                .isInstanceOf(Outcome.Denied.class);
    }

    private static HttpRequest.Builder request(Guest guest, String rest) {
        return executor.request(function(guest), rest);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return executor.http1.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void readsTheRequest(Guest guest) throws Exception {
        var body = counting(1_000_000);
        var response =
                send(
                        request(guest, "a%20b/c?x=1&x=%C3%A9+z&y&%25")
                                .header("X-Probe", "probed")
                                .header("Content-Type", "text/plain; charset=x")
                                .PUT(
                                        BodyPublishers.ofByteArray(
                                                body.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(response.body().lines())
                .containsExactly(
                        "method PUT",
                        "path /a b/c",
                        "query x=1",
                        "query x=\u00e9 z",
                        "query y=",
                        "query %=",
                        "field probed",
                        "type text/plain; charset=x",
                        "length 1000000",
                        "sum " + sum(body));
    }

    @ParameterizedTest
    @EnumSource
    void readsABodyOfUnknownLength(Guest guest) throws Exception {
        var stream = new ByteArrayInputStream(new byte[] {1, 2, 3});
        var response = send(request(guest, "").POST(BodyPublishers.ofInputStream(() -> stream)));

        assertThat(response.body().lines()).contains("length 3", "sum 6");
    }

    private static HttpResponse<String> form(Guest guest, String body) throws Exception {
        return send(
                request(guest, "?do=form")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @EnumSource
    void readsFormsUpToABound(Guest guest) throws Exception {
        assertThat(form(guest, "b=1&a=%2b+x").body()).isEqualTo("a + x\n");
        assertThat(form(guest, "b").body()).isEqualTo("a -\n");
        assertThat(form(guest, "a=" + "x".repeat(998)).statusCode()).isEqualTo(200);
        assertThat(form(guest, "a=" + "x".repeat(999)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void sendsWhatIsFlushedAtOnce(Guest guest) throws Exception {
        var function = executor.deploy(guest.wasm(), null);
        var response =
                executor.http1.send(
                        executor.request(function, "?do=stream&n=1&pause=4000").build(),
                        BodyHandlers.ofInputStream());
        var lines = new ArrayList<String>();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            lines.add(reader.readLine());
            assertThat(executor.receiptsOf(function)).as("the run goes on").isEmpty();
            reader.lines().forEach(lines::add);
        }
        executor.lastReceipt(function);
        assertThat(lines).containsExactly("line 1");
    }

    @ParameterizedTest
    @EnumSource
    void knowsItsSurroundings(Guest guest) throws Exception {
        var function = executor.deploy(guest.wasm(), "allow ^zero://$\n");

        var response = executor.get(function, "?do=facts");

        assertThat(response.body().lines().filter(line -> !line.startsWith("short ")))
                .containsExactly(
                        "arguments 2",
                        "argument do=facts",
                        "missing yes",
                        "gateway CGI/1.1",
                        "time yes",
                        "random yes",
                        "name olin",
                        "spec 2",
                        "zero yes",
                        "ftp yes");
        executor.logWith(function, "an info");
        assertThat(
                        executor.store()
                                .logLines()
                                .list(LogQuery.last(function.id(), 100))
                                .items()
                                .reversed())
                .extracting(entry -> entry.line().level() + " " + entry.line().text())
                .containsExactly("ERROR an error", "WARNING a warning", "INFO an info");
    }

    @ParameterizedTest
    @EnumSource
    void escapesWhatIsHostile(Guest guest) throws Exception {
        var response = call(guest, "do=hostile&text=" + encoded("<a b='\"'>&\n\u0001</script>"));

        assertThat(response.headers().map()).doesNotContainKey("x-smuggled");
        assertThat(response.body())
                .isEqualTo(
                        "&lt;a b=&#39;&quot;&#39;&gt;&amp;\n\u0001&lt;/script&gt;\n"
                                + "\"\\u003ca b='\\\"'>&"
                                + (guest.name().startsWith("C") ? "\\u000a" : "\\n")
                                + "\\u0001\\u003c/script>\"");
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsStatus(Guest guest) throws Exception {
        var response = call(guest, "do=fail");

        assertThat(response.body()).contains("\"exited\"", "3");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void saysInTheLogWhyItPanicked(Guest guest) throws Exception {
        assertThat(call(guest, "do=panic").body()).contains("\"trapped\"");
        executor.logWith(function(guest), "told to");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void refusesAHeaderFieldThatWouldBecomeAnother(Guest guest) throws Exception {
        assertThat(call(guest, "do=hostile&field=x").body()).contains("\"exited\"");
        executor.logWith(function(guest), "cannot be sent");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void boundsAnAnswerThatIsReadAtOnce(Guest guest) throws Exception {
        try (var upstream = answering("HTTP/1.1 200 OK", "Content-Length: 5", "", "hello")) {
            assertThat(fetch(guest, url(upstream), "&limit=4")).endsWith("error too-long");
            assertThat(fetch(guest, url(upstream), "&limit=5")).containsExactly("status 200");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RUST_WASI", "RUST_OLIN"})
    void readsUploads(Guest guest) throws Exception {
        var file = counting(500_000);
        var body =
                "--x\r\n"
                    + "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
                    + "hi\r\n"
                    + "--x\r\n"
                    + "Content-Disposition: form-data; name=\"f\"; filename=\"../b.bin\"\r\n\r\n"
                        + file
                        + "\r\n--x--\r\n";
        var response =
                send(
                        request(guest, "?do=upload")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                body.getBytes(StandardCharsets.ISO_8859_1))));

        assertThat(response.body().lines())
                .containsExactly(
                        "part a None",
                        "length 2",
                        "sum 209",
                        "part f Some(\"../b.bin\")",
                        "length 500000",
                        "sum " + sum(file));
        assertThat(call(guest, "do=upload").statusCode()).isEqualTo(415);
    }
}
