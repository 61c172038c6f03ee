package run.wasmcloud.cli;

import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WASI guest that answers once its functions {@code heavy} and {@code light} have computed: heavy
 * five times as long as light.
 */
final class BusyGuest {
    private static final String TEXT =
            """
            (module
              (import "wasi_snapshot_preview1" "fd_write"
                (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\10\\00\\00\\00\\1f\\00\\00\\00")
              (data (i32.const 16) "Content-Type: text/plain\\n\\nbusy\\n")
              (func $heavy (param $turns i32)
                (loop $again
                  (local.set $turns (i32.sub (local.get $turns) (i32.const 1)))
                  (br_if $again (local.get $turns))))
              (func $light (param $turns i32)
                (loop $again
                  (local.set $turns (i32.sub (local.get $turns) (i32.const 1)))
                  (br_if $again (local.get $turns))))
              (func (export "_start")
                (call $heavy (i32.const 150000000))
                (call $light (i32.const 30000000))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
            """;

    private BusyGuest() {}

    static Path in(Path folder) throws IOException {
        return Files.write(folder.resolve("busy.wasm"), Wat.toWasm(TEXT));
    }
}
