;; stderr-flood: writes 4 MiB to its log, 65,536 lines of 64 bytes, then answers.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\40\00\00\00\40\00\00\00")  ;; log line: 64 bytes at 64
  (data (i32.const 8) "\80\00\00\00\2c\00\00\00")  ;; response: 44 bytes at 128
  (data (i32.const 64)
    "stderr-flood: one line of 65,536, each of them 64 bytes long...\n")
  (data (i32.const 128) "Content-Type: text/plain\n\nWrote 65536 lines\n")

  (func (export "_start")
    (local $left i32)
    (local.set $left (i32.const 65536))
    (loop $more
      (call $write (i32.const 2) (i32.const 0))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $more (local.get $left)))
    (call $write (i32.const 1) (i32.const 8)))

  (func $write (param $fd i32) (param $piece i32)
    (drop (call $fd_write
      (local.get $fd) (local.get $piece) (i32.const 1) (i32.const 16))))
)
