/* A guest of the older kind: its entry is cwa_main, it has a main that is not to be called. */
#define OLIN_MODULE "cwa"
#include "tap.h"

__attribute__((export_name("cwa_main"))) i32 cwa_main(void) {
    is(runtime_spec_minor(), 2, "functions of the module cwa are linked");
    done();
    return startup_arg_len();
}

__attribute__((export_name("main"))) i32 guest_main(i32 argc, i32 argv) {
    (void) argc;
    (void) argv;
    __builtin_trap();
}
