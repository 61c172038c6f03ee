;; allocate: takes all the memory it can get, a page at a time, and writes to
;; each page. Refused, it asks 1,000 times more, then answers how many pages
;; it has: "02048 pages".

(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $pieces i32) (param $count i32)
                    (param $written i32) (result i32)))

  (memory (export "memory") 1)

  (data (i32.const 0) "\20\00\00\00\26\00\00\00")  ;; response: 38 bytes at 32
  (data (i32.const 32) "Content-Type: text/plain\n\n00000 pages\n")

  (func (export "_start")
    (call $grow_until_refused)
    (call $ask_again)
    (call $print_page_count)
    (drop (call $fd_write
      (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))

  (func $grow_until_refused
    (local $page i32)
    (loop $more
      (local.set $page (memory.grow (i32.const 1)))
      (if (i32.ne (local.get $page) (i32.const -1))
        (then
          (i32.store8 (i32.shl (local.get $page) (i32.const 16)) (i32.const 1))
          (br $more)))))

  (func $ask_again
    (local $left i32)
    (local.set $left (i32.const 1000))
    (loop $more
      (drop (memory.grow (i32.const 1)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $more (local.get $left))))

  ;; Five decimal digits, the last at address 62.
  (func $print_page_count
    (local $digit i32) (local $rest i32)
    (local.set $digit (i32.const 62))
    (local.set $rest (memory.size))
    (loop $more
      (i32.store8 (local.get $digit)
        (i32.add (i32.const 48) (i32.rem_u (local.get $rest) (i32.const 10))))
      (local.set $rest (i32.div_u (local.get $rest) (i32.const 10)))
      (local.set $digit (i32.sub (local.get $digit) (i32.const 1)))
      (br_if $more (local.get $rest))))
)
