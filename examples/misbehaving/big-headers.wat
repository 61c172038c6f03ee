;; big-headers: a response with 64 KiB of headers: 64 lines of 1,024 bytes.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\00\04\00\00\00\04\00\00")  ;; header: 1,024 bytes at 1024
  (data (i32.const 8) "\20\00\00\00\24\00\00\00")  ;; the rest: 36 bytes at 32
  (data (i32.const 32) "Content-Type: text/plain\n\nTill here\n")
  (data (i32.const 1024) "X-Filler: ")
  (data (i32.const 2047) "\n")

  (func (export "_start")
    (local $left i32)
    (memory.fill (i32.const 1034) (i32.const 120) (i32.const 1013))  ;; 120: x
    (local.set $left (i32.const 64))
    (loop $more
      (call $write (i32.const 0))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $more (local.get $left)))
    (call $write (i32.const 8)))

  (func $write (param $piece i32)
    (drop (call $fd_write
      (i32.const 1) (local.get $piece) (i32.const 1) (i32.const 16))))
)
