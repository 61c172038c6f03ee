;; no-output: ends well without having written anything.

(module
  (memory (export "memory") 1)

  (func (export "_start"))
)
