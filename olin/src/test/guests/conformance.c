/*
 * Walks through the tables of the Olin guest ABI. The first argument says which part:
 * functions, schemes, http, exit, or one of those that end the run.
 */
#include "tap.h"

static char buffer[70000];

/* open, with a literal */
#define OPEN(url) resource_open(url, LEN(url))

static i32 argument_is(const char *word) {
    i32 len = startup_arg_at(1, buffer, sizeof buffer);
    return len == (i32) length(word) && same(buffer, word, (u32) len);
}

static void environment(void) {
    fill(buffer, '.', 8);
    is(env_get("WORD", 4, buffer, 8), 5, "env_get gives a value's length");
    is(same(buffer, "value...", 8), 1, "env_get copies the value and nothing more");
    fill(buffer, '.', 8);
    is(env_get("WORD", 4, buffer, 4), 5, "env_get gives the length where the value does not fit");
    is(same(buffer, "........", 8), 1, "env_get copies nothing where not all fits");
    is(env_get("WORD", 4, buffer, 5), 5, "env_get copies what just fits");
    is(env_get("EMPTY", 5, buffer, 0), 0, "env_get gives an empty value");
    is(env_get("UNSET", 5, buffer, 8), OLIN_NOT_FOUND, "env_get misses what is not set");
    is(env_get("WORD\0X", 6, buffer, 8), 5, "a text ends at its first NUL");
    is(env_get("W\xff", 2, buffer, 8), OLIN_INVALID, "a key is UTF-8");
    is(env_get("\xed\xa0\x80", 3, buffer, 8), OLIN_INVALID, "a surrogate is no UTF-8");
    is(env_get("\xc0\x80", 2, buffer, 8), OLIN_INVALID, "an overlong form is no UTF-8");
}

static void arguments(void) {
    is(startup_arg_len(), 3, "startup_arg_len counts the name too");
    is(startup_arg_at(0, buffer, 8), 4, "startup_arg_at gives the name");
    is(same(buffer, "name", 4), 1, "startup_arg_at copies the name");
    fill(buffer, '.', 8);
    is(startup_arg_at(2, buffer, 3), 5, "startup_arg_at gives the true length");
    is(same(buffer, "thi.....", 8), 1, "startup_arg_at copies the first bytes");
    is(startup_arg_at(2, buffer, 0), 5, "startup_arg_at may copy nothing");
    is(startup_arg_at(3, buffer, 8), OLIN_INVALID, "startup_arg_at refuses an index past the end");
    is(startup_arg_at(-1, buffer, 8), OLIN_INVALID, "startup_arg_at takes the index as unsigned");
}

static void streams(void) {
    i32 in = io_get_stdin();
    i32 again = io_get_stdin();
    is(in >= 0 && again >= 0 && in != again, 1, "io_get_stdin gives a new descriptor each time");
    fill(buffer, '.', 8);
    is(resource_read(in, buffer, 2), 2, "resource_read reads from standard input");
    is(same(buffer, "in......", 8), 1, "resource_read stores what it read and nothing more");
    resource_close(in);
    is(resource_read(in, buffer, 1), OLIN_INVALID, "a closed descriptor cannot be read");
    is(resource_read(again, buffer, 0), 0, "resource_read may read nothing");
    is(resource_read(again, buffer, 100), 3, "closing a descriptor does not close the stream");
    is(same(buffer, "put", 3), 1, "the other descriptor reads on");
    is(resource_read(again, buffer, 100), OLIN_EOF, "standard input ends");
    is(resource_read(again, buffer, 100), OLIN_EOF, "standard input stays at its end");
    is(resource_write(again, "x", 1), OLIN_UNKNOWN, "standard input cannot be written");
    is(resource_flush(again), 0, "standard input can be flushed");
    i32 err = io_get_stderr();
    is(resource_write(err, "oops", 4), 4, "resource_write writes to standard error");
    is(resource_read(err, buffer, 1), OLIN_UNKNOWN, "standard error cannot be read");
    i32 out = io_get_stdout();
    is(resource_write(out, "", 0), 0, "resource_write may write nothing");
    is(resource_read(out, buffer, 1), OLIN_UNKNOWN, "standard output cannot be read");
    is(resource_flush(out), 0, "standard output can be flushed");
    resource_close(out);
    is(resource_write(out, "x", 1), OLIN_INVALID, "a closed descriptor cannot be written");
    is(resource_flush(out), OLIN_INVALID, "a closed descriptor cannot be flushed");
    is(resource_read(-1, buffer, 1), OLIN_INVALID, "a descriptor that never was cannot be read");
    is(resource_write(0x7fffffff, buffer, 1), OLIN_INVALID, "nor written");
    is(resource_flush((i32) 0x80000000), OLIN_INVALID, "nor flushed");
}

