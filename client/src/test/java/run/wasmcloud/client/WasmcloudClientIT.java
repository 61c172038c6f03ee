package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.MissedRuns;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.QueueState;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionPatch;
import run.wasmcloud.model.wire.FunctionRequest;
import run.wasmcloud.model.wire.PolicyCheckRequest;
import run.wasmcloud.model.wire.PolicyRequest;
import run.wasmcloud.model.wire.PolicySource;
import run.wasmcloud.model.wire.QueuedInvocationItem;
import run.wasmcloud.model.wire.ScheduleRequest;
import run.wasmcloud.model.wire.SignedUrlRequest;
import run.wasmcloud.model.wire.SuspensionRequest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

class WasmcloudClientIT {
    private static final AccessToken TOKEN = new AccessToken("secret.jwt.text");
    private static final FunctionName HELLO = new FunctionName("hello");
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String USER =
            """
            {"id":"%s","email":"ada@example.com","role":"admin","state":"active","plan":"paid",
             "createdAt":"2026-01-02T03:04:05Z","addedLater":{"a":1}}\
            """
                    .formatted(ID);
    private static final String PROBLEM =
            """
            {"type":"https://docs/name-taken","title":"Name taken","status":409,
             "detail":"hello is taken. Free: hello-2","instance":"urn:uuid:%s"}\
            """
                    .formatted(ID);

    private static WasmcloudClient client(URI api) {
        return new WasmcloudClient(ClientSettings.of(api, TOKEN));
    }

    @Test
    void readsTheUserAndIgnoresFieldsThatCameLater() throws IOException {
        try (var server = new RecordingServer(Answer.json(USER));
                var client = client(server.address())) {
            var user = client.whoami();
            assertThat(user.email()).isEqualTo("ada@example.com");
            assertThat(user.plan()).isEqualTo(Plan.PAID);
            assertThat(server.asked().getFirst().headers().getFirst("Authorization"))
                    .isEqualTo("Bearer secret.jwt.text");
        }
    }

    @Test
    void reachesAnApiWhoseNameEndsInLocalhost() throws IOException {
        try (var server = new RecordingServer(Answer.json(USER));
                var client = client(URI.create("http://api.localhost:" + server.port()))) {
            assertThat(client.whoami().email()).isEqualTo("ada@example.com");
        }
    }

    @Test
    void walksEveryPageAndLeavesOutWhatIsAbsent() throws IOException {
        try (var server =
                        new RecordingServer(
                                Answer.json(page("one", "\"a b&c\"")),
                                Answer.json(page("two", "null")));
                var client = client(server.address())) {
            assertThat(client.functions().list())
                    .extracting(FunctionItem::name)
                    .containsExactly("one", "two");
            assertThat(server.asked())
                    .extracting(RecordingServer.Asked::target)
                    .containsExactly("/v1/functions", "/v1/functions?cursor=a%20b%26c");
        }
    }

    private static String page(String name, String next) {
        return """
        {"items":[{"id":"%s","name":"%s","description":"","url":"http://x.run.localhost:1",
         "requestBody":"streamed","createdAt":"2026-01-02T03:04:05Z",
         "updatedAt":"2026-01-02T03:04:05Z"}],"next":%s}\
        """
                .formatted(ID, name, next);
    }

    @Test
    void throwsWhatTheApiRefuses() throws IOException {
        try (var server =
                        new RecordingServer(new Answer(409, "application/problem+json", PROBLEM));
                var client = client(server.address())) {
            var refused =
                    catchThrowableOfType(
                            ProblemException.class,
                            () -> client.functions().create(new FunctionRequest("hello", null)));
            assertThat(refused.problem().title()).isEqualTo("Name taken");
            assertThat(refused.problem().errors()).isEmpty();
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(server.asked().getFirst().text()).isEqualTo("{\"name\":\"hello\"}");
        }
    }

