;; exit3: ends itself with status 3, and says so in its log.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit"
    (func $proc_exit (param $status i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\20\00\00\00\11\00\00\00")  ;; log line: 17 bytes at 32
  (data (i32.const 32) "exit3: giving up\n")

  (func (export "_start")
    (drop (call $fd_write
      (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 16)))
    (call $proc_exit (i32.const 3)))
)
