package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.FunctionChange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;

/** Functions that take the body of a request as a whole. */
@Timeout(300)
class BufferedBodyIT {
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    private static Function deploy(String example, RequestBodyForm form) {
        var function = executor.deploy(example);
        var change = new FunctionChange(Optional.empty(), Optional.of(form), Optional.empty());
        assertThat(executor.store().functions().change(function.id(), change, Optional.empty()))
                .isPresent();
        return function;
    }

    /** Sends a body without its length. */
    private static HttpResponse<String> post(Version version, Function function, byte[] body)
            throws IOException, InterruptedException {
        var publisher = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        return executor.client(version)
                .send(
                        executor.request(function, "").POST(publisher).version(version).build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource
    void areToldTheLengthOfABodyThatCameInChunks(Version version) throws Exception {
        var buffered = deploy("environment/environment.wasm", RequestBodyForm.BUFFERED);
        var streamed = deploy("environment/environment.wasm", RequestBodyForm.STREAMED);

        assertThat(post(version, buffered, new byte[123]).body().lines())
                .contains("CONTENT_LENGTH=123");
        assertThat(post(version, streamed, new byte[123]).body()).doesNotContain("CONTENT_LENGTH=");
    }

    @ParameterizedTest
    @EnumSource
    void getAllOfTheBody(Version version) throws Exception {
        var echo = deploy("echo/echo.wasm", RequestBodyForm.BUFFERED);
        for (var length : new int[] {1, 65_536, 65_537, 1_000_000}) {
            var text = "x".repeat(length);
            var response =
                    post(version, echo, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(response.body()).hasSize(length).isEqualTo(text);
        }
    }

    @Test
    void takeNoMoreThanSixteenMebibytes() throws Exception {
        var echo = deploy("echo/echo.wasm", RequestBodyForm.BUFFERED);

        var response = post(Version.HTTP_1_1, echo, new byte[BufferedBody.MOST_BYTES + 1]);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("expected: at most 16777216 bytes");
        for (int i = 0; i < 20; i++) {
            assertThat(post(Version.HTTP_1_1, echo, new byte[70_000]).statusCode())
                    .as("the memory was given back")
                    .isEqualTo(200);
        }
    }
}
