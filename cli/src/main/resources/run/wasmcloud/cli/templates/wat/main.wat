;; Answers each request with a line of text. A function is a CGI program: what it writes to standard output is its
;; answer, header lines first.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)

  ;; One piece to write, from its address and length on; how much was written goes behind them.
  (data (i32.const 0) "\10\00\00\00\3d\00\00\00")
  (data (i32.const 16) "Content-Type: text/plain; charset=utf-8\n\nHello from a module!")

  (func (export "_start")
    (if (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))
      (then unreachable))))
