;; stdout-flood: a response whose body never ends.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 2)

  (data (i32.const 0) "\20\00\00\00\1a\00\00\00")  ;; headers: 26 bytes at 32
  (data (i32.const 8) "\00\00\01\00\00\00\01\00")  ;; body: 64 KiB at 65536
  (data (i32.const 32) "Content-Type: text/plain\n\n")

  (func (export "_start")
    (call $write (i32.const 0))
    (loop $forever
      (call $write (i32.const 8))
      (br $forever)))

  (func $write (param $piece i32)
    (drop (call $fd_write
      (i32.const 1) (local.get $piece) (i32.const 1) (i32.const 16))))
)
