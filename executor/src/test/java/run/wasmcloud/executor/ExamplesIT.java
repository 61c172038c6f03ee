package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.executor.ExampleRuns.Answer;
import run.wasmcloud.executor.ExampleRuns.Request;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.olin.TestTls;
import run.wasmcloud.olin.Upstream;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import javax.net.ssl.SSLContext;

/** What the examples answer, to good and to bad requests, within the bounds of an applicant. */
@Timeout(300)
class ExamplesIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CHAT = "RELAY_URL";
    private static final int LONGEST_BODY = 64 * 1024;

    private static SSLContext tls;
    private static ExampleRuns runs;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        tls = TestTls.context(folder);
        runs =
                new ExampleRuns(
                        OutboundSettings.defaults().withNames(ExamplesIT::find).withTls(tls));
    }

    private static List<InetAddress> find(String host) throws UnknownHostException {
        if (host.equals("upstream.test")) {
            return List.of(LOOPBACK);
        }
        throw new UnknownHostException(host);
    }

    @AfterAll
    static void close() {
        runs.close();
    }

    @BeforeEach
    void reset() {
        runs.reset();
    }

    private static Answer call(String example, Request request) throws Exception {
        var answer = runs.call(example, request);
        assertThat(answer.receipt().outcome())
                .as("%s %s", example, answer.log())
                .isEqualTo(new Outcome.Completed());
        return answer;
    }

    private static void requireAnswer(Answer answer, int status, String body) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "/statistics|{\"values\":[3]}|200|{\"count\":1,\"smallest\":3,\"largest\":3,\"mean\":3,\"median\":3,\"deviation\":0}",
                "/statistics|{\"values\":[4,-1,2.5,0.5]}|200|\"mean\":1.5,\"median\":1.5,",
                "/convert|{\"value\":20,\"from\":\"celsius\",\"to\":\"fahrenheit\"}|200|{\"value\":68}",
                "/convert|{\"value\":0,\"from\":\"kelvin\",\"to\":\"celsius\"}|200|{\"value\":-273.15}",
                "/statistics|{\"values\":[]}|422|values has 0 numbers",
                "/statistics|{\"values\":[1,\"2\"]}|422|more than numbers",
                "/statistics|{\"values\":3}|422|not an array",
                "/statistics|[]|422|not an array",
                "/statistics|{\"values\":[1,}|400|line 1, column 14",
                "/convert|{\"value\":\"x\"}|422|value is not a number",
                "/convert|{\"value\":1,\"from\":\"rankine\"}|422|from is not",
                "/convert|{\"value\":1,\"from\":\"kelvin\"}|422|to is not",
                "/nowhere|{}|404|no such operation"
            })
    void jsonApiAnswersOrSaysWhatIsWrong(String path, String body, int status, String part)
            throws Exception {
        var answer = call("json-api", Request.post(path, JSON, body));

        requireAnswer(answer, status, part);
        assertThat(answer.headers())
                .containsEntry("Content-Type", status == 200 ? JSON : "application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).isObject()).isTrue();
    }

    @Test
    void jsonApiListsItsOperationsAndRefusesOthers() throws Exception {
        requireAnswer(call("json-api", Request.get("/")), 200, "POST /statistics");
        requireAnswer(call("json-api", Request.get("/convert")), 405, "method");
        requireAnswer(call("json-api", Request.post("/convert", "text/plain", "{}")), 415, "json");
        var many = "[" + "0,".repeat(LONGEST_BODY) + "0]";
        requireAnswer(call("json-api", Request.post("/convert", JSON, many)), 413, "65536");
        var most = "{\"values\":[" + "1,".repeat(5_000) + "1]}";
        requireAnswer(call("json-api", Request.post("/statistics", JSON, most)), 422, "5001");
    }

    private static Request upload(String... lines) {
        return Request.post("/", "multipart/form-data; boundary=x", String.join("\r\n", lines));
    }

    @Test
    void uploadTellsWhatCame() throws Exception {
        var file = "0123456789".repeat(5_000);
        var checksum = new CRC32();
        checksum.update(file.getBytes(StandardCharsets.US_ASCII));

        var answer =
                call(
                        "upload",
                        upload(
                                "--x",
                                "Content-Disposition: form-data; name=\"note\"",
                                "",
                                "h\u00e9",
                                "--x",
                                "Content-Disposition: form-data; name=\"file\";"
                                        + " filename=\"a\\\"b<.bin\"",
                                "Content-Type: a/b",
                                "",
                                file,
                                "--x--"));

        var parts = JsonMapper.shared().readTree(answer.body()).path("parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).path("bytes").asInt()).isEqualTo(3);
        assertThat(parts.get(0).path("file").isNull()).isTrue();
        assertThat(parts.get(1).path("file").asString()).isEqualTo("a\"b<.bin");
        assertThat(parts.get(1).path("type").asString()).isEqualTo("a/b");
        assertThat(parts.get(1).path("bytes").asInt()).isEqualTo(file.length());
        assertThat(parts.get(1).path("crc32").asString())
                .isEqualTo("%08x".formatted(checksum.getValue()));
    }

    @Test
    void uploadShowsItsFormAndRefusesWhatIsNone() throws Exception {
        requireAnswer(call("upload", Request.get("/")), 200, "enctype=\"multipart/form-data\"");
        requireAnswer(call("upload", Request.post("/", FORM, "a=b")), 415, "multipart/form-data");
        requireAnswer(call("upload", upload("--x", "", "no end")), 400, "ends early");
        requireAnswer(call("upload", upload("--x", "no colon", "", "", "--x--")), 400, "broken");
        requireAnswer(call("upload", upload("--x\r\n\r\n\r\n".repeat(101), "--x--")), 413, "100");
        var without = Request.post("/", "multipart/form-data", "--x--");
        requireAnswer(call("upload", without), 400, "boundary");
        requireAnswer(call("upload", Request.get("/").as("DELETE")), 405, "form");
    }

    private static String policy(String example, Upstream upstream, String host)
            throws IOException {
        var text = Files.readString(EXAMPLES.resolve(example).resolve(example + ".policy"));
        return text.replace(host, "upstream\\.test:" + upstream.port());
    }

    private static Upstream secure(Upstream.Script script) throws IOException {
        return new Upstream(
                tls.getServerSocketFactory().createServerSocket(0, 50, LOOPBACK), script);
    }

    private static Upstream answering(String... lines) throws IOException {
        var answer = String.join("\r\n", lines);
        return secure(socket -> Upstream.send(socket, answer));
    }

    private static void relaying(Upstream chat) throws IOException {
        runs.outbound(
                policy("webhook", chat, "hooks\\.example\\.com"),
                Map.of(
                        CHAT,
                        "https://upstream.test:" + chat.port() + "/notes",
                        "RELAY_TOKEN",
                        "secret"));
    }

    private static Request push(String event) {
        return Request.post("/", JSON, event).with("X-Token", "secret");
    }

    private static final String PUSH =
            """
            {"repository": {"name": "wasm"}, "pusher": {"name": "A\\"da"},
             "commits": [{"message": "Fix it\\nand more"}, {}]}
            """;

    @Test
    void webhookTellsTheChat() throws Exception {
        try (var chat = answering("HTTP/1.1 204 No Content", "", "")) {
            relaying(chat);

            assertThat(call("webhook", push(PUSH)).status()).isEqualTo(202);

            var sent = chat.requests.getFirst();
            assertThat(sent).startsWith("POST /notes HTTP/1.1");
            var message = JsonMapper.shared().readTree(sent.split("\r\n\r\n", 2)[1]);
            assertThat(message.path("text").asString())
                    .isEqualTo("A\"da pushed 2 to wasm\n- Fix it\n- (no message)");
        }
    }

    @Test
    void webhookRefusesWhomAndWhatItDoesNotKnow() throws Exception {
        try (var chat = answering("HTTP/1.1 500 Broken", "Content-Length: 0", "", "")) {
            requireAnswer(call("webhook", push(PUSH)), 503, "RELAY_TOKEN is not set");
            relaying(chat);
            requireAnswer(call("webhook", Request.get("/")), 405, "POST");
            requireAnswer(call("webhook", push(PUSH).with("X-Token", "secreT")), 403, "X-Token");
            requireAnswer(call("webhook", Request.post("/", JSON, PUSH)), 403, "X-Token");
            requireAnswer(call("webhook", push("{}")), 422, "repository.name");
            requireAnswer(call("webhook", push("no")), 400, "no JSON");
            assertThat(chat.requests).isEmpty();
            requireAnswer(call("webhook", push(PUSH)), 502, "did not answer as it should");
        }
    }

    @Test
    void webhookReachesNothingButItsChat() throws Exception {
        runs.outbound(
                Files.readString(EXAMPLES.resolve("webhook/webhook.policy")),
                Map.of(CHAT, "https://upstream.test/notes", "RELAY_TOKEN", "secret"));

        assertThat(runs.call("webhook", push(PUSH)).receipt().outcome())
                .isInstanceOf(Outcome.Denied.class);
    }

    private interface Use {
        void with(Upstream upstream) throws Exception;
    }

    private static void withStore(DocumentStore store, Use use) throws Exception {
        var requests = new ArrayList<List<String>>();
        try (var upstream =
                secure(
                        socket ->
                                Upstream.send(
                                        socket, store.answer(requests.getFirst().getLast())))) {
            requests.add(upstream.requests);
            keepingIn(upstream);
            use.with(upstream);
        }
    }

    private static void keepingIn(Upstream upstream) throws IOException {
        runs.outbound(
                policy("guestbook", upstream, "store\\.example\\.com"),
                Map.of(
                        "STORE_URL",
                        "https://upstream.test:" + upstream.port() + "/guestbook.json"));
    }

    private static Request line(String form) {
        return Request.post("/", FORM, form);
    }

    @Test
    void guestbookKeepsLinesOutside() throws Exception {
        withStore(
                new DocumentStore(),
                _ -> {
                    requireAnswer(call("guestbook", Request.get("/")), 200, "<form");
                    var signed = call("guestbook", line("name=Ada&text=%3Cb%3Ehi+there"));
                    assertThat(signed.status()).isEqualTo(303);
                    assertThat(signed.headers()).containsEntry("Location", "/");
                    call("guestbook", line("name=Bob&text=second"));

                    var page = call("guestbook", Request.get("/")).body();

                    assertThat(page).contains("<b>Ada</b>", "&lt;b&gt;hi there");
                    assertThat(page.indexOf("second")).isLessThan(page.indexOf("hi there"));
                });
    }

    @Test
    void guestbookTriesAgainWhereAnotherWasQuicker() throws Exception {
        var store = new DocumentStore();
        withStore(
                store,
                _ -> {
                    store.refuse(2);
                    assertThat(call("guestbook", line("name=a&text=b")).status()).isEqualTo(303);
                    store.refuse(3);
                    requireAnswer(call("guestbook", line("name=c&text=d")), 503, "try again");
                    assertThat(store.versions()).hasSize(1);
                });
    }

    @Test
    void guestbookRefusesLinesThatAreNone() throws Exception {
        requireAnswer(call("guestbook", Request.get("/")), 503, "STORE_URL");
        var store = new DocumentStore();
        withStore(
                store,
                _ -> {
                    requireAnswer(call("guestbook", line("name=a")), 400, "text (expected");
                    requireAnswer(call("guestbook", line("name=+&text=b")), 400, "name (expected");
                    var long51 = "name=" + "x".repeat(51) + "&text=b";
                    requireAnswer(call("guestbook", line(long51)), 400, "50");
                    requireAnswer(call("guestbook", line("a".repeat(8_193))), 413, "8192");
                    requireAnswer(call("guestbook", Request.post("/", JSON, "{}")), 415, FORM);
                    assertThat(store.versions()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no JSON", "[1, {\"name\": 3}"})
    void guestbookSurvivesAStoreWithSomethingElse(String document) throws Exception {
        try (var upstream =
                answering(
                        "HTTP/1.1 200 OK", "Content-Length: " + document.length(), "", document)) {
            keepingIn(upstream);
            requireAnswer(call("guestbook", Request.get("/")), 502, "something else");
        }
    }

    private static final String TEXT = "text/markdown";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "# A *b*|<h1>A <em>b</em></h1>",
                "a\\nb|<p>a~b</p>",
                "- a\\n- **b**|<ul>~<li>a</li>~<li><strong>b</strong></li>~</ul>",
                "1. a\\n2. b|<ol>~<li>a</li>~<li>b</li>~</ol>",
                "> a\\n"
                    + "> > b|<blockquote>~<p>a</p>~<blockquote>~<p>b</p>~</blockquote>~</blockquote>",
                "---|<hr>",
                "[a](https://b?c&d)|<a href=\"https://b?c&amp;d\">a</a>",
                "[a](javascript:b)|<p>[a](javascript:b)</p>",
                "[a](https://b\"onclick=\"c)|href=\"https://b&quot;onclick=&quot;c\"",
                "<script>|<p>&lt;script&gt;</p>",
                "`*a*` \\\\*b\\\\*|<code>*a*</code> *b*",
                "*a **b|<em>a <strong>b</strong></em></p>",
                "a * b|<p>a * b</p>",
                "```\\n<a>|<pre><code>&lt;a&gt;~</code></pre>"
            })
    void markdownMakesHtml(String text, String html) throws Exception {
        var source = text.replace("\\n", "\n").replace("\\\\", "\\");

        var answer = call("markdown", Request.post("/", TEXT, source));

        requireAnswer(answer, 200, html.replace('~', '\n'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "**", "[", "[a](", "[a](b", "`", "``a", "> ", ">", "- ", "#", "\\", "<", "*a ",
                "\n", "```\n", "_", "a\n>"
            })
    void markdownIsBoundedWhateverComes(String piece) throws Exception {
        var text = piece.repeat(LONGEST_BODY / piece.length());

        assertThat(call("markdown", Request.post("/", TEXT, text)).status()).isEqualTo(200);
        requireAnswer(
                call("markdown", Request.post("/", TEXT, text + "more than there may be")),
                413,
                "65536");
    }

    @Test
    void uptimeChecksEachPage() throws Exception {
        try (var there = Upstream.answering("HTTP/1.1 200 OK\r\n\r\n");
                var broken = Upstream.answering("HTTP/1.1 503 Broken\r\n\r\n")) {
            runs.outbound(Files.readString(EXAMPLES.resolve("uptime/uptime.policy")), Map.of());
            var good = "http://upstream.test:" + there.port() + "/a";
            var bad = "http://upstream.test:" + broken.port();

            var all = call("uptime", Request.post("/", "text/plain", good + "\r\n\n" + good));
            requireAnswer(all, 200, "[{\"url\":\"" + good + "\",\"status\":200},");
            assertThat(all.log()).contains("INFO " + good + " is there");

            var some =
                    call("uptime", Request.post("/", "text/plain", bad + "\nhttp://x y/\n" + good));
            requireAnswer(some, 502, "\"status\":503},{\"url\":\"http://x y/\",\"status\":null}");
            assertThat(some.log()).contains("ERROR " + bad + " is not there");
            assertThat(there.requests).hasSize(3);
        }
    }

    @Test
    void uptimeRefusesListsThatAreNone() throws Exception {
        requireAnswer(call("uptime", Request.get("/")), 405, "POST");
        requireAnswer(call("uptime", Request.post("/", "text/plain", " \n\n")), 400, "empty");
        var eleven = "x\n".repeat(11);
        requireAnswer(call("uptime", Request.post("/", "text/plain", eleven)), 413, "10");
        var longer = "x".repeat(4_096);
        requireAnswer(call("uptime", Request.post("/", "text/plain", longer)), 413, "10");
    }

    @Test
    void systemShowsWhereItRuns() throws Exception {
        var request = Request.get("/<x>").with("User-Agent", "<script>alert(1)</script>");

        var answer = call("system", request);

        requireAnswer(answer, 200, "<td>olin\n");
        assertThat(answer.body())
                .contains("<td>0.2\n", "<td>wasmcloud/test\n", "127.0.0.1", "&lt;script&gt;")
                .doesNotContain("<script>", "<x>")
                .containsPattern("Luck<td>([1-9][0-9]? ){6}\n");
        assertThat(answer.log()).containsExactly("INFO showed the system");
        requireAnswer(call("system", Request.get("/" + "x".repeat(2_048))), 414, "too long");
    }

    @Test
    void siteHasSeveralPages() throws Exception {
        requireAnswer(call("site", Request.get("/")), 200, "<h1>Home</h1>");
        requireAnswer(call("site", Request.get("/how")), 200, "aria-current=\"page\">How it works");
        requireAnswer(call("site", Request.get("/style.css")), 200, "font:");
        requireAnswer(call("site", Request.get("/How")), 404, "no such page");
        requireAnswer(call("site", Request.get("/..")), 404, "Not here");
        requireAnswer(call("site", Request.get("/about").as("POST")), 405, "");
        var known = call("site", Request.get("/about")).headers().getOrDefault("ETag", "none");
        var again = call("site", Request.get("/about").with("If-None-Match", known));
        requireAnswer(again, 304, "");
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policiesAreValid(Path file) throws Exception {
        assertThat(Policy.parse(Files.readString(file)).toString()).isNotEmpty();
    }

    static List<Path> policies() throws IOException {
        try (var files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".policy")).toList();
        }
    }

    /** Each example of the catalogue but the clock, which takes seconds. */
    static Stream<String> catalogue() throws IOException {
        var examples =
                JsonMapper.shared().readTree(Files.readString(EXAMPLES.resolve("examples.json")));
        return examples.valueStream()
                .map(example -> example.path("id").asString())
                .filter(id -> !id.equals("clock"));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void answersWhateverComesWithinAnApplicantsBounds(String example) throws Exception {
        var random = new SecureRandom();
        for (var method : List.of("GET", "HEAD", "POST", "PUT", "BREW")) {
            for (var type : List.of("", JSON, FORM, "multipart/form-data; boundary=x", "\"")) {
                var body = new byte[random.nextInt(LONGEST_BODY)];
                random.nextBytes(body);
                var request =
                        new Request(
                                method,
                                "/a%FF/..%2f",
                                "w=99999999999999999999&&=%&%zz=%ff&h=-1",
                                Map.of("Content-Type", type, "X-Token", "\u00ff"),
                                new String(body, StandardCharsets.ISO_8859_1));
                assertThat(call(example, request).status())
                        .as("%s %s", method, type)
                        .isBetween(200, 599);
            }
        }
    }
}
