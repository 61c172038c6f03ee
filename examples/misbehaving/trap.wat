;; trap: traps three calls deep. The names of its functions are in the binary:
;; the frames are $check_total, $handle_request and $start.
;; build: --debug-names

(module
  (memory (export "memory") 1)

  (func $start (export "_start")
    (call $handle_request))

  (func $handle_request
    (call $check_total))

  (func $check_total
    (unreachable))
)