static void process(void) {
    fill(buffer, '.', 8);
    is(runtime_name(buffer, 31), 4, "runtime_name gives the name's length");
    is(same(buffer, "olin....", 8), 1, "the name is olin");
    fill(buffer, '.', 8);
    is(runtime_name(buffer, 3), 4, "runtime_name gives the length where the name does not fit");
    is(same(buffer, "........", 8), 1, "runtime_name copies nothing where not all fits");
    is(runtime_spec_major(), 0, "the major version is 0");
    is(runtime_spec_minor(), 2, "the minor version is 2");
    i64 now = time_now();
    is(now > 1700000000 && now < 100000000000, 1, "time_now counts Unix seconds");
    runtime_msleep(1);
    runtime_msleep(0);
    runtime_msleep(-5);
    is(1, 1, "runtime_msleep returns, for negative times too");
    u32 ones = 0;
    u32 zeros = 0;
    i64 ones64 = 0;
    i64 zeros64 = 0;
    for (i32 i = 0; i < 200; i++) {
        u32 a = i % 2 ? (u32) random_i32() : random_u32();
        i64 b = i % 2 ? random_i64() : random_u64();
        ones |= a;
        zeros |= ~a;
        ones64 |= b;
        zeros64 |= ~b;
    }
    is(ones == 0xffffffffu && zeros == 0xffffffffu, 1, "32-bit random numbers have their full range");
    is(ones64 == -1 && zeros64 == -1, 1, "64-bit random numbers have their full range");
    log_write(1, "an error", 8);
    log_write(3, "a warning", 9);
    log_write(6, "an information", 14);
    log_write(9, "something", 9);
    log_write(6, "short\0long", 10);
    log_write(6, "", 0);
    is(1, 1, "log_write gives nothing back");
}

static void plain_schemes(void) {
    i32 fd = OPEN("null://");
    is(fd >= 0, 1, "null:// opens");
    is(resource_read(fd, buffer, 8), 0, "null:// has nothing");
    is(resource_write(fd, buffer, 8), 8, "null:// takes all");
    is(resource_flush(fd), 0, "null:// flushes");
    resource_close(fd);

    fd = OPEN("zero://");
    fill(buffer, '.', 70000);
    is(resource_read(fd, buffer, 69999), 69999, "zero:// gives as much as is asked for");
    is(buffer[0] == 0 && buffer[69998] == 0 && buffer[69999] == '.', 1, "zero:// gives zeros");
    is(resource_write(fd, buffer, 8), 8, "zero:// takes all");
    is(resource_flush(fd), 0, "zero:// flushes");
    resource_close(fd);

    fd = OPEN("random://");
    fill(buffer, '.', 70000);
    is(resource_read(fd, buffer, 69999), 69999, "random:// gives as much as is asked for");
    is(buffer[69999] == '.', 1, "random:// gives no more");
    u32 dots = 0;
    for (u32 i = 0; i < 69999; i++) {
        dots += buffer[i] == '.';
    }
    is(dots < 1000, 1, "random:// gives random bytes");
    is(resource_write(fd, buffer, 8), OLIN_UNKNOWN, "random:// takes nothing");
    is(resource_flush(fd), 0, "random:// flushes");
    resource_close(fd);

    fd = OPEN("log://");
    is(resource_read(fd, buffer, 8), 0, "log:// has nothing");
    is(resource_write(fd, "a line", 6), 6, "log:// takes a line");
    is(resource_flush(fd), 0, "log:// flushes");
    resource_close(fd);
    fd = OPEN("log://?prefix=My%20app");
    is(resource_write(fd, "its line", 8), 8, "log:// takes a line with a prefix");
    resource_close(fd);
}

static void bad_urls(void) {
    is(OPEN("file:///etc/passwd"), OLIN_NOT_FOUND, "another scheme is not found");
    is(OPEN("mailto:a@b"), OLIN_NOT_FOUND, "a scheme of another form is not found");
    is(OPEN(""), OLIN_INVALID, "an empty text is no URL");
    is(OPEN("null"), OLIN_INVALID, "a word is no URL");
    is(OPEN("null:x"), OLIN_INVALID, "a scheme that is served has its slashes");
    is(OPEN("nu ll://"), OLIN_INVALID, "a scheme has no spaces");
    is(OPEN("null://\xff"), OLIN_INVALID, "a URL is UTF-8");
    is(OPEN("null://\0 \xff") >= 0, 1, "a URL ends at its first NUL");
    is(OPEN("http://user@upstream.test"), OLIN_INVALID, "a URL has no user");
    is(OPEN("http://0x7f.1"), OLIN_INVALID, "an address is four decimal numbers");
}

