;; recurse: calls itself without end, until the stack is full.

(module
  (memory (export "memory") 1)

  (func (export "_start")
    (drop (call $descend (i32.const 0))))

  ;; The addition after the call keeps every frame alive.
  (func $descend (param $depth i32) (result i32)
    (i32.add
      (call $descend (i32.add (local.get $depth) (i32.const 1)))
      (local.get $depth)))
)
