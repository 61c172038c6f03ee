;; garbage: writes text that does not begin with header lines.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\20\00\00\00\24\00\00\00")  ;; 36 bytes at 32
  (data (i32.const 32) "This is no CGI response\n\nNor is this")

  (func (export "_start")
    (drop (call $fd_write
      (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))
)
