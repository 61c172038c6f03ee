package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import static run.wasmcloud.executor.TestExecutor.newModule;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.store.Function;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Compiling takes as long as it takes, and nobody else notices. */
@Timeout(300)
class CompilingIT {
    private static final String HELLO = "hello/hello.wasm";
    private static TestExecutor executor;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        executor = TestExecutor.open(folder);
    }

    @AfterAll
    static void close() {
        executor.close();
    }

    @Test
    void answersNeighboursWhileAModuleIsCompiled() throws Exception {
        var neighbour = executor.deploy(newModule(HELLO), null);
        var wasm = newModule(HELLO);
        var slow = executor.deploy(wasm, null);
        try (var gate = executor.compiler.gate(wasm)) {
            var answer =
                    executor.http1.sendAsync(
                            executor.request(slow, "").build(), BodyHandlers.ofString());
            gate.awaitReached();
            for (var i = 0; i < 20; i++) {
                assertThat(executor.get(neighbour, "").statusCode()).isEqualTo(200);
            }
            gate.open();
            // The one that waits may have been told to come back.
            assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
        }
        awaitStatus(slow, 200);
    }

    private static void awaitStatus(Function function, int status) {
        TestExecutor.await(
                "an answer with status " + status,
                () -> {
                    try {
                        return executor.get(function, "").statusCode() == status;
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void servesTheOldVersionUntilTheNewOneIsCompiled() throws Exception {
        var function = executor.deploy(newModule(HELLO), null);
        assertThat(executor.get(function, "").statusCode()).isEqualTo(200);
        var wasm = newModule("misbehaving/exit3.wasm");
        try (var gate = executor.compiler.gate(wasm)) {
            executor.deployTo(function, wasm, null);
            for (var i = 0; i < 5; i++) {
                assertThat(executor.get(function, "").statusCode()).isEqualTo(200);
            }
            gate.awaitReached();
            assertThat(executor.get(function, "").statusCode()).isEqualTo(200);
        }
        awaitStatus(function, 502);
    }

    @Test
    void tellsThatAFunctionIsBeingCompiledWhenThatTakesLong() throws Exception {
        var wasm = newModule(HELLO);
        var slow = executor.deploy(wasm, null);
        try (var _ = executor.compiler.gate(wasm)) {
            var answer = executor.get(slow, "");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("being compiled");
        }
    }
}
