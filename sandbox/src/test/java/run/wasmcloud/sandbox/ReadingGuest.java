package run.wasmcloud.sandbox;

import run.wasmcloud.wasmtime.Wat;

/** A WASI guest that copies {@code /greeting.txt} to standard output. */
final class ReadingGuest {
    private static final String TEXT =
            """
            (module
              (import "wasi_snapshot_preview1" "path_open"
                (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read"
                (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write"
                (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "greeting.txt")
              (data (i32.const 32) "\\00\\01\\00\\00\\00\\10\\00\\00")
              (func (export "_start") (local $status i32)
                (local.set $status
                  (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 12)
                    (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64)))
                (if (local.get $status) (then (call $exit (local.get $status))))
                (drop (call $read (i32.load (i32.const 64)) (i32.const 32) (i32.const 1)
                  (i32.const 68)))
                (i32.store (i32.const 36) (i32.load (i32.const 68)))
                (drop (call $write (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 68)))))
            """;

    private ReadingGuest() {}

    static byte[] wasm() {
        return Wat.toWasm(TEXT);
    }
}
