package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.GuestRequest;
import run.wasmcloud.runtime.WasmtimeGuests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The same module, input, time and randomness cost the same and give the same, on every run and
 * beside others: for all example programs, whatever they are given.
 */
class ReproducibleBillTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final RunLimits LIMITS =
            Plan.FREE.limits().defaultRun().withFuel(5_000_000).withMemoryPages(64);
    private static final int AT_ONCE = 3;
    private static final WasmtimeGuests GUESTS = new WasmtimeGuests(List.of(new Wasi()));
    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(AT_ONCE);
    private static final Map<String, byte[]> PROGRAMS = programs();

    @AfterContainer
    static void close() {
        CALLERS.shutdown();
        GUESTS.close();
    }

    /** What a run costs and gives, without the times that the machine needed. */
    private record Bill(
            Outcome outcome,
            long fuel,
            long memory,
            Map<String, Long> hostCalls,
            long bytesIn,
            long bytesOut,
            String stdout,
            String stderr) {}

    /** All but what ends by time, or writes without end, or imports what WASI has not. */
    private static Map<String, byte[]> programs() {
        var programs = new HashMap<String, byte[]>();
        try (var files = Files.walk(EXAMPLES)) {
            files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(file -> !file.toString().matches(".*(sleep|flood|clock).*"))
                    .forEach(file -> programs.put(file.toString(), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        programs.values().removeIf(wasm -> !GUESTS.sandbox().inspect(wasm).runnable());
        return programs;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bill bill(byte[] wasm, byte[] body, String query) {
        var request =
                new GuestRequest()
                        .limits(LIMITS)
                        .arguments("guest", query)
                        .environment(
                                "REQUEST_METHOD=POST",
                                "CONTENT_LENGTH=" + body.length,
                                "QUERY_STRING=" + query)
                        .stdin(body);
        var receipt = GUESTS.run(wasm, request.build());
        return new Bill(
                receipt.outcome(),
                receipt.fuel(),
                receipt.peakMemoryBytes(),
                receipt.hostCalls(),
                receipt.bytesIn(),
                receipt.bytesOut(),
                new String(request.stdout(), StandardCharsets.ISO_8859_1),
                request.stderr());
    }

    @Property(tries = 8)
    void theSameRunHasTheSameBill(
            @ForAll @Size(max = 2_000) byte[] body, @ForAll @Size(max = 20) List<Character> query) {
        var text = query.toString().replace('\0', ' ');
        assertThat(PROGRAMS).hasSizeGreaterThan(10);
        PROGRAMS.forEach(
                (name, wasm) -> {
                    var expected = bill(wasm, body, text);
                    assertThat(atOnce(wasm, body, text)).as(name).containsOnly(expected);
                });
    }

    private static List<Bill> atOnce(byte[] wasm, byte[] body, String query) {
        var runs =
                IntStream.range(0, AT_ONCE)
                        .mapToObj(
                                _ ->
                                        CompletableFuture.supplyAsync(
                                                () -> billBesideGarbage(wasm, body, query),
                                                CALLERS))
                        .toList();
        return runs.stream().map(CompletableFuture::join).toList();
    }

    private static Bill billBesideGarbage(byte[] wasm, byte[] body, String query) {
        var garbage = new byte[16][];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = new byte[256 * 1024];
        }
        var bill = bill(wasm, body, query);
        assertThat(garbage).hasDimensions(16, 256 * 1024);
        return bill;
    }
}
