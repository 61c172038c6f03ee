;; unknown-import: needs two functions that no host has.

(module
  (import "env" "does_not_exist"
    (func $does_not_exist (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "not_a_call"
    (func $not_a_call))

  (memory (export "memory") 1)

  (func (export "_start")
    (drop (call $does_not_exist (i32.const 0)))
    (call $not_a_call))
)
