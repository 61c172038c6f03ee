package run.wasmcloud.executor;

import run.wasmcloud.wasmtime.Wat;

/** Guests of WASI preview 1, as WebAssembly text. */
final class WasiGuests {
    private WasiGuests() {}

    private static byte[] module(String imports, String body) {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_write"
                    (func $write (param i32 i32 i32 i32) (result i32)))
                  %s
                  (memory (export "memory") 2)
                  (data (i32.const 64) "Content-Type: text/plain\\n\\n")
                  (data (i32.const 128) "file")
                  (func $say (param $at i32) (param $length i32)
                    (i32.store (i32.const 0) (local.get $at))
                    (i32.store (i32.const 4) (local.get $length))
                    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
                  (func $number (param $number i32) (param $at i32)
                    (loop $again
                      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
                      (i32.store8 (local.get $at)
                        (i32.add (i32.rem_u (local.get $number) (i32.const 10)) (i32.const 48)))
                      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
                      (br_if $again (local.get $number)))
                    (call $say (local.get $at) (i32.sub (i32.const 224) (local.get $at))))
                  (func (export "_start") (local $errno i32)
                    (call $say (i32.const 64) (i32.const 26))
                    %s))
                """
                        .formatted(imports, body));
    }

    /** Writes a file of so many bytes to {@code /tmp}, one byte more, and answers both errors. */
    static byte[] filling(int bytes) {
        return module(
                """
                (import "wasi_snapshot_preview1" "path_open"
                  (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                """,
                """
                (drop (call $open (i32.const 4) (i32.const 0) (i32.const 128) (i32.const 4)
                  (i32.const 1) (i64.const 0x40) (i64.const 0) (i32.const 0) (i32.const 12)))
                (i32.store (i32.const 0) (i32.const 1024))
                (i32.store (i32.const 4) (i32.const %d))
                (local.set $errno
                  (call $write (i32.load (i32.const 12)) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $number (local.get $errno) (i32.const 224))
                (i32.store8 (i32.const 300) (i32.const 44))
                (call $say (i32.const 300) (i32.const 1))
                (i32.store (i32.const 0) (i32.const 1024))
                (i32.store (i32.const 4) (i32.const 1))
                (local.set $errno
                  (call $write (i32.load (i32.const 12)) (i32.const 0) (i32.const 1) (i32.const 8)))
                (call $number (local.get $errno) (i32.const 224))
                """
                        .formatted(bytes));
    }

    /** Asks for memory page by page until there is no more, and answers how many it has then. */
    static byte[] growing() {
        return module(
                "",
                """
                (loop $again
                  (br_if $again (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
                (call $number (memory.size) (i32.const 224))
                """);
    }

    /** Answers with one header line more whose value has so many bytes. */
    static byte[] answeringWithHeader(int bytes) {
        return Wat.toWasm(
                """
                (module
                  (import "wasi_snapshot_preview1" "fd_write"
                    (func $write (param i32 i32 i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (data (i32.const 64) "Content-Type: text/plain\\nX: %s\\n\\n")
                  (func (export "_start")
                    (i32.store (i32.const 0) (i32.const 64))
                    (i32.store (i32.const 4) (i32.const %d))
                    (drop (call $write
                      (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
                """
                        .formatted("y".repeat(bytes), 25 + 3 + bytes + 2));
    }
}
