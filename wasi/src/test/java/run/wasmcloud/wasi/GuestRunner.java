package run.wasmcloud.wasi;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs guests on a real sandbox with WASI. */
final class GuestRunner implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("..", "examples");

    /** What a guest left behind. */
    record Result(Receipt receipt, ByteArrayOutputStream output, String stderr) {
        byte[] stdout() {
            return output.toByteArray();
        }

        String text() {
            return output.toString(StandardCharsets.UTF_8);
        }
    }

    private final Sandbox sandbox = Sandbox.open(SandboxSettings.forGuests(4), List.of(new Wasi()));
    private final ExecutorService threads = GuestThreads.open(sandbox, 4);

    RunLimits limits = Plan.PAID.limits().defaultRun();
    GuestStrings arguments = GuestStrings.of(List.of("guest"));
    GuestStrings environment = GuestStrings.none();
    GuestInput stdin = GuestInput.empty();
    GuestClock clock = GuestClock.system();
    GuestRandom random = GuestRandom.secure();
    Grants grants = Grants.none();

    Sandbox sandbox() {
        return sandbox;
    }

    static byte[] example(String name) {
        try {
            return Files.readAllBytes(EXAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(byte[] wasm) {
        try (var module = sandbox.compile(wasm)) {
            var stdout = new ByteArrayOutputStream();
            var stderr = new ByteArrayOutputStream();
            var request =
                    new RunRequest(
                            limits,
                            arguments,
                            environment,
                            stdin,
                            GuestOutput.to(stdout),
                            GuestOutput.to(stderr),
                            clock,
                            random,
                            GuestLog.discarding(),
                            grants);
            var receipt =
                    threads.submit(() -> sandbox.run(module, request)).get(60, TimeUnit.SECONDS);
            return new Result(receipt, stdout, stderr.toString(StandardCharsets.UTF_8));
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("the guest did not end as a run", e);
        }
    }

    void shortWallTime() {
        limits = limits.withWallTime(Duration.ofMillis(200));
    }

    @Override
    public void close() {
        threads.shutdown();
        sandbox.close();
    }
}
