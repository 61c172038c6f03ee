;; hello: the smallest HTTP function, in WebAssembly text.
;;
;; A function is a CGI program: what it writes to standard output is the
;; response, header lines first, then a blank line, then the body. What it
;; writes to standard error is its log. A return from _start is success.

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit"
    (func $proc_exit (param $status i32)))

  (memory (export "memory") 2)  ;; 2 pages of 64 KiB

  ;; fd_write takes a list of pieces. A piece is an address and a length, both
  ;; 32 bits, lowest byte first. Each list here has one piece.
  (data (i32.const 0) "\20\00\00\00\41\00\00\00")  ;; response: 65 bytes at 32
  (data (i32.const 8) "\80\00\00\00\12\00\00\00")  ;; log line: 18 bytes at 128
  ;; fd_write stores at 16 how many bytes it wrote.

  (data (i32.const 32)
    "Content-Type: text/plain; charset=utf-8\n"
    "\n"
    "Hello from WebAssembly!\n")
  (data (i32.const 128)
    "hello: said hello\n")

  (func (export "_start")
    (call $write (i32.const 1) (i32.const 0))   ;; 1: standard output
    (call $write (i32.const 2) (i32.const 8)))  ;; 2: standard error

  ;; Writes one piece to a stream, or ends the run with status 1.
  (func $write (param $fd i32) (param $piece i32)
    (if (call $fd_write
          (local.get $fd) (local.get $piece) (i32.const 1) (i32.const 16))
      (then (call $proc_exit (i32.const 1)))))
)
