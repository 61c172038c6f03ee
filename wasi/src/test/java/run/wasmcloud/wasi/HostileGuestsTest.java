package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.GuestRequest;
import run.wasmcloud.runtime.WasmtimeGuests;
import run.wasmcloud.wasmtime.Wat;

import java.util.List;

/** Guests that want all there is: each gets its bound and an error code, and ends as it likes. */
class HostileGuestsTest {
    private static final String IMPORTS =
            """
            (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
            (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
            (import "wasi_snapshot_preview1" "path_symlink" (func $symlink (param i32 i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (global $i (mut i32) (i32.const 0))
            (global $done (mut i32) (i32.const 0))
            """;

    /**
     * Runs a guest that does something 100,000 times; it traps unless as many of them succeed as
     * expected, and the last one answers as expected.
     *
     * @param step leaves an error code
     */
    private static void run(String step, int successes, Errno last) {
        var wasm =
                Wat.toWasm(
                        """
                        (module %s
                          (func (export "_start") (local $errno i32)
                            (loop $again
                              ;; A name of its own for each: eight letters from the number.
                              (i32.store (i32.const 8) (i32.add (i32.and (global.get $i) (i32.const 0x0f0f0f0f)) (i32.const 0x61616161)))
                              (i32.store (i32.const 12) (i32.add (i32.and (i32.shr_u (global.get $i) (i32.const 4)) (i32.const 0x0f0f0f0f)) (i32.const 0x61616161)))
                              (local.set $errno %s)
                              (if (i32.eqz (local.get $errno)) (then (global.set $done (i32.add (global.get $done) (i32.const 1)))))
                              (global.set $i (i32.add (global.get $i) (i32.const 1)))
                              (br_if $again (i32.lt_u (global.get $i) (i32.const 100000))))
                            (if (i32.ne (global.get $done) (i32.const %d)) (then unreachable))
                            (if (i32.ne (local.get $errno) (i32.const %d)) (then unreachable))))
                        """
                                .formatted(IMPORTS, step, successes, last.code()));
        var limits = Caller.LIMITS.withTemporaryBytes(1 << 20).withDescriptors(64);
        try (var engine = new WasmtimeGuests(List.of(new Wasi()))) {
            var receipt = engine.run(wasm, new GuestRequest().limits(limits).build());
            assertThat(receipt.outcome()).isEqualTo(new Outcome.Completed());
        }
    }

    @Test
    void oneThatClosesEverythingHasNothingOpen() {
        run("(call $close (global.get $i))", 5, Errno.BADF);
    }

    @Test
    void oneThatOpensWithoutEndGetsItsDescriptors() {
        run(
                "(call $open (i32.const 4) (i32.const 0) (i32.const 8) (i32.const 8) (i32.const 1)"
                        + " (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 64))",
                59,
                Errno.MFILE);
    }

    @Test
    void oneThatMakesDirectoriesWithoutEndGetsItsEntries() {
        run("(call $mkdir (i32.const 4) (i32.const 8) (i32.const 8))", 1024, Errno.NOSPC);
    }

    @Test
    void oneThatMakesLinksWithoutEndGetsItsEntries() {
        run(
                "(call $symlink (i32.const 8) (i32.const 8) (i32.const 4) (i32.const 8) (i32.const"
                        + " 8))",
                1024,
                Errno.NOSPC);
    }
}
