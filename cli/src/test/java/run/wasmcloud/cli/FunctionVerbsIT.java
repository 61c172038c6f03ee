package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a function has besides its module, against an API that answers what the test says. */
class FunctionVerbsIT {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String FUNCTION = "/v1/functions/hello/";
    private static final String DEPLOYMENT =
            "{\"id\":\"%s\",\"number\":7,\"module\":\"%s\",\"moduleBytes\":2048,\"active\":true,\"message\":\"\",\"limits\":{\"memoryPages\":2048,\"fuel\":10000000000,\"wallMillis\":10000},\"createdAt\":\"2026-01-02T03:04:05Z\"}"
                    .formatted(ID, "b".repeat(64));
    private static final String QUEUED =
            "{\"id\":\"%s\",\"function\":\"hello\",\"trigger\":\"queue\",\"state\":\"dead\",\"attempts\":5,\"reason\":\"trapped\",\"createdAt\":\"2026-01-02T03:04:05Z\"}"
                    .formatted(ID);

    @TempDir private Path home;
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    private Tool tool() {
        return new Tool(home)
                .with("WASMCLOUD_API", api.address())
                .with("WASMCLOUD_TOKEN", "env.token");
    }

    private static String page(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    @Test
    void listsAndSetsVariablesAllAtOnce() {
        api.on("GET " + FUNCTION + "config", "{\"variables\":{\"A\":\"1\",\"B\":\"2\"}}")
                .on("PUT " + FUNCTION + "config", DEPLOYMENT);

        assertThat(tool().run("config", "list", "hello").out()).isEqualTo("A=1\nB=2\n");
        var set = tool().run("config", "set", "hello", "B=3", "C=x=y", "-m", "more");

        assertThat(set.out()).isEqualTo("Deployed hello version 7\n");
        assertThat(api.asked().getLast())
                .isEqualTo(
                        "PUT "
                                + FUNCTION
                                + "config?message=more&activate=true"
                                + " {\"variables\":{\"A\":\"1\",\"B\":\"3\",\"C\":\"x=y\"}}");
    }

    @Test
    void removesVariablesThatAreThere() {
        api.on("GET " + FUNCTION + "config", "{\"variables\":{\"A\":\"1\",\"B\":\"2\"}}")
                .on("PUT " + FUNCTION + "config", DEPLOYMENT);

        assertThat(tool().run("config", "unset", "hello", "A").status()).isZero();
        assertThat(api.asked().getLast()).endsWith("{\"variables\":{\"B\":\"2\"}}");

        var missing = tool().run("config", "unset", "hello", "Z");
        assertThat(missing.status()).isEqualTo(ExitCode.NOT_FOUND.status());
        assertThat(missing.err()).contains("hello has no variable Z");
    }

    @Test
    void refusesNamesThatCannotBeVariables() {
        assertThat(tool().run("config", "set", "hello", "PATH_INFO=x").err()).contains("PATH_INFO");
        assertThat(tool().run("secret", "set", "hello", "A-B").status()).isEqualTo(2);
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void setsSecretsFromStandardInputAndFilesOnly() throws IOException {
        api.on(
                "PUT " + FUNCTION + "secrets/KEY",
                "{\"name\":\"KEY\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"setAt\":\"2026-01-02T03:04:05Z\"}");
        var file = Files.writeString(home.resolve("secret"), "from file\n");

        var piped = tool().reading("s3cret\n").run("secret", "set", "hello", "KEY");

        assertThat(piped.out()).isEqualTo("Set KEY of hello\n");
        assertThat(api.asked().getLast()).endsWith("{\"value\":\"s3cret\"}");
        tool().run("secret", "set", "hello", "KEY", "--file", file.toString());
        assertThat(api.asked().getLast()).endsWith("{\"value\":\"from file\\n\"}");
        assertThat(tool().run("secret", "set", "hello", "KEY", "s3cret").status()).isEqualTo(2);
        Files.write(file, new byte[] {(byte) 0xff});
        assertThat(tool().run("secret", "set", "hello", "KEY", "--file", file.toString()).err())
                .contains("no text in UTF-8");
    }

    @Test
    void listsAndRemovesSecrets() {
        api.on(
                        "GET " + FUNCTION + "secrets",
                        page(
                                "{\"name\":\"KEY\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"setAt\":\"2026-01-03T03:04:05Z\"}"))
                .on("DELETE " + FUNCTION + "secrets/KEY", "");

        assertThat(tool().run("secret", "list", "hello").out())
                .contains("KEY", "2026-01-03 03:04:05");
        assertThat(tool().run("secret", "delete", "hello", "KEY").err())
                .isEqualTo("Removed KEY of hello\n");
    }

    @Test
    void makesListsAndRemovesSchedules() {
        var schedule =
                "{\"id\":\"%s\",\"cron\":\"0 6 * * *\",\"zone\":\"Europe/Berlin\",\"missed\":\"skip\",\"body\":\"\",\"nextAt\":\"2026-02-01T05:00:00Z\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"updatedAt\":\"2026-01-02T03:04:05Z\"}"
                        .formatted(ID);
        api.on("POST " + FUNCTION + "schedules", schedule)
                .on("GET " + FUNCTION + "schedules", page(schedule))
                .on("DELETE " + FUNCTION + "schedules/" + ID, "");

        var made =
                tool().run(
                                "schedule",
                                "create",
                                "hello",
                                "0 6 * * *",
                                "--zone",
                                "Europe/Berlin",
                                "--skip-missed");

        assertThat(made.out())
                .isEqualTo("Made %s; it runs next at 2026-02-01 05:00:00\n".formatted(ID));
        assertThat(api.asked().getLast())
                .endsWith(
                        "{\"cron\":\"0 6 * * *\",\"zone\":\"Europe/Berlin\",\"missed\":\"skip\"}");
        assertThat(tool().run("schedule", "list", "hello").out()).contains("Europe/Berlin", ID);
        assertThat(tool().run("schedule", "delete", "hello", ID).err()).contains("Removed " + ID);
    }

    @Test
    void tellsHowToProveADomain() {
        var domain =
                "{\"host\":\"www.example.com\",\"verified\":%b,\"record\":\"_wasmcloud-challenge.www.example.com\",\"value\":\"abc\",\"checkedAt\":\"2026-01-02T03:04:05Z\",\"createdAt\":\"2026-01-02T03:04:05Z\"}";
        api.on("POST " + FUNCTION + "domains", domain.formatted(false))
                .on("GET " + FUNCTION + "domains", page(domain.formatted(false)))
                .on("DELETE " + FUNCTION + "domains/www.example.com", "");

        assertThat(tool().run("domain", "add", "hello", "www.example.com").out())
                .contains("_wasmcloud-challenge.www.example.com TXT \"abc\"");
        assertThat(tool().run("domain", "list", "hello").out())
                .contains("www.example.com", "waits for its DNS record");
        api.on("POST " + FUNCTION + "domains", domain.formatted(true));
        assertThat(tool().run("domain", "add", "hello", "www.example.com").out())
                .isEqualTo("www.example.com leads to hello\n");
        assertThat(tool().run("domain", "remove", "hello", "www.example.com").status()).isZero();
    }

    @Test
    void invokesLaterAndLooksAfterDeadLetters() {
        api.on("POST " + FUNCTION + "invocations", QUEUED)
                .on("GET " + FUNCTION + "dead-letters", page(QUEUED))
                .on("POST " + FUNCTION + "dead-letters/" + ID + "/requeue", QUEUED)
                .on("DELETE " + FUNCTION + "dead-letters/" + ID, "");

        var queued = tool().reading("body").run("invoke", "hello", "--async", "--data", "-");

        assertThat(queued.out()).isEqualTo(ID + "\n");
        assertThat(api.asked().getLast()).isEqualTo("POST " + FUNCTION + "invocations body");
        assertThat(tool().run("dead-letters", "list", "hello").out()).contains(ID, "trapped", "5");
        assertThat(tool().run("dead-letters", "requeue", "hello", ID).out())
                .isEqualTo("Queued " + ID + "\n");
        assertThat(tool().run("dead-letters", "discard", "hello", ID).status()).isZero();
    }

    @Test
    void showsUsageNextToTheQuota() {
        var item =
                "{%s\"invocations\":12,\"outcomes\":{\"completed\":12},\"fuel\":3400,\"cpuMillis\":5,\"wallMillis\":6,\"memoryByteSeconds\":7,\"bytesIn\":8,\"bytesOut\":9,\"outboundRequests\":1}";
        api.on(
                "GET /v1/usage",
                "{\"since\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-31T12:00:00Z\",\"items\":[%s],\"total\":%s,\"quota\":{\"plan\":\"free\",\"invocationsAMonth\":{\"used\":12,\"most\":1000000},\"fuelAMonth\":{\"used\":3400},\"functions\":{\"used\":1,\"most\":20},\"resetAt\":\"2026-02-01T00:00:00Z\"}}"
                        .formatted(item.formatted("\"function\":\"hello\","), item.formatted("")));

        var usage = tool().run("usage", "--by", "function", "--since", "7d");

        assertThat(usage.out())
                .containsPattern("hello +12 +3\\.4 k")
                .containsPattern("total +12")
                .contains("12 of 1.0 M", "3.4 k of no bound", "2026-02-01 00:00:00");
        assertThat(api.asked().getLast())
                .isEqualTo("GET /v1/usage?by=function&since=2026-01-24T12%3A00%3A00Z");
    }

    @Test
    void listsExecutors() {
        api.on(
                "GET /v1/executors",
                page(
                        "{\"id\":\"%s\",\"host\":\"node-1\",\"version\":\"1\",\"state\":\"running\",\"alive\":false,\"startedAt\":\"2026-01-02T03:04:05Z\",\"seenAt\":\"2026-01-02T03:04:05Z\",\"running\":3,\"waiting\":0,\"mostRunning\":100,\"guestBytes\":1024,\"heapBytes\":1024,\"unshippedRecords\":0}"
                                .formatted(ID)));

        assertThat(tool().run("admin", "executors").out())
                .contains("node-1", "gone", "3/100", "2.0 KiB");
    }
}
