/* The Olin / CommonWA guest ABI for C, as the platform's description of it has it. */
#ifndef OLIN_H
#define OLIN_H

typedef int i32;
typedef long long i64;
typedef unsigned u32;

#ifndef OLIN_MODULE
#define OLIN_MODULE "env"
#endif

#define OLIN(function) \
    __attribute__((import_module(OLIN_MODULE), import_name(#function))) extern

OLIN(env_get) i32 env_get(const char *key, u32 key_len, char *value, u32 value_len);
OLIN(io_get_stdin) i32 io_get_stdin(void);
OLIN(io_get_stdout) i32 io_get_stdout(void);
OLIN(io_get_stderr) i32 io_get_stderr(void);
OLIN(log_write) void log_write(i32 level, const char *text, u32 len);
OLIN(random_i32) i32 random_i32(void);
OLIN(random_u32) u32 random_u32(void);
OLIN(random_i64) i64 random_i64(void);
OLIN(random_u64) i64 random_u64(void);
OLIN(resource_open) i32 resource_open(const char *url, u32 len);
OLIN(resource_read) i32 resource_read(i32 fd, void *to, u32 len);
OLIN(resource_write) i32 resource_write(i32 fd, const void *from, u32 len);
OLIN(resource_close) void resource_close(i32 fd);
OLIN(resource_flush) i32 resource_flush(i32 fd);
OLIN(runtime_exit) void runtime_exit(i32 status);
OLIN(runtime_msleep) void runtime_msleep(i32 ms);
OLIN(runtime_name) i32 runtime_name(char *name, u32 len);
OLIN(runtime_spec_major) i32 runtime_spec_major(void);
OLIN(runtime_spec_minor) i32 runtime_spec_minor(void);
OLIN(startup_arg_len) i32 startup_arg_len(void);
OLIN(startup_arg_at) i32 startup_arg_at(i32 index, char *to, u32 len);
OLIN(time_now) i64 time_now(void);

enum {
    OLIN_UNKNOWN = -1,
    OLIN_INVALID = -2,
    OLIN_DENIED = -3,
    OLIN_NOT_FOUND = -4,
    OLIN_EOF = -5,
};

#endif
