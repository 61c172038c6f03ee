;; allocate-or-trap: takes memory page by page, writes to each page, and traps
;; when it is refused one.

(module
  (memory (export "memory") 1)

  (func (export "_start")
    (local $page i32)
    (loop $more
      (local.set $page (memory.grow (i32.const 1)))
      (if (i32.eq (local.get $page) (i32.const -1))
        (then (unreachable)))
      (i32.store8 (i32.shl (local.get $page) (i32.const 16)) (i32.const 1))
      (br $more)))
)
