;; sleep: waits in a host call for a day, using no fuel meanwhile.

(module
  (import "wasi_snapshot_preview1" "poll_oneoff"
    (func $poll_oneoff (param $subscriptions i32) (param $events i32)
                       (param $count i32) (param $happened i32) (result i32)))

  (memory (export "memory") 1)

  ;; A subscription of 48 bytes at 0: to the clock (tag 0 at 8), the monotonic
  ;; one (1 at 16), 86,400,000,000,000 ns from now (at 24).
  (data (i32.const 16) "\01")
  (data (i32.const 24) "\00\00\4f\91\94\4e\00\00")

  (func (export "_start")
    (drop (call $poll_oneoff
      (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))))
)