    @Test
    void showsSetsAndTriesPolicies() throws IOException {
        var policy =
                """
                {"text":"allow x","source":"owner","deployment":3,"warnings":["w"],
                 "limits":{"memoryPages":1,"fuel":2,"wallMillis":3}}\
                """;
        var check = "{\"url\":\"zero://\",\"allowed\":false,\"reason\":\"no allow rule matches\"}";
        try (var server =
                        new RecordingServer(
                                Answer.json(policy),
                                Answer.json("{\"number\":4}"),
                                Answer.json(check));
                var client = client(server.address())) {
            var functions = client.functions().policy(HELLO);

            assertThat(functions.get(3).source()).isEqualTo(PolicySource.OWNER);
            assertThat(functions.put(new PolicyRequest(null), "m", false).number()).isEqualTo(4);
            assertThat(functions.check(new PolicyCheckRequest("zero://", "t")).allowed()).isFalse();
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "GET /v1/functions/hello/policy?deployment=3",
                            "PUT /v1/functions/hello/policy?message=m&activate=false",
                            "POST /v1/functions/hello/policy/check");
            assertThat(server.asked().get(1).text()).isEqualTo("{}");
            assertThat(server.asked().get(2).text())
                    .isEqualTo("{\"url\":\"zero://\",\"text\":\"t\"}");
        }
    }

    @Test
    void readsTheReportInsideAProblem() throws IOException {
        var report =
                """
                {"title":"The module cannot run","status":422,"detail":"d","report":{"sha256":"%s",
                 "size":8,"abi":"wasi-preview1","imports":[{"module":"m","name":"n","type":"t"}],
                 "memory":{"initialPages":1},"problems":["p"]}}\
                """
                        .formatted("a".repeat(64));
        try (var server = new RecordingServer(new Answer(422, "application/problem+json", report));
                var client = client(server.address())) {
            var refused = catchThrowableOfType(ProblemException.class, client::whoami);
            var read = Objects.requireNonNull(refused.problem().report());
            assertThat(read.abi()).isEqualTo(ModuleReport.Abi.WASI_PREVIEW1);
            assertThat(read.imports().getFirst().satisfiedBy()).isEmpty();
            assertThat(read.sha256().hex()).startsWith("aaaa");
            assertThat(read.entry()).isEmpty();
        }
    }

    @Test
    void saysThatSomethingElseAnswered() throws IOException {
        try (var server =
                        new RecordingServer(new Answer(502, "text/html", "<h1>Bad gateway</h1>"));
                var client = client(server.address())) {
            assertThatExceptionOfType(UnexpectedAnswerException.class)
                    .isThrownBy(client::whoami)
                    .withMessageContaining("status 502")
                    .withMessageContaining("Check the address");
        }
    }

    @Test
    void saysThatAnAnswerIsNotJson() throws IOException {
        try (var server = new RecordingServer(new Answer(200, "text/html", "<html>"));
                var client = client(server.address())) {
            assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(client::whoami);
        }
    }

    @Test
    void neverFollowsARedirectWithTheToken() throws IOException {
        try (var server = new RecordingServer(new Answer(307, "text/plain", ""));
                var client = client(server.address())) {
            assertThatExceptionOfType(UnexpectedAnswerException.class).isThrownBy(client::whoami);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void saysThatNothingListens() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (var client = client(URI.create("http://localhost:" + free))) {
            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(client::whoami)
                    .withMessage(
                            "Nothing listens at http://localhost:%d. Is the server running?", free);
        }
    }

    @Test
    void givesUpOnAServerThatNeverAnswers() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client =
                        new WasmcloudClient(
                                new ClientSettings(
                                        URI.create("http://localhost:" + silent.getLocalPort()),
                                        TOKEN,
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(100),
                                        Duration.ofMillis(100)))) {
            assertThatExceptionOfType(UnreachableException.class)
                    .isThrownBy(client::whoami)
                    .withMessageContaining("took too long");
        }
    }

    @Test
    void sendsAFileWithItsLength(@TempDir Path folder) throws IOException {
        var module = Files.write(folder.resolve("m.wasm"), new byte[100_000]);
        var report =
                "{\"sha256\":\"%s\",\"size\":100000,\"abi\":\"unknown\"}".formatted("0".repeat(64));
        try (var server = new RecordingServer(Answer.json(report));
                var client = client(server.address())) {
            assertThat(client.modules().check(module).size()).isEqualTo(100_000);
            var asked = server.asked().getFirst();
            assertThat(asked.target()).isEqualTo("/v1/modules?check=true");
            assertThat(asked.headers().getFirst("Content-Length")).isEqualTo("100000");
            assertThat(asked.headers().getFirst("Content-Type")).isEqualTo("application/wasm");
        }
    }

    @Test
    void changesListsAndRestoresFunctions() throws IOException {
        var item =
                """
                {"id":"%s","name":"hello","description":"new","url":"http://x.run.localhost:1",
                 "requestBody":"buffered","createdAt":"2026-01-02T03:04:05Z",
                 "updatedAt":"2026-01-02T03:04:05Z"}\
                """
                        .formatted(ID);
        try (var server =
                        new RecordingServer(
                                Answer.json(item),
                                Answer.json("{\"items\":[%s]}".formatted(item)),
                                Answer.json(item));
                var client = client(server.address())) {
            var patch = new FunctionPatch("new", RequestBodyForm.BUFFERED, null);
            assertThat(client.functions().change(HELLO, patch).requestBody())
                    .isEqualTo(RequestBodyForm.BUFFERED);
            assertThat(client.functions().deleted().stream().toList()).hasSize(1);
            assertThat(client.functions().restore(HELLO).name()).isEqualTo("hello");
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "PATCH /v1/functions/hello",
                            "GET /v1/functions?deleted=true",
                            "POST /v1/functions/hello/restore");
            assertThat(server.asked().getFirst().text())
                    .isEqualTo("{\"description\":\"new\",\"requestBody\":\"buffered\"}");
        }
    }

    @Test
    void asksForTheLinesThatAreWanted() throws IOException {
        var line =
                """
                {"items":[{"at":"2026-01-02T03:04:05.678Z","invocation":"%s","level":"warning",
                 "source":"stderr","text":"hm"}]}\
                """
                        .formatted(ID);
        try (var server = new RecordingServer(Answer.json(line));
                var client = client(server.address())) {
            var filter = new LogFilter(null, LogLevel.INFO, null, 10);
            assertThat(client.functions().logs(HELLO).list(filter).stream().toList()).hasSize(1);
            assertThat(server.asked().getFirst().target())
                    .isEqualTo("/v1/functions/hello/logs?level=info&limit=10");
        }
    }

    @Test
    void asksForWhoMayCallAFunction() throws IOException {
        var signed =
                """
                {"url":"http://x/?s=1","path":"/","prefix":false,"method":"GET",
                 "expiresAt":"2026-01-02T03:04:05Z"}\
                """;
        var suspension = "{\"reason\":\"spam\",\"note\":\"n\",\"since\":\"2026-01-02T03:04:05Z\"}";
        try (var server =
                        new RecordingServer(
                                Answer.json(signed),
                                new Answer(204, "", ""),
                                Answer.json(suspension),
                                new Answer(204, "", ""));
                var client = client(server.address())) {
            var access = client.functions().access(HELLO);

            assertThat(access.sign(new SignedUrlRequest("/", null, null, null)).url())
                    .isEqualTo("http://x/?s=1");
            access.revokeSignedUrls();
            assertThat(access.suspend(new SuspensionRequest(SuspensionReason.SPAM, "n")).reason())
                    .isEqualTo(SuspensionReason.SPAM);
            access.lift();
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "POST /v1/functions/hello/signed-urls",
                            "DELETE /v1/functions/hello/signed-urls",
                            "POST /v1/functions/hello/suspension",
                            "DELETE /v1/functions/hello/suspension");
            assertThat(server.asked().get(0).text()).isEqualTo("{\"path\":\"/\"}");
        }
    }

    @Test
    void asksForSchedulesAndHostNames() throws IOException {
        var schedule =
                """
                {"id":"%s","cron":"0 * * * *","zone":"UTC","missed":"run-once","body":"",
                 "nextAt":"2026-01-02T03:04:05Z","createdAt":"2026-01-02T03:04:05Z",
                 "updatedAt":"2026-01-02T03:04:05Z"}\
                """
                        .formatted(ID);
        var domain =
                """
                {"host":"a.example.org","verified":false,"record":"r","value":"v",
                 "checkedAt":"2026-01-02T03:04:05Z","createdAt":"2026-01-02T03:04:05Z"}\
                """;
        try (var server =
                        new RecordingServer(
                                Answer.json(schedule),
                                Answer.json("{\"items\":[" + schedule + "]}"),
                                Answer.json(schedule),
                                Answer.json(schedule),
                                new Answer(204, "", ""),
                                Answer.json(domain),
                                Answer.json("{\"items\":[" + domain + "]}"),
                                new Answer(204, "", ""));
                var client = client(server.address())) {
            var id = UUID.fromString(ID);
            var wanted = new ScheduleRequest("0 * * * *", null, MissedRuns.RUN_ONCE, null, null);
            var schedules = client.functions().schedules(HELLO);
            assertThat(schedules.create(wanted).missed()).isEqualTo(MissedRuns.RUN_ONCE);
            assertThat(schedules.list().stream().toList()).hasSize(1);
            assertThat(schedules.get(id).id()).isEqualTo(id);
            assertThat(schedules.replace(id, wanted).zone()).isEqualTo("UTC");
            schedules.delete(id);
            var domains = client.functions().domains(HELLO);
            assertThat(domains.add("a.example.org").value()).isEqualTo("v");
            assertThat(domains.list().stream().toList()).hasSize(1);
            domains.remove("a.example.org");

            var one = "/v1/functions/hello/schedules/" + ID;
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "POST /v1/functions/hello/schedules",
                            "GET /v1/functions/hello/schedules",
                            "GET " + one,
                            "PUT " + one,
                            "DELETE " + one,
                            "POST /v1/functions/hello/domains",
                            "GET /v1/functions/hello/domains",
                            "DELETE /v1/functions/hello/domains/a.example.org");
            assertThat(server.asked().getFirst().text())
                    .isEqualTo("{\"cron\":\"0 * * * *\",\"missed\":\"run-once\"}");
        }
    }

    @Test
    void enqueuesInvocationsAndHandlesDeadLetters() throws IOException {
        var item =
                """
                {"id":"%s","function":"hello","trigger":"queue","state":"dead","attempts":5,
                 "createdAt":"2026-01-02T03:04:05Z",
                 "result":{"httpStatus":500,"bytes":2,"truncated":false,"encoding":"utf-8","body":"no"}}\
                """
                        .formatted(ID);
        try (var server =
                        new RecordingServer(
                                Answer.json(item),
                                Answer.json(item),
                                Answer.json("{\"items\":[" + item + "]}"),
                                Answer.json(item),
                                new Answer(204, "", ""));
                var client = client(server.address())) {
            var id = UUID.fromString(ID);
            var body = "b".getBytes(StandardCharsets.UTF_8);
            var invocations = client.functions().invocations(HELLO);
            assertThat(invocations.enqueue("text/plain", body).state()).isEqualTo(QueueState.DEAD);
            assertThat(client.invocation(id)).isInstanceOf(QueuedInvocationItem.class);
            var dead = client.functions().deadLetters(HELLO);
            assertThat(dead.list().stream().toList()).hasSize(1);
            assertThat(dead.requeue(id).attempts()).isEqualTo(5);
            dead.discard(id);

            var one = "/v1/functions/hello/dead-letters/" + ID;
            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "POST /v1/functions/hello/invocations",
                            "GET /v1/invocations/" + ID,
                            "GET /v1/functions/hello/dead-letters",
                            "POST " + one + "/requeue",
                            "DELETE " + one);
            assertThat(server.asked().getFirst().text()).isEqualTo("b");
            assertThat(server.asked().getFirst().headers().getFirst("Content-Type"))
                    .isEqualTo("text/plain");
        }
    }

    @Test
    void callsAFunctionBelowAPathAndWithoutTheToken() throws IOException {
        try (var server = new RecordingServer(new Answer(200, "text/plain", "hi"));
                var client = client(server.address())) {
            var url = URI.create("http://hello.run.localhost:" + server.port());
            var call =
                    new FunctionCall(
                            "PUT",
                            "/a?b=c",
                            List.of(Map.entry("X-A", "1")),
                            BodyPublishers.ofString("body"),
                            Duration.ofSeconds(5));
            try (var body = client.call(url, call).body()) {
                assertThat(body.readAllBytes()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
            }
            var asked = server.asked().getFirst();
            assertThat(asked.method()).isEqualTo("PUT");
            assertThat(asked.target()).isEqualTo("/_fn/hello/a?b=c");
            assertThat(asked.text()).isEqualTo("body");
            assertThat(asked.headers()).containsKey("X-A").doesNotContainKey("Authorization");
        }
    }
}
