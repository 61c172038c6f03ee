package run.wasmcloud.executor;

import run.wasmcloud.wasmtime.Wat;

/** Guests of the Olin ABI, as WebAssembly text. */
final class OlinGuests {
    private static final int TEXT = 1_024;

    private OlinGuests() {}

    private static byte[] module(String data, String body) {
        return Wat.toWasm(
                """
                (module
                  (import "env" "env_get" (func $env_get (param i32 i32 i32 i32) (result i32)))
                  (import "env" "io_get_stdout" (func $stdout (result i32)))
                  (import "env" "log_write" (func $log_write (param i32 i32 i32)))
                  (import "env" "resource_open" (func $open (param i32 i32) (result i32)))
                  (import "env" "resource_read" (func $read (param i32 i32 i32) (result i32)))
                  (import "env" "resource_write" (func $write (param i32 i32 i32) (result i32)))
                  (import "env" "runtime_msleep" (func $sleep (param i32)))
                  (import "env" "resource_flush" (func $flush (param i32) (result i32)))
                  (memory (export "memory") 4)
                  (global $out (mut i32) (i32.const 0))
                  (data (i32.const 0) "Content-Type: text/plain\\n\\n")
                  %s
                  (func $say (param $at i32) (param $length i32)
                    (drop (call $write
                      (global.get $out) (local.get $at) (local.get $length))))
                  (func $digit (param $number i32)
                    (i32.store8 (i32.const 64) (i32.add (local.get $number) (i32.const 48)))
                    (call $say (i32.const 64) (i32.const 1)))
                  (func (export "_start") (local $fd i32) (local $i i32) (local $n i32) (local $read i32)
                    (global.set $out (call $stdout))
                    %s))
                """
                        .formatted(data, body));
    }

    private static String data(String text) {
        return "(data (i32.const %d) \"%s\")"
                .formatted(
                        TEXT,
                        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }

    /** Logs a line at each level and one through {@code log://}, and answers "ok". */
    static byte[] logging() {
        return module(
                data("okerrorwarninginfootherlog://?prefix=pretext"),
                """
                (call $log_write (i32.const 1) (i32.const 1026) (i32.const 5))
                (call $log_write (i32.const 3) (i32.const 1031) (i32.const 7))
                (call $log_write (i32.const 6) (i32.const 1038) (i32.const 4))
                (call $log_write (i32.const 9) (i32.const 1042) (i32.const 5))
                (drop (call $write
                  (call $open (i32.const 1047) (i32.const 17)) (i32.const 1064) (i32.const 4)))
                (call $say (i32.const 0) (i32.const 26))
                (call $say (i32.const 1024) (i32.const 2))
                """);
    }

    /** Logs "begun", sleeps, logs "again", sleeps as long, and answers "awake". */
    static byte[] sleeping(int millis) {
        return module(
                data("awakebegunagain"),
                """
                (call $log_write (i32.const 6) (i32.const 1029) (i32.const 5))
                (call $sleep (i32.const %1$d))
                (call $log_write (i32.const 6) (i32.const 1034) (i32.const 5))
                (call $sleep (i32.const %1$d))
                (call $say (i32.const 0) (i32.const 26))
                (call $say (i32.const 1024) (i32.const 5))
                """
                        .formatted(millis));
    }

    /** Opens {@code null://} so many times and answers how often it worked; at most 9. */
    static byte[] openingAgain(int times) {
        return module(
                data("null://"),
                """
                (loop $again
                  (local.set $fd (call $open (i32.const 1024) (i32.const 7)))
                  (local.set $n
                    (i32.add (local.get $n) (i32.ge_s (local.get $fd) (i32.const 0))))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $again (i32.lt_u (local.get $i) (i32.const %d))))
                (call $say (i32.const 0) (i32.const 26))
                (call $digit (local.get $n))
                """
                        .formatted(times));
    }

    /** Opens a URL and answers whether it got a descriptor: "+" or "-". */
    static byte[] opening(String url) {
        return module(
                data(url),
                """
                (local.set $fd (call $open (i32.const 1024) (i32.const %d)))
                (call $say (i32.const 0) (i32.const 26))
                (i32.store8 (i32.const 64)
                  (select (i32.const 45) (i32.const 43) (i32.lt_s (local.get $fd) (i32.const 0))))
                (call $say (i32.const 64) (i32.const 1))
                """
                        .formatted(url.length()));
    }

    /**
     * Sends GET requests to {@code http://localhost:PORT}, as many as are wanted, and relays the
     * last answer's text as its body.
     *
     * @param target the requests' path
     */
    static byte[] fetching(int port, String host, String target, int times) {
        var url = "http://localhost:" + port;
        var request = "GET %s HTTP/1.1\nHost: %s\n\n".formatted(target, host);
        return module(
                data(url + request),
                """
                (loop $again
                  (local.set $fd (call $open (i32.const 1024) (i32.const %1$d)))
                  (drop (call $write (local.get $fd) (i32.const %2$d) (i32.const %3$d)))
                  (drop (call $flush (local.get $fd)))
                  (local.set $n (i32.const 0))
                  (block $end
                    (loop $more
                      (local.set $read (call $read
                        (local.get $fd)
                        (i32.add (i32.const 65536) (local.get $n))
                        (i32.sub (i32.const 131072) (local.get $n))))
                      (br_if $end (i32.le_s (local.get $read) (i32.const 0)))
                      (local.set $n (i32.add (local.get $n) (local.get $read)))
                      (br $more)))
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br_if $again (i32.lt_u (local.get $i) (i32.const %4$d))))
                (call $say (i32.const 0) (i32.const 26))
                (if (i32.gt_s (local.get $n) (i32.const 0))
                  (then (call $say (i32.const 65536) (local.get $n))))
                """
                        .formatted(url.length(), TEXT + url.length(), request.length(), times));
    }
}
