package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** What became of runs, and calls of functions that not everybody may call. */
class InvocationVerbsIT {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String ONE = "GET /v1/invocations/" + ID;

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
        return new Tool(home).with("WASMCLOUD_API", api.address()).with("WASMCLOUD_TOKEN", "a.b.c");
    }

    private static String queued(String state, String more) {
        return "{\"id\":\"%s\",\"function\":\"hello\",\"trigger\":\"queue\",\"state\":\"%s\",\"attempts\":1,\"createdAt\":\"2026-01-02T03:04:05Z\"%s}"
                .formatted(ID, state, more);
    }

    private static String ended(int status, String encoding, String body, boolean truncated) {
        return queued(
                "done",
                ",\"finishedAt\":\"2026-01-02T03:04:06Z\",\"receipt\":\"%s\",\"result\":{\"httpStatus\":%d,\"contentType\":\"text/plain\",\"bytes\":9,\"truncated\":%b,\"encoding\":\"%s\",\"body\":\"%s\"}"
                        .formatted(ID, status, truncated, encoding, body));
    }

    @Test
    void showsTheStoredAnswer() {
        api.on(ONE, ended(200, "utf-8", "all \\u001bwell", false));

        assertThat(tool().run("invocation", ID).out())
                .containsPattern("state +done")
                .containsPattern("answer +status 200, text/plain, 9 B")
                .endsWith("\n\nall \\x1bwell\n");
        assertThat(tool().run("invocation", ID, "--json").out()).contains("\"state\" : \"done\"");
    }

    @Test
    void writesTheStoredAnswerAsItIs() {
        api.on(ONE, ended(200, "base64", "AGEK", true));

        var result = tool().run("invocation", ID, "--result");

        assertThat(result.out()).isEqualTo("\0a\n");
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("Only the first 3 B of 9 B are kept");
        assertThat(tool().run("invocation", ID).out()).contains("--result writes it");
        api.on(ONE, ended(500, "utf-8", "oh", false));
        assertThat(tool().run("invocation", ID, "--result").status()).isEqualTo(1);
    }

    @Test
    void saysWhyThereIsNoAnswer() {
        api.on(ONE, queued("waiting", ""));
        var early = tool().run("invocation", ID, "--result");
        assertThat(early.status()).isEqualTo(ExitCode.CONFLICT.status());
        assertThat(early.err()).contains("No answer yet", "--wait --result");
        assertThat(tool().run("invocation", ID).out()).containsPattern("answer +none yet");

        api.on(
                ONE,
                queued("dead", ",\"finishedAt\":\"2026-01-02T03:04:06Z\",\"reason\":\"trapped\""));
        assertThat(tool().run("invocation", ID, "--result").err())
                .contains("The function gave none: trapped", "wasmcloud logs hello");
    }

    @Test
    void waitsForTheEnd() {
        api.on("POST /v1/functions/hello/invocations", queued("waiting", ""))
                .on(ONE, queued("running", ""))
                .afterwards(ONE, ended(200, "utf-8", "done it", false));

        var result = tool().run("invoke", "hello", "--async", "--wait");

        assertThat(result.out()).isEqualTo("done it");
        assertThat(result.status()).isZero();
        assertThat(api.asked()).endsWith(ONE, ONE);
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        api.on(ONE, queued("running", ""));

        var result = tool().run("invocation", ID, "--wait", "--timeout", "1ms");

        assertThat(result.status()).isEqualTo(ExitCode.LIMIT.status());
        assertThat(result.err()).contains("Not ended yet", "wasmcloud invocation " + ID);
        assertThat(tool().run("invoke", "hello", "--wait").status())
                .isEqualTo(ExitCode.USAGE.status());
    }

    @Test
    void callsAPrivateFunctionByASignedAddress() {
        var url = "http://localhost:%d/_fn/hello".formatted(api.port());
        api.on(
                        "GET /v1/functions/hello",
                        "{\"id\":\"%s\",\"name\":\"hello\",\"description\":\"\",\"url\":\"%s\",\"requestBody\":\"streamed\",\"visibility\":\"private\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"updatedAt\":\"2026-01-02T03:04:05Z\"}"
                                .formatted(ID, url))
                .on(
                        "POST /v1/functions/hello/signed-urls",
                        "{\"url\":\"%s/a?sig=xyz\",\"path\":\"/a\",\"prefix\":false,\"method\":\"PUT\",\"expiresAt\":\"2026-01-02T03:04:05Z\"}"
                                .formatted(url))
                .on("PUT /_fn/hello/a", "{}");

        assertThat(tool().run("invoke", "hello", "--path", "/a?b=c", "-X", "PUT").status())
                .isZero();
        assertThat(api.asked())
                .containsExactly(
                        "GET /v1/functions/hello",
                        "POST /v1/functions/hello/signed-urls"
                                + " {\"path\":\"/a\",\"prefix\":false,\"method\":\"PUT\"}",
                        "PUT /_fn/hello/a?sig=xyz&b=c");
    }

    @Test
    void suggestsTheFunctionThatWasMeant() {
        api.on("GET /v1/functions", "{\"items\":[%s]}".formatted(function("parrot")));

        var wrong = tool().run("show", "parot");

        assertThat(wrong.status()).isEqualTo(ExitCode.NOT_FOUND.status());
        assertThat(wrong.err()).contains("Did you mean parrot? wasmcloud list shows");
        assertThat(tool().run("show", "zzz").err())
                .contains("wasmcloud list shows")
                .doesNotContain("Did you mean");
        assertThat(tool().run("schedule", "delete", "parrot", ID).err())
                .as("the function is there, its schedule is not")
                .doesNotContain("wasmcloud list");
    }

    private static String function(String name) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"description\":\"\",\"url\":\"http://x\",\"requestBody\":\"streamed\",\"visibility\":\"public\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"updatedAt\":\"2026-01-02T03:04:05Z\"}"
                .formatted(ID, name);
    }

    @Test
    void changesSettings() {
        api.on("PATCH /v1/functions/hello", function("hello"))
                .on("GET /v1/functions/hello", function("hello"));

        var changed =
                tool().run(
                                "settings",
                                "hello",
                                "--visibility",
                                "private",
                                "--request-body",
                                "buffered");

        assertThat(changed.status()).as(changed.err()).isZero();
        assertThat(api.asked())
                .containsExactly(
                        "PATCH /v1/functions/hello"
                                + " {\"requestBody\":\"buffered\",\"visibility\":\"private\"}");
        assertThat(tool().run("settings", "hello").out()).containsPattern("visibility +public");
        assertThat(api.asked().getLast()).isEqualTo("GET /v1/functions/hello");
        assertThat(tool().run("settings", "hello", "--visibility", "all").err())
                .contains("all (expected: public, private)");
    }
}
