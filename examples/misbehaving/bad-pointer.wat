;; bad-pointer: asks the host to write 16 bytes, 8 of them beyond its memory.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\f8\ff\00\00\10\00\00\00")  ;; 16 bytes at 65528

  (func (export "_start")
    (drop (call $fd_write
      (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))
)
