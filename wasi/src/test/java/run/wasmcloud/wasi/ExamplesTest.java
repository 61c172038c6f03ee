package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestStrings;

import java.security.SecureRandom;
import java.util.List;

class ExamplesTest {
    private static final int PAGE = 64 * 1024;

    private final GuestRunner runner = new GuestRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    private GuestRunner.Result run(String example) {
        return runner.run(GuestRunner.example(example));
    }

    @Test
    void helloAnswersAndLogsWithAReceipt() {
        var result = run("hello/hello.wasm");
        assertThat(result.text()).contains("Hello from WebAssembly");
        assertThat(result.stderr()).isNotBlank();
        assertThat(result.receipt().outcome()).isEqualTo(new Outcome.Completed());
        assertThat(result.receipt().hostCalls())
                .containsEntry("wasi_snapshot_preview1.fd_write", 2L);
        assertThat(result.receipt().fuel()).isPositive();
        assertThat(result.receipt().bytesOut()).isEqualTo(result.stdout().length);
        assertThat(result.receipt().peakMemoryBytes()).isEqualTo(2 * PAGE);
        assertThat(result.receipt().engineVersion()).isEqualTo("wasmtime 50.0.1");
    }

    @Test
    void usesTheSameFuelEachTime() {
        assertThat(run("hello/hello.wasm").receipt().fuel())
                .isEqualTo(run("hello/hello.wasm").receipt().fuel());
    }

    @Test
    void echoAnswersWithEveryByteOfItsInput() {
        var body = new byte[10_000_000];
        new SecureRandom().nextBytes(body);
        runner.stdin = GuestInput.of(body);
        runner.environment = GuestStrings.of(List.of("CONTENT_TYPE=application/x-test"));
        var result = run("echo/echo.wasm");
        assertThat(result.text()).startsWith("Content-Type: application/x-test");
        assertThat(result.stdout()).endsWith(body);
        assertThat(result.receipt().bytesIn()).isEqualTo(body.length);
    }

    @Test
    void environmentShowsVariablesAndArguments() {
        runner.arguments = GuestStrings.of(List.of("environment", "first", "zwei"));
        runner.environment = GuestStrings.of(List.of("REQUEST_METHOD=GET", "UMLAUT=ü"));
        assertThat(run("environment/environment.wasm").text())
                .contains("REQUEST_METHOD", "first", "zwei", "ü");
    }

    @Test
    void clockWaitsBetweenItsEvents() {
        runner.environment = GuestStrings.of(List.of("QUERY_STRING=n=2"));
        var result = run("clock/clock.wasm");
        assertThat(result.text()).contains("text/event-stream");
        assertThat(result.receipt().hostCalls()).containsKey("wasi_snapshot_preview1.poll_oneoff");
        assertThat(result.receipt().cpuTime()).isLessThan(result.receipt().wallTime());
    }

    @Test
    void fuelEndsAGuestThatLoopsForEver() {
        runner.limits = runner.limits.withFuel(10_000_000);
        var receipt = run("misbehaving/loop.wasm").receipt();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.LimitReached(RunLimit.FUEL));
        assertThat(receipt.fuel()).isEqualTo(10_000_000);
    }

    @Test
    void wallTimeEndsAGuestThatLoopsForEver() {
        runner.limits = runner.limits.withFuel(Long.MAX_VALUE);
        runner.shortWallTime();
        assertThat(run("misbehaving/loop.wasm").receipt().outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void wallTimeEndsAGuestThatSleeps() {
        runner.shortWallTime();
        assertThat(run("misbehaving/sleep.wasm").receipt().outcome())
                .isEqualTo(new Outcome.LimitReached(RunLimit.TIME));
    }

    @Test
    void memoryStopsGrowingAtItsLimit() {
        runner.limits = runner.limits.withMemoryPages(64);
        var receipt = run("misbehaving/allocate.wasm").receipt();
        assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        assertThat(receipt.peakMemoryBytes()).isEqualTo(64 * PAGE);
    }

    @Test
    void endlessRecursionTraps() {
        assertThat(run("misbehaving/recurse.wasm").receipt().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> assertThat(trapped.trap()).isEqualTo("call stack exhausted"));
    }

    @Test
    void aTrapTellsTheGuestsStack() {
        assertThat(run("misbehaving/trap.wasm").receipt().outcome())
                .isInstanceOfSatisfying(
                        Outcome.Trapped.class,
                        trapped -> {
                            assertThat(trapped.trap()).isEqualTo("unreachable");
                            assertThat(trapped.frames())
                                    .extracting(frame -> frame.functionName().orElse(""))
                                    .containsExactly("check_total", "handle_request", "start");
                        });
    }

    @Test
    void aBadPointerToAHostCallTraps() {
        assertThat(run("misbehaving/bad-pointer.wasm").receipt().outcome())
                .isInstanceOf(Outcome.Trapped.class);
    }

    @Test
    void exitStatusIsTheGuests() {
        assertThat(run("misbehaving/exit3.wasm").receipt().outcome())
                .isEqualTo(new Outcome.Exited(3));
    }
}
