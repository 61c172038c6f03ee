package run.wasmcloud.olin;

import run.wasmcloud.wasmtime.Wat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes guests as WebAssembly text: every Olin function is imported under its name, and {@code
 * $print} and {@code $print64} write a number to standard output.
 */
final class OlinGuest {
    /** Where {@code $print} keeps its number; tests leave this page's end alone. */
    private static final int SCRATCH = 65_520;

    private static final String IMPORTS =
            """
            (import "MODULE" "env_get" (func $env_get (param i32 i32 i32 i32) (result i32)))
            (import "MODULE" "io_get_stdin" (func $io_get_stdin (result i32)))
            (import "MODULE" "io_get_stdout" (func $io_get_stdout (result i32)))
            (import "MODULE" "io_get_stderr" (func $io_get_stderr (result i32)))
            (import "MODULE" "log_write" (func $log_write (param i32 i32 i32)))
            (import "MODULE" "random_i32" (func $random_i32 (result i32)))
            (import "MODULE" "random_u32" (func $random_u32 (result i32)))
            (import "MODULE" "random_i64" (func $random_i64 (result i64)))
            (import "MODULE" "random_u64" (func $random_u64 (result i64)))
            (import "MODULE" "resource_open" (func $resource_open (param i32 i32) (result i32)))
            (import "MODULE" "resource_read" (func $resource_read (param i32 i32 i32) (result i32)))
            (import "MODULE" "resource_write" (func $resource_write (param i32 i32 i32) (result i32)))
            (import "MODULE" "resource_close" (func $resource_close (param i32)))
            (import "MODULE" "resource_flush" (func $resource_flush (param i32) (result i32)))
            (import "MODULE" "runtime_exit" (func $runtime_exit (param i32)))
            (import "MODULE" "runtime_msleep" (func $runtime_msleep (param i32)))
            (import "MODULE" "runtime_name" (func $runtime_name (param i32 i32) (result i32)))
            (import "MODULE" "runtime_spec_major" (func $runtime_spec_major (result i32)))
            (import "MODULE" "runtime_spec_minor" (func $runtime_spec_minor (result i32)))
            (import "MODULE" "startup_arg_len" (func $startup_arg_len (result i32)))
            (import "MODULE" "startup_arg_at" (func $startup_arg_at (param i32 i32 i32) (result i32)))
            (import "MODULE" "time_now" (func $time_now (result i64)))
            """;

    private static final String FUNCTIONS =
            """
            (memory (export "memory") 1)
            (global $out (mut i32) (i32.const -1))
            (global $fd (mut i32) (i32.const -1))
            (global $first (mut i32) (i32.const -1))
            (global $i (mut i32) (i32.const 0))
            (func $scratch (param $length i32)
              (if (i32.lt_s (global.get $out) (i32.const 0))
                (then (global.set $out (call $io_get_stdout))))
              (drop (call $resource_write (global.get $out) (i32.const %1$d) (local.get $length))))
            (func $print (param i32)
              (i32.store (i32.const %1$d) (local.get 0))
              (call $scratch (i32.const 4)))
            (func $print64 (param i64)
              (i64.store (i32.const %1$d) (local.get 0))
              (call $scratch (i32.const 8)))
            (func $copy (param $from i32) (param $length i32)
              (drop (call $resource_write (global.get $out) (local.get $from) (local.get $length))))
            """
                    .formatted(SCRATCH);

    private final StringBuilder data = new StringBuilder();
    private String module = "env";

    /** Names the module that functions are imported from. */
    OlinGuest importing(String name) {
        module = name;
        return this;
    }

    /** Puts a text into memory. */
    OlinGuest data(int address, String text) {
        return data(address, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts bytes into memory. */
    OlinGuest data(int address, byte... bytes) {
        data.append("(data (i32.const ").append(address).append(") \"");
        for (var each : bytes) {
            data.append("\\%02x".formatted(each));
        }
        data.append("\")\n");
        return this;
    }

    /** Returns the module whose {@code _start} does these things. */
    byte[] start(String... body) {
        return Wat.toWasm(
                "(module %s %s %s (func (export \"_start\") %s))"
                        .formatted(
                                IMPORTS.replace("MODULE", module),
                                FUNCTIONS,
                                data,
                                String.join("\n", body)));
    }

    /** Returns a call with constants or expressions as arguments. */
    static String call(String function, Object... arguments) {
        return Arrays.stream(arguments)
                .map(each -> each instanceof Integer ? "(i32.const " + each + ")" : " " + each)
                .collect(Collectors.joining("", "(call $" + function, ")"));
    }

    /** Returns the call of a function whose number is printed. */
    static String print(String function, Object... arguments) {
        return call("print", call(function, arguments));
    }

    /** Opens the URL in a range and keeps the descriptor for {@link #FD}. */
    static String open(int address, int length) {
        return "(global.set $fd " + call("resource_open", address, length) + ")";
    }

    /** The descriptor that was opened last. */
    static final String FD = "(global.get $fd)";

    /** Writes memory to standard output; after a number was printed. */
    static String copy(int address, int length) {
        return call("copy", address, length);
    }
}
