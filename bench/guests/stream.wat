;; Its name says what it does with 1 GiB: read it, write it, or (copy) write what it reads, in pieces of BUFFER bytes.
(module
  (import "wasi_snapshot_preview1" "args_get" (func $args (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 3)

  ;; Reads or writes by the vector at 0, adds what was done to the total, and returns it.
  (func $read (result i32)
    (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)) (then unreachable))
    (i32.load (i32.const 16)))
  (func $write (param $length i32)
    (i32.store (i32.const 12) (local.get $length))
    (if (call $fd_write (i32.const 1) (i32.const 8) (i32.const 1) (i32.const 16)) (then unreachable))
    (if (i32.ne (i32.load (i32.const 16)) (local.get $length)) (then unreachable)))

  (func (export "_start") (local $what i32) (local $left i64) (local $count i32)
    (drop (call $args (i32.const 1024) (i32.const 2048)))
    (local.set $what (i32.load8_u (i32.const 2048)))
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const BUFFER))
    (i32.store (i32.const 8) (i32.const 65536))
    (if (i32.eq (local.get $what) (i32.const 119)) ;; w
      (then
        (local.set $left (i64.const 0x40000000))
        (loop $again
          (call $write (i32.const BUFFER))
          (local.set $left (i64.sub (local.get $left) (i64.const BUFFER)))
          (br_if $again (i64.gt_s (local.get $left) (i64.const 0)))))
      (else
        (loop $again
          (if (local.tee $count (call $read))
            (then
              (if (i32.eq (local.get $what) (i32.const 99)) ;; c
                (then (call $write (local.get $count))))
              (br $again))))))))
