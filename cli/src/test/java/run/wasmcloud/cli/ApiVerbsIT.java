package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ApiVerbsIT {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String USER =
            "{\"id\":\"%s\",\"email\":\"ada@example.com\",\"emailVerified\":true,\"role\":\"admin\",\"state\":\"active\",\"plan\":\"paid\",\"createdAt\":\"2026-01-02T03:04:05Z\"}"
                    .formatted(ID);
    private static final String REPORT =
            "{\"sha256\":\"%s\",\"size\":8,\"abi\":\"wasi-preview1\"}".formatted("a".repeat(64));

    @TempDir private Path home;
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi().on("GET /v1/whoami", USER);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    private Tool anonymous() {
        return new Tool(home).with("WASMCLOUD_API", api.address());
    }

    private Tool tool() {
        return anonymous().with("WASMCLOUD_TOKEN", "env.token");
    }

    private String function(String name) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"description\":\"Says \\u001bhi\",\"url\":\"http://%s.run.localhost:%d\",\"activeDeployment\":2,\"requestBody\":\"streamed\",\"visibility\":\"public\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"updatedAt\":\"2026-01-02T03:04:05Z\"}"
                .formatted(ID, name, name, api.port());
    }

    private static String deployment(int number, boolean active) {
        return "{\"id\":\"%s\",\"number\":%d,\"module\":\"%s\",\"moduleBytes\":2048,\"active\":%b,\"message\":\"m\",\"limits\":{\"memoryPages\":2048,\"fuel\":10000000000,\"wallMillis\":10000},\"createdAt\":\"2026-01-02T03:04:05Z\"}"
                .formatted(ID, number, "b".repeat(64), active);
    }

    private static String page(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    private static String log(String at, String text) {
        return "{\"at\":\"%s\",\"invocation\":\"%s\",\"level\":\"info\",\"source\":\"stderr\",\"text\":\"%s\"}"
                .formatted(at, ID, text);
    }

    @Test
    void showsWhoIsSignedIn() {
        var result = tool().run("whoami");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .isEqualTo(
                        """
                        e-mail  ada@example.com
                        role    admin
                        plan    paid
                        state   active
                        id      %s
                        """
                                .formatted(ID));
        assertThat(api.tokens()).containsExactly("Bearer env.token");
    }

    @Test
    void writesTheApisOwnRecordAsJson() {
        assertThat(tool().run("whoami", "-o", "json").out().replaceAll("\\s", "")).isEqualTo(USER);
    }

    @Test
    void signsInWithAPasswordAndRemembersIt() {
        api.on(
                "POST /v1/sessions",
                "{\"id\":\"%s\",\"name\":\"\",\"scope\":\"admin\",\"expiresAt\":\"2027-01-01T00:00:00Z\",\"token\":\"new.token\"}"
                        .formatted(ID));
        var login =
                new Tool(home)
                        .reading("pass word\n")
                        .run("login", "--api", api.address(), "--email", "ada@example.com");
        assertThat(login.status()).isZero();
        assertThat(api.asked().getFirst()).contains("\"password\":\"pass word\"");
        assertThat(login.out() + login.err())
                .doesNotContain("new.token")
                .doesNotContain("pass word");
        assertThat(new Tool(home).run("whoami").status()).isZero();
        assertThat(api.tokens().getLast()).isEqualTo("Bearer new.token");
    }

    @Test
    void signsOut() {
        anonymous().reading("a.b.c\n").run("login", "--token-stdin");
        api.on("DELETE /v1/sessions/current", "");
        assertThat(anonymous().run("logout").status()).isZero();
        assertThat(api.asked()).contains("DELETE /v1/sessions/current");
        assertThat(anonymous().run("whoami").status()).isEqualTo(ExitCode.AUTHENTICATION.status());
    }

    @Test
    void keepsAProfilesTokenFromAnotherApi() throws IOException {
        anonymous().reading("a.b.c\n").run("login", "--token-stdin");
        try (var other = new FakeApi()) {
            var result = new Tool(home).run("whoami", "--api", other.address());
            assertThat(result.status()).isEqualTo(ExitCode.AUTHENTICATION.status());
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void prefersTheFlagToTheEnvironment() throws IOException {
        var file = Files.writeString(home.resolve("token"), "file.token\n");
        tool().run("whoami", "--token-file", file.toString());
        assertThat(api.tokens()).containsExactly("Bearer file.token");
    }

    @Test
    void listsFunctionsHarmlessly() {
        api.on("GET /v1/functions", page(function("hello")));
        assertThat(tool().run("list").out())
                .contains(
                        "NAME   VERSION  UPDATED              URL",
                        "hello        2  2026-01-02 03:04:05",
                        "Says \\x1bhi");
    }

    @Test
    void deploysToANewFunctionOnlyAfterTheModuleWasChecked() throws IOException {
        var module = Files.write(home.resolve("hello.wasm"), new byte[8]);
        api.on("POST /v1/modules", REPORT)
                .on("POST /v1/functions", function("hello"))
                .on("POST /v1/functions/hello/deployments", deployment(1, true));
        var result = tool().run("deploy", module.toString(), "-m", "first one");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("Deployed hello version 1\n")
                .contains(
                        "http://hello.run.localhost",
                        "2.0 KiB",
                        "128.0 MiB memory, 10.0 G fuel, 10.00 s");
        assertThat(api.asked())
                .extracting(asked -> asked.replaceAll("[\\x00].*", "").strip())
                .containsExactly(
                        "GET /v1/functions/hello",
                        "POST /v1/modules?check=true",
                        "POST /v1/functions {\"name\":\"hello\"}",
                        "POST /v1/functions/hello/deployments?message=first%20one");
    }

    @Test
    void makesNoFunctionForAModuleThatCannotRun() throws IOException {
        var module = Files.write(home.resolve("hello.wasm"), new byte[8]);
        api.refusing("POST /v1/modules", 422, "The module cannot run", "it is a text");
        var result = tool().run("deploy", module.toString());
        assertThat(result.status()).isEqualTo(ExitCode.INVALID.status());
        assertThat(result.err())
                .isEqualTo("error: The module cannot run\n  it is a text\n  request urn:uuid:1\n");
        assertThat(api.asked()).noneMatch(asked -> asked.startsWith("POST /v1/functions"));
    }

    @Test
    void buildsAndDeploysTheProjectWithItsNameAndPolicy() throws IOException {
        var project = Files.createDirectory(home.resolve("parrot"));
        Files.writeString(
                project.resolve("wasmcloud.toml"),
                """
                name = "parrot"
                module = "m.wasm"
                build = "echo x > m.wasm"
                policy = "p"
                files = "www"

                [env]
                A = "1"
                """);
        Files.writeString(Files.createDirectory(project.resolve("www")).resolve("a.txt"), "hi");
        Files.writeString(project.resolve("p"), "gas-limit 5\n");
        api.on("GET /v1/functions/parrot", function("parrot"))
                .on("POST /v1/functions/parrot/deployments", deployment(1, true));

        var result = tool().run("deploy", "--project", project.toString(), "--no-activate");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(project.resolve("m.wasm")).hasContent("x\n");
        assertThat(api.asked().getLast())
                .startsWith("POST /v1/functions/parrot/deployments?activate=false")
                .contains("gas-limit 5", "{\"variables\":{\"A\":\"1\"}}", "PK", "a.txt");
    }

    @Test
    void exportsWhatTheServerSends() {
        api.on("GET /v1/functions/hello/export", "{\"id\":1}\n{\"id\":2}\n");

        var result = tool().run("export", "hello", "--what", "logs", "--since", "1d");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("{\"id\":1}\n{\"id\":2}\n");
        assertThat(api.asked().getLast())
                .contains("kind=logs", "format=ndjson", "since=2026-01-30T12%3A00%3A00Z");
    }

    @Test
    void saysWhatIsMissingWhereThereIsNothingToDeploy() {
        var result = tool().run("deploy", "--project", home.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("There is no wasmcloud.toml in", "wasmcloud init");
    }

    @Test
    void deploysAnExample() {
        api.on("GET /v1/functions/echo", function("echo"))
                .on("POST /v1/functions/echo/deployments", deployment(3, true));
        assertThat(tool().run("deploy", "--example", "echo").status()).isZero();
        assertThat(api.asked().getLast()).endsWith("{\"example\":\"echo\"}");
    }

    @Test
    void rollsBackToTheVersionBeforeTheActiveOne() {
        api.on(
                        "GET /v1/functions/hello/deployments",
                        page(deployment(4, false), deployment(3, true), deployment(1, false)))
                .on("POST /v1/functions/hello/deployments/1/activate", deployment(1, true));
        assertThat(tool().run("rollback", "hello").out()).isEqualTo("hello runs version 1 again\n");
    }

    @Test
    void saysThatThereIsNothingToGoBackTo() {
        api.on("GET /v1/functions/hello/deployments", page(deployment(1, true)));
        assertThat(tool().run("rollback", "hello").status()).isEqualTo(ExitCode.CONFLICT.status());
    }

    @Test
    void showsTheNewestLogLinesLast() {
        api.on(
                "GET /v1/functions/hello/logs",
                page(log("2026-01-02T03:04:06Z", "b\\u001b[2J"), log("2026-01-02T03:04:05Z", "a")));
        assertThat(tool().run("logs", "hello", "--since", "10m").out())
                .isEqualTo(
                        """
                        2026-01-02 03:04:05.000  info     stderr    a
                        2026-01-02 03:04:06.000  info     stderr    b\\x1b[2J
                        """);
        assertThat(api.asked().getLast())
                .isEqualTo("GET /v1/functions/hello/logs?since=2026-01-31T11%3A50%3A00Z&limit=100");
    }

    @Test
    void writesLogLinesAsNdJson() {
        api.on(
                "GET /v1/functions/hello/logs",
                page(log("2026-01-02T03:04:06Z", "b"), log("2026-01-02T03:04:05Z", "a")));
        assertThat(tool().run("logs", "hello", "--json").out())
                .isEqualTo(
                        log("2026-01-02T03:04:05Z", "a")
                                + "\n"
                                + log("2026-01-02T03:04:06Z", "b")
                                + "\n");
    }

    @Test
    void invokesAFunctionAndPassesItsAnswerThrough() {
        api.on("GET /v1/functions/hello", function("hello")).on("POST /_fn/hello/a", "{\"x\":1}");
        var result =
                tool().reading("input")
                        .run("invoke", "hello", "--path", "a?b=c", "--data", "-", "-H", "X-A: 1");
        assertThat(result.out()).isEqualTo("{\"x\":1}");
        assertThat(api.asked().getLast()).isEqualTo("POST /_fn/hello/a?b=c input");
        assertThat(api.tokens().getLast()).isEqualTo("null");
    }

    @Test
    void endsWithOneWhenTheFunctionAnswersAnError() {
        api.on("GET /v1/functions/hello", function("hello"))
                .refusing("GET /_fn/hello/", 502, "t", "d");
        var result = tool().run("invoke", "hello");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("answered with status 502");
    }

    @Test
    void deletesOnlyWithAYes() {
        api.on("DELETE /v1/functions/hello", "");
        assertThat(tool().run("delete", "hello").status()).isEqualTo(ExitCode.USAGE.status());
        assertThat(tool().onTerminal().reading("n\n").run("delete", "hello").status()).isEqualTo(1);
        assertThat(api.asked()).isEmpty();
        assertThat(tool().run("delete", "hello", "--yes").status()).isZero();
        assertThat(api.asked()).containsExactly("DELETE /v1/functions/hello");
    }

    @Test
    void printsANewTokenAlone() {
        api.on(
                "POST /v1/tokens",
                "{\"id\":\"%s\",\"name\":\"ci\",\"scope\":\"deploy\",\"expiresAt\":\"2027-01-01T00:00:00Z\",\"token\":\"x.y.z\"}"
                        .formatted(ID));
        var result = tool().run("tokens", "create", "ci", "--scope", "read", "--expires", "1d");
        assertThat(result.out()).isEqualTo("x.y.z\n");
        assertThat(api.asked().getLast())
                .endsWith(
                        "{\"name\":\"ci\",\"scope\":\"read\",\"expiresAt\":\"2026-02-01T12:00:00Z\"}");
    }

    @Test
    void tellsProblemsWithWhatToDo() {
        api.refusing("GET /v1/whoami", 401, "Not signed in", "The token has expired.");
        var result = tool().run("whoami");
        assertThat(result.status()).isEqualTo(ExitCode.AUTHENTICATION.status());
        assertThat(result.err())
                .isEqualTo(
                        """
                        error: Not signed in
                          The token has expired.
                          Sign in: wasmcloud login
                          request urn:uuid:1
                        """);
    }

    @Test
    void tellsThatNothingListens() {
        api.close();
        var result = tool().run("whoami");
        assertThat(result.status()).isEqualTo(ExitCode.NETWORK.status());
        assertThat(result.err())
                .contains("error: No connection", "Is the server running?", "wasmcloud up");
    }

    private static final String POLICY =
            "{\"text\":\"allow ^a\\n"
                + "## \\u001bx\",\"source\":\"owner\",\"deployment\":2,\"warnings\":[],\"limits\":{\"memoryPages\":16,\"fuel\":1000,\"wallMillis\":100}}";

    @Test
    void showsAPolicyAsItsFile() {
        api.on("GET /v1/functions/hello/policy", POLICY);

        var result = tool().run("policy", "show", "hello");

        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo("allow ^a\n## \\x1bx\n");
        assertThat(result.err()).contains("Its own; version 2: 1.0 MiB memory");
    }

    @Test
    void setsAPolicyThatIsValid() throws IOException {
        api.on("PUT /v1/functions/hello/policy", deployment(3, true));
        var file = Files.writeString(home.resolve("a.policy"), "allow ^a\n");

        var result = tool().run("policy", "set", "hello", file.toString(), "-m", "tighter");

        assertThat(result.out()).isEqualTo("hello runs version 3, under the new policy\n");
        assertThat(api.asked())
                .containsExactly(
                        "PUT /v1/functions/hello/policy?message=tighter&activate=true"
                                + " {\"text\":\"allow ^a\\n\"}");
        assertThat(tool().run("policy", "set", "hello", "--default", "--stage").status()).isZero();
        assertThat(api.asked().getLast()).endsWith("/policy?activate=false {}");
        assertThat(tool().run("policy", "set", "hello").status())
                .isEqualTo(ExitCode.USAGE.status());
    }

    @Test
    void tellsWhereAPolicyFileIsWrongWithoutAskingTheServer() throws IOException {
        var file = Files.writeString(home.resolve("a.policy"), "allow ^a\nforbid b\n");

        var result = tool().run("policy", "set", "hello", file.toString());

        assertThat(result.status()).isEqualTo(ExitCode.INVALID.status());
        assertThat(result.err()).contains("a.policy, line 2, column 1: 'forbid'");
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void triesAUrlAndEndsWithTheAnswer() {
        api.on(
                "POST /v1/functions/hello/policy/check",
                "{\"url\":\"zero://\",\"allowed\":false,\"reason\":\"no allow rule matches\"}");

        var denied = tool().run("policy", "check", "hello", "zero://");

        assertThat(denied.status()).isEqualTo(1);
        assertThat(denied.out()).isEqualTo("denied  zero://  (no allow rule matches)\n");
    }

    @Test
    void deploysAModuleWithItsPolicyAtOnce() throws IOException {
        var wasm = Files.writeString(home.resolve("hello.wasm"), "wasm");
        var policy = Files.writeString(home.resolve("a.policy"), "gas-limit 5\n");
        api.on("GET /v1/functions/hello", function("hello"))
                .on("POST /v1/functions/hello/deployments", deployment(1, true));

        var result = tool().run("deploy", wasm.toString(), "--policy", policy.toString());

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(api.asked().getLast())
                .contains("name=\"module\"", "wasm", "name=\"policy\"", "gas-limit 5");
    }
}