static void descriptors(void) {
    i32 last = 0;
    i32 most = 0;
    while (last >= 0) {
        last = OPEN("null://");
        most = last > most ? last : most;
    }
    is(last, OLIN_UNKNOWN, "there is an end of descriptors");
    is(io_get_stdin(), OLIN_UNKNOWN, "for the standard streams too");
    resource_close(most);
    is(OPEN("null://"), most, "a closed one can be had again");
}

static i32 read_all(i32 fd) {
    u32 at = 0;
    while (1) {
        i32 count = resource_read(fd, buffer + at, sizeof buffer - at - 1);
        if (count <= 0) {
            buffer[at] = 0;
            return count;
        }
        at += (u32) count;
    }
}

static i32 buffer_has(const char *text) {
    u32 len = length(text);
    for (u32 at = 0; buffer[at]; at++) {
        if (same(buffer + at, text, len)) {
            return 1;
        }
    }
    return 0;
}

static i32 open_upstream(const char *key) {
    char url[200];
    i32 len = env_get(key, length(key), url, sizeof url);
    return resource_open(url, (u32) len);
}

#define WRITE(fd, text) resource_write(fd, text, LEN(text))

/* A text is written as it is, in one piece. */
#define WRITES(fd, text, what) is(WRITE(fd, text), LEN(text), what)

static void exchange(const char *key) {
    i32 fd = open_upstream(key);
    is(fd >= 0, 1, "a server's URL opens");
    is(resource_read(fd, buffer, 8), OLIN_UNKNOWN, "nothing can be read before a flush");
    WRITES(fd, "POST /a/../path?q HTTP/1.1\r\nContent-Le", "a request can be written in parts");
    WRITES(fd, "ngth: 4\nX-Mine: yes\n\r\nbody", "with mixed line ends");
    is(resource_flush(fd), 0, "flush sends it");
    is(read_all(fd), OLIN_EOF, "the answer has an end");
    is(buffer_has("HTTP/1.1 200 "), 1, "the answer begins with a status line");
    is(buffer_has("\r\n\r\nPOST /path?q body"), 1, "the server saw path and body, and its body arrived");
    is(resource_read(fd, buffer, 8), OLIN_EOF, "the answer stays at its end");
    WRITES(fd, "PUT /two HTTP/1.1\nTransfer-Encoding: chunked\n\n3\r\nabc\r\n2;x\nde\n0\n\n", "a second request is written");
    is(resource_flush(fd), 0, "and sent");
    is(read_all(fd), OLIN_EOF, "and answered");
    is(buffer_has("\r\n\r\nPUT /two abcde"), 1, "with its chunks taken apart");
    WRITES(fd, "GET /early HTTP/1.1\n\n", "a third");
    is(resource_flush(fd), 0, "is sent");
    is(WRITE(fd, "GET /"), OLIN_UNKNOWN, "no fourth before its answer is read");
    resource_close(fd);
}

static void bad_requests(const char *key) {
    i32 fd = open_upstream(key);
    is(resource_flush(fd), OLIN_UNKNOWN, "nothing is no request");
    WRITE(fd, "no request\n\n");
    is(resource_flush(fd), OLIN_UNKNOWN, "bad text is no request");
    WRITE(fd, "GET / HTTP/1.1\nHost: another.test\n\n");
    is(resource_flush(fd), OLIN_UNKNOWN, "the host is the URL's");
    WRITE(fd, "GET /ok HTTP/1.1\n\n");
    is(resource_flush(fd), 0, "a good request passes after bad ones");
    resource_close(fd);
    fd = OPEN("http://");
    is(fd >= 0, 1, "a URL may leave the host to the request");
    WRITE(fd, "GET / HTTP/1.1\n\n");
    is(resource_flush(fd), OLIN_UNKNOWN, "but one must name it");
    resource_close(fd);
    fd = OPEN("http://unknown.test");
    WRITE(fd, "GET / HTTP/1.1\n\n");
    is(resource_flush(fd), OLIN_UNKNOWN, "a server that cannot be reached is an error");
    resource_close(fd);
}

__attribute__((export_name("_start"))) void _start(void) {
    if (argument_is("functions")) {
        environment();
        arguments();
        streams();
        process();
    } else if (argument_is("schemes")) {
        plain_schemes();
        bad_urls();
        descriptors();
    } else if (argument_is("http")) {
        exchange("UPSTREAM");
        bad_requests("UPSTREAM");
    } else if (argument_is("https")) {
        exchange("UPSTREAM");
    } else if (argument_is("exit")) {
        runtime_exit(3);
    } else if (argument_is("close")) {
        resource_close(99);
    }
    done();
}
