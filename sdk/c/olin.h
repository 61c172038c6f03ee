/*
 * olin.h: what a function of Wasmcloud needs, in C99: its request, its answer, and a way out.
 *
 * One header, no allocation, no library but (on wasm32-wasi) wasi-libc. All functions are static;
 * those that are not used leave nothing behind. Not thread-safe: a run has one thread.
 *
 *     #include "olin.h"
 *
 *     OLIN_MAIN {
 *         static olin_request request;
 *         static char name[100];
 *         if (olin_request_begin(&request) < 0) {
 *             return olin_answer_text(400, "The request is too long for this function\n");
 *         }
 *         if (olin_form_get(olin_text_of(request.query), "name", name, sizeof name) < 0) {
 *             return olin_answer_text(400, "name is missing\n");
 *         }
 *         olin_answer_begin(200);
 *         olin_answer_field("Content-Type", "text/plain; charset=utf-8");
 *         olin_answer_body();
 *         olin_put("Hello, ");
 *         olin_put(name);
 *         olin_put("!\n");
 *         return olin_answer_end();
 *     }
 *
 *     clang --target=wasm32 -Os -nostdlib -Wl,--no-entry hello.c -o hello.wasm     Olin alone
 *     clang --target=wasm32-wasi -Os hello.c -o hello.wasm                         WASI, and what is used of Olin
 *
 * On wasm32-wasi the environment and the standard streams are WASI's, so that a function that sends
 * no requests is a plain WASI module. There, do not mix the answer's functions with <stdio.h>.
 *
 * Numbers below 0 are errors. Texts that are put into a buffer end with NUL and fit, or the result is
 * OLIN_TOO_LONG and the buffer holds an empty text.
 */
#ifndef OLIN_H
#define OLIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __wasi__
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#endif

#define OLIN_API static __attribute__((unused))
#define OLIN_IMPORT(name) __attribute__((import_module("cwa"), import_name(#name)))

/* ---- Errors ---------------------------------------------------------------------------------- */

enum {
    /* The ABI's own. */
    OLIN_UNKNOWN = -1,           /* it did not work; the function's log says why */
    OLIN_INVALID = -2,           /* a URL that is none, or a descriptor that is not open */
    OLIN_DENIED = -3,
    OLIN_NOT_FOUND = -4,         /* no resource of that scheme, or no such variable, field or name */
    OLIN_END = -5,
    /* This library's. */
    OLIN_TOO_LONG = -100,        /* a text does not fit its buffer */
    OLIN_BAD_URL = -101,         /* no absolute http or https URL, or one with spaces or a user in it */
    OLIN_BAD_FIELD = -102,       /* a header field or method that would become another part of the message */
    OLIN_BAD_ORDER = -103,       /* a call that cannot be made now */
    OLIN_NO_ANSWER = -104,       /* no connection, no trust, or a refused request; the log says which */
    OLIN_MALFORMED = -105,       /* the answer is no HTTP/1.1 */
    OLIN_TRUNCATED = -106,       /* a body ends early */
    OLIN_TOO_MANY_REDIRECTS = -107
};

/* ---- The ABI --------------------------------------------------------------------------------- */

OLIN_IMPORT(env_get) int32_t olin_abi_env_get(const char *key, size_t key_length, char *value, size_t length);
OLIN_IMPORT(io_get_stdin) int32_t olin_abi_io_get_stdin(void);
OLIN_IMPORT(io_get_stdout) int32_t olin_abi_io_get_stdout(void);
OLIN_IMPORT(io_get_stderr) int32_t olin_abi_io_get_stderr(void);
OLIN_IMPORT(log_write) void olin_abi_log_write(int32_t level, const char *text, size_t length);
OLIN_IMPORT(random_u64) uint64_t olin_abi_random_u64(void);
OLIN_IMPORT(resource_open) int32_t olin_abi_resource_open(const char *url, size_t length);
OLIN_IMPORT(resource_read) int32_t olin_abi_resource_read(int32_t resource, void *target, size_t length);
OLIN_IMPORT(resource_write) int32_t olin_abi_resource_write(int32_t resource, const void *source, size_t length);
OLIN_IMPORT(resource_flush) int32_t olin_abi_resource_flush(int32_t resource);
OLIN_IMPORT(resource_close) void olin_abi_resource_close(int32_t resource);
OLIN_IMPORT(runtime_exit) void olin_abi_runtime_exit(int32_t status);
OLIN_IMPORT(runtime_msleep) void olin_abi_runtime_msleep(int32_t milliseconds);
OLIN_IMPORT(runtime_name) int32_t olin_abi_runtime_name(char *target, size_t length);
OLIN_IMPORT(runtime_spec_major) int32_t olin_abi_runtime_spec_major(void);
OLIN_IMPORT(runtime_spec_minor) int32_t olin_abi_runtime_spec_minor(void);
OLIN_IMPORT(startup_arg_len) int32_t olin_abi_startup_arg_len(void);
OLIN_IMPORT(startup_arg_at) int32_t olin_abi_startup_arg_at(int32_t index, char *target, size_t length);
OLIN_IMPORT(time_now) int64_t olin_abi_time_now(void);

/* ---- The entry ------------------------------------------------------------------------------- */

/* OLIN_MAIN { ... return 0; }: the program; what it returns is the exit status. */
#ifdef __wasi__
#define OLIN_MAIN int main(void)
#else
#define OLIN_MAIN __attribute__((export_name("cwa_main"))) int32_t cwa_main(void)
#endif

/* What compilers call even without a C library. */
#ifndef __wasi__
__attribute__((weak, no_builtin)) void *memcpy(void *restrict target, const void *restrict source, size_t length) {
    for (size_t i = 0; i < length; i++) {
        ((char *)target)[i] = ((const char *)source)[i];
    }
    return target;
}

__attribute__((weak, no_builtin)) void *memmove(void *target, const void *source, size_t length) {
    char *to = target;
    const char *from = source;
    if (to < from) {
        for (size_t i = 0; i < length; i++) {
            to[i] = from[i];
        }
    } else {
        for (size_t i = length; i > 0; i--) {
            to[i - 1] = from[i - 1];
        }
    }
    return target;
}

__attribute__((weak, no_builtin)) void *memset(void *target, int value, size_t length) {
    for (size_t i = 0; i < length; i++) {
        ((char *)target)[i] = (char)value;
    }
    return target;
}

__attribute__((weak, no_builtin)) size_t strlen(const char *text) {
    size_t length = 0;
    while (text[length] != '\0') {
        length++;
    }
    return length;
}
#endif

/* ---- Texts ----------------------------------------------------------------------------------- */

/* Bytes somewhere else, without a NUL at their end. `at` is NULL where there is no text. */
typedef struct {
    const char *at;
    size_t length;
} olin_text;

OLIN_API olin_text olin_text_of(const char *text) {
    olin_text result = {text, strlen(text)};
    return result;
}

OLIN_API char olin_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
}

/* Tells whether two texts are the same but for the case of ASCII letters. */
OLIN_API bool olin_same(olin_text text, const char *other) {
    size_t i = 0;
    while (i < text.length && other[i] != '\0' && olin_lower(text.at[i]) == olin_lower(other[i])) {
        i++;
    }
    return i == text.length && other[i] == '\0';
}

/* Copies a text into a buffer, NUL at its end; its length or OLIN_TOO_LONG. */
OLIN_API int32_t olin_copy(olin_text text, char *buffer, size_t size) {
    if (size == 0) {
        return OLIN_TOO_LONG;
    }
    bool fits = text.length < size;
    size_t length = fits ? text.length : 0;
    for (size_t i = 0; i < length; i++) {
        buffer[i] = text.at[i];
    }
    buffer[length] = '\0';
    return fits ? (int32_t)length : OLIN_TOO_LONG;
}

OLIN_API int32_t olin_digit(char letter) {
    char lower = olin_lower(letter);
    if (letter >= '0' && letter <= '9') {
        return letter - '0';
    }
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Reads a number of digits only, or returns -1. */
OLIN_API int64_t olin_number(olin_text text) {
    int64_t number = 0;
    if (text.length == 0 || text.length > 18) {
        return -1;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9') {
            return -1;
        }
        number = number * 10 + (text.at[i] - '0');
    }
    return number;
}

/* ---- Resources ------------------------------------------------------------------------------- */

/* Opens a URL: a descriptor, or an error. One that the policy forbids ends the run. */
OLIN_API int32_t olin_open(const char *url) {
    return olin_abi_resource_open(url, strlen(url));
}

/* Reads some bytes: how many, 0 at the end, or an error. */
OLIN_API int32_t olin_read(int32_t resource, void *target, size_t length) {
    int32_t count = olin_abi_resource_read(resource, target, length);
    return count == OLIN_END ? 0 : count;
}

/* Writes all bytes: 0, or an error. */
OLIN_API int32_t olin_write(int32_t resource, const void *source, size_t length) {
    const char *from = source;
    while (length > 0) {
        int32_t count = olin_abi_resource_write(resource, from, length);
        if (count <= 0) {
            return count == 0 ? OLIN_UNKNOWN : count;
        }
        from += count;
        length -= (size_t)count;
    }
    return 0;
}

OLIN_API int32_t olin_flush(int32_t resource) {
    return olin_abi_resource_flush(resource);
}

OLIN_API void olin_close(int32_t resource) {
    olin_abi_resource_close(resource);
}

/* ---- The log --------------------------------------------------------------------------------- */

enum { OLIN_ERROR = 1, OLIN_WARNING = 3, OLIN_INFO = 6 };

/* Writes a line of the function's log. */
OLIN_API void olin_log(int32_t level, const char *text) {
    olin_abi_log_write(level, text, strlen(text));
}

/* ---- Environment, arguments, time, randomness ------------------------------------------------- */

/* Puts a variable into a buffer: its length, OLIN_NOT_FOUND or OLIN_TOO_LONG. */
OLIN_API int32_t olin_variable(const char *name, char *buffer, size_t size) {
#ifdef __wasi__
    const char *value = getenv(name);
    if (value == NULL) {
        (void)olin_copy(olin_text_of(""), buffer, size);
        return OLIN_NOT_FOUND;
    }
    return olin_copy(olin_text_of(value), buffer, size);
#else
    if (size == 0) {
        return OLIN_TOO_LONG;
    }
    int32_t length = olin_abi_env_get(name, strlen(name), buffer, size - 1);
    bool fits = length >= 0 && (size_t)length < size;
    buffer[fits ? length : 0] = '\0';
    return fits || length < 0 ? length : OLIN_TOO_LONG;
#endif
}

/* Returns how many arguments there are, the function's name included. */
OLIN_API int32_t olin_argument_count(void) {
    return olin_abi_startup_arg_len();
}

/* Puts an argument into a buffer: its length, OLIN_INVALID where there is none, or OLIN_TOO_LONG. */
OLIN_API int32_t olin_argument(int32_t index, char *buffer, size_t size) {
    if (size == 0) {
        return OLIN_TOO_LONG;
    }
    int32_t length = olin_abi_startup_arg_at(index, buffer, size - 1);
    bool fits = length >= 0 && (size_t)length < size;
    buffer[fits ? length : 0] = '\0';
    return fits || length < 0 ? length : OLIN_TOO_LONG;
}

/* Returns the seconds since 1970 began in UTC. */
OLIN_API int64_t olin_time(void) {
#ifdef __wasi__
    return (int64_t)time(NULL);
#else
    return olin_abi_time_now();
#endif
}

/* Fills a buffer with random bytes that cannot be foreseen. */
OLIN_API void olin_random(void *target, size_t length) {
#ifdef __wasi__
    if (__wasi_random_get(target, length) != 0) {
        abort();
    }
#else
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        if (i % 8 == 0) {
            number = olin_abi_random_u64();
        }
        ((unsigned char *)target)[i] = (unsigned char)(number >> (i % 8 * 8));
    }
#endif
}

/* Waits; the time counts against the run's time limit, not against its fuel. */
OLIN_API void olin_sleep(int32_t milliseconds) {
    olin_abi_runtime_msleep(milliseconds);
}

/* ---- Forms ----------------------------------------------------------------------------------- */

/* Decodes %XX and + into a buffer; an escape that is none stays. Its length or OLIN_TOO_LONG. */
OLIN_API int32_t olin_decoded(olin_text text, char *buffer, size_t size) {
    size_t length = 0;
    if (size == 0) {
        return OLIN_TOO_LONG;
    }
    for (size_t i = 0; i < text.length; i++) {
        char letter = text.at[i];
        if (letter == '+') {
            letter = ' ';
        } else if (letter == '%' && i + 2 < text.length) {
            int32_t high = olin_digit(text.at[i + 1]), low = olin_digit(text.at[i + 2]);
            if (high >= 0 && low >= 0) {
                letter = (char)(high * 16 + low);
                i += 2;
            }
        }
        if (length + 1 == size) {
            buffer[0] = '\0';
            return OLIN_TOO_LONG;
        }
        buffer[length++] = letter;
    }
    buffer[length] = '\0';
    return (int32_t)length;
}

/* Takes the first pair off a query or form, both parts still encoded; false where there is none. */
OLIN_API bool olin_form_next(olin_text *rest, olin_text *name, olin_text *value) {
    while (rest->length > 0) {
        size_t end = 0, equals = SIZE_MAX;
        while (end < rest->length && rest->at[end] != '&') {
            if (rest->at[end] == '=' && equals == SIZE_MAX) {
                equals = end;
            }
            end++;
        }
        size_t name_length = equals == SIZE_MAX ? end : equals;
        name->at = rest->at;
        name->length = name_length;
        value->at = rest->at + (equals == SIZE_MAX ? end : equals + 1);
        value->length = equals == SIZE_MAX ? 0 : end - equals - 1;
        size_t used = end < rest->length ? end + 1 : end;
        rest->at += used;
        rest->length -= used;
        if (end > 0) {
            return true;
        }
    }
    return false;
}

/* Puts the first value of a name into a buffer, decoded: its length, OLIN_NOT_FOUND or OLIN_TOO_LONG. */
OLIN_API int32_t olin_form_get(olin_text form, const char *wanted, char *buffer, size_t size) {
    olin_text name, value;
    char decoded[128];
    while (olin_form_next(&form, &name, &value)) {
        if (olin_decoded(name, decoded, sizeof decoded) >= 0) {
            size_t i = 0;
            while (decoded[i] == wanted[i] && wanted[i] != '\0') {
                i++;
            }
            if (decoded[i] == wanted[i]) {
                return olin_decoded(value, buffer, size);
            }
        }
    }
    (void)olin_copy(olin_text_of(""), buffer, size);
    return OLIN_NOT_FOUND;
}

/* ---- The request: CGI, RFC 3875 --------------------------------------------------------------- */

enum { OLIN_PATH = 2048, OLIN_QUERY = 8192 };

/* The request that the run answers. Make it static: it is larger than a stack should hold. */
typedef struct {
    char method[32];
    char path[OLIN_PATH];   /* below the function, decoded; "/" where there is none */
    char query[OLIN_QUERY]; /* raw: for olin_form_get */
    char type[256];         /* Content-Type, with its parameters */
    int64_t length;         /* Content-Length, -1 where it is not known */
    int64_t left;
    int32_t source;
} olin_request;

/* Reads the request's variables: 0, or OLIN_TOO_LONG. */
OLIN_API int32_t olin_request_begin(olin_request *request) {
    char length[24];
    int32_t method = olin_variable("REQUEST_METHOD", request->method, sizeof request->method);
    int32_t path = olin_variable("PATH_INFO", request->path, sizeof request->path);
    int32_t query = olin_variable("QUERY_STRING", request->query, sizeof request->query);
    int32_t type = olin_variable("CONTENT_TYPE", request->type, sizeof request->type);
    if (method == OLIN_TOO_LONG || path == OLIN_TOO_LONG || query == OLIN_TOO_LONG || type == OLIN_TOO_LONG) {
        return OLIN_TOO_LONG;
    }
    if (method < 0) {
        (void)olin_copy(olin_text_of("GET"), request->method, sizeof request->method);
    }
    if (path <= 0) {
        (void)olin_copy(olin_text_of("/"), request->path, sizeof request->path);
    }
    int32_t digits = olin_variable("CONTENT_LENGTH", length, sizeof length);
    request->length = digits < 0 ? -1 : olin_number(olin_text_of(length));
    request->left = request->length;
    request->source = -1;
    return 0;
}

/* Puts a header field into a buffer: its length, OLIN_NOT_FOUND or OLIN_TOO_LONG. */
OLIN_API int32_t olin_request_field(const char *name, char *buffer, size_t size) {
    char variable[128] = "HTTP_";
    size_t length = 5;
    if (olin_same(olin_text_of(name), "Content-Type") || olin_same(olin_text_of(name), "Content-Length")) {
        length = 0;
    }
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (length + 1 == sizeof variable) {
            return OLIN_TOO_LONG;
        }
        char letter = name[i];
        variable[length++] = letter == '-' ? '_'
            : letter >= 'a' && letter <= 'z' ? (char)(letter - ('a' - 'A')) : letter;
    }
    variable[length] = '\0';
    return olin_variable(variable, buffer, size);
}

/* Reads some of the body: how many bytes, 0 at its end, OLIN_TRUNCATED where it ends early. */
OLIN_API int32_t olin_request_read(olin_request *request, void *target, size_t size) {
    if (request->left >= 0 && (uint64_t)request->left < size) {
        size = (size_t)request->left;
    }
    if (size == 0) {
        return 0;
    }
#ifdef __wasi__
    int32_t count;
    do {
        count = (int32_t)read(STDIN_FILENO, target, size);
    } while (count < 0 && errno == EINTR);
#else
    if (request->source < 0) {
        request->source = olin_abi_io_get_stdin();
    }
    int32_t count = olin_read(request->source, target, size);
#endif
    if (count == 0 && request->left > 0) {
        return OLIN_TRUNCATED;
    }
    if (count > 0 && request->left >= 0) {
        request->left -= count;
    }
    return count < 0 ? OLIN_UNKNOWN : count;
}

/* Reads all of the body into a buffer, NUL at its end: its length, OLIN_TOO_LONG or OLIN_TRUNCATED. */
OLIN_API int32_t olin_request_body(olin_request *request, char *buffer, size_t size) {
    size_t length = 0;
    if (size == 0 || (request->length >= 0 && (uint64_t)request->length >= size)) {
        return OLIN_TOO_LONG;
    }
    for (;;) {
        int32_t count = olin_request_read(request, buffer + length, size - length);
        if (count < 0) {
            return count;
        }
        length += (size_t)count;
        if (count == 0) {
            buffer[length] = '\0';
            return (int32_t)length;
        }
        if (length == size) {
            return OLIN_TOO_LONG;
        }
    }
}

/* ---- The answer ------------------------------------------------------------------------------ */

enum { OLIN_OUTPUT = 8192 };

static struct {
    size_t length;
    int32_t target;
    int32_t error;
    bool open;
    char bytes[OLIN_OUTPUT];
} olin_output __attribute__((unused));

OLIN_API int32_t olin_output_write(const char *source, size_t length) {
#ifdef __wasi__
    while (length > 0) {
        ssize_t count = write(STDOUT_FILENO, source, length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return OLIN_UNKNOWN;
        }
        source += count;
        length -= (size_t)count;
    }
    return 0;
#else
    if (!olin_output.open) {
        olin_output.target = olin_abi_io_get_stdout();
        olin_output.open = true;
    }
    return olin_output.target < 0 ? olin_output.target : olin_write(olin_output.target, source, length);
#endif
}

/* Sends what was put so far to the caller: 0, or an error. */
OLIN_API int32_t olin_answer_flush(void) {
    if (olin_output.error == 0 && olin_output.length > 0) {
        olin_output.error = olin_output_write(olin_output.bytes, olin_output.length);
    }
    olin_output.length = 0;
    return olin_output.error;
}

/* Puts bytes into the answer. */
OLIN_API void olin_put_bytes(const void *source, size_t length) {
    const char *from = source;
    while (length > 0) {
        size_t room = OLIN_OUTPUT - olin_output.length;
        size_t part = length < room ? length : room;
        for (size_t i = 0; i < part; i++) {
            olin_output.bytes[olin_output.length + i] = from[i];
        }
        olin_output.length += part;
        from += part;
        length -= part;
        if (olin_output.length == OLIN_OUTPUT) {
            (void)olin_answer_flush();
        }
    }
}

/* Puts a text into the answer. */
OLIN_API void olin_put(const char *text) {
    olin_put_bytes(text, strlen(text));
}

/* Puts a number into the answer. */
OLIN_API void olin_put_number(int64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    olin_put_bytes(digits + at, sizeof digits - at);
}

/* Puts a text into the answer, escaped for HTML: its texts and its quoted attributes. */
OLIN_API void olin_put_html(const char *text) {
    for (; *text != '\0'; text++) {
        switch (*text) {
            case '&': olin_put("&amp;"); break;
            case '<': olin_put("&lt;"); break;
            case '>': olin_put("&gt;"); break;
            case '"': olin_put("&quot;"); break;
            case '\'': olin_put("&#39;"); break;
            default: olin_put_bytes(text, 1);
        }
    }
}

/* Puts a text into the answer as a JSON string, with its quotes. */
OLIN_API void olin_put_json(const char *text) {
    static const char hex[] = "0123456789abcdef";
    olin_put("\"");
    for (; *text != '\0'; text++) {
        unsigned char letter = (unsigned char)*text;
        if (letter == '"' || letter == '\\') {
            olin_put("\\");
            olin_put_bytes(text, 1);
        } else if (letter < ' ' || letter == '<') {
            char escape[6] = {'\\', 'u', '0', '0', hex[letter >> 4], hex[letter & 15]};
            olin_put_bytes(escape, sizeof escape);
        } else {
            olin_put_bytes(text, 1);
        }
    }
    olin_put("\"");
}

/* Begins the answer with its status, such as 200. */
OLIN_API void olin_answer_begin(int32_t status) {
    olin_put("Status: ");
    olin_put_number(status);
    olin_put("\n");
}

OLIN_API bool olin_is_token(olin_text text) {
    for (size_t i = 0; i < text.length; i++) {
        char letter = text.at[i], lower = olin_lower(letter);
        bool fits = (lower >= 'a' && lower <= 'z') || (letter >= '0' && letter <= '9');
        for (const char *mark = "!#$%&'*+-.^_`|~"; !fits && *mark != '\0'; mark++) {
            fits = letter == *mark;
        }
        if (!fits) {
            return false;
        }
    }
    return text.length > 0;
}

OLIN_API bool olin_is_value(olin_text text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char letter = (unsigned char)text.at[i];
        if (letter != '\t' && (letter < ' ' || letter == 0x7f)) {
            return false;
        }
    }
    return true;
}

/* Adds a header field: 0, or OLIN_BAD_FIELD, and then nothing is added. */
OLIN_API int32_t olin_answer_field(const char *name, const char *value) {
    if (!olin_is_token(olin_text_of(name)) || !olin_is_value(olin_text_of(value))) {
        return OLIN_BAD_FIELD;
    }
    olin_put(name);
    olin_put(": ");
    olin_put(value);
    olin_put("\n");
    return 0;
}

/* Ends the header; what is put from now on is the body. */
OLIN_API void olin_answer_body(void) {
    olin_put("\n");
}

/* Sends the rest: the exit status, 0 or 1 where the caller could not be reached. */
OLIN_API int32_t olin_answer_end(void) {
    return olin_answer_flush() == 0 ? 0 : 1;
}

/* Answers with a text; returns as olin_answer_end. */
OLIN_API int32_t olin_answer_text(int32_t status, const char *text) {
    olin_answer_begin(status);
    (void)olin_answer_field("Content-Type", "text/plain; charset=utf-8");
    olin_answer_body();
    olin_put(text);
    return olin_answer_end();
}

/* ---- HTTP requests --------------------------------------------------------------------------- */

enum {
    OLIN_URL = 4096,      /* the longest URL, its NUL included */
    OLIN_HEAD = 16384,    /* the longest head of an answer, in bytes */
    OLIN_INPUT = 16384,
    OLIN_INTERIM = 8,     /* how many answers 1xx may come before the real one */
    OLIN_CHUNK_LINES = 16384
};

/*
 * One request and its answer. Make it static: it has its buffers in it. Zero it before the first use,
 * as static variables are.
 *
 *     static olin_http http;
 *     olin_http_begin(&http, "POST", "https://api.example.com/notes");
 *     olin_http_add(&http, "Content-Type", "application/json");
 *     olin_http_body(&http, note, note_length);
 *     int32_t status = olin_http_send(&http);
 *     if (status < 0) ...
 *     while ((count = olin_http_read(&http, piece, sizeof piece)) > 0) ...
 *     olin_http_end(&http);
 *
 * An error is kept: what follows it does nothing and returns it, so that only olin_http_send has to be
 * looked at. The platform collects a request (8 MiB at most) and sends it then; an answer is read while
 * it comes.
 */
typedef struct {
    int32_t resource;   /* its descriptor + 1; 0 where there is none */
    int32_t error;
    int32_t status;
    bool no_body;       /* the method is HEAD */
    enum { OLIN_FIELDS, OLIN_SIZED, OLIN_CHUNKED, OLIN_ANSWER } stage;
    enum { OLIN_TO_END, OLIN_TO_LENGTH, OLIN_BY_CHUNK, OLIN_ENDED } framing;
    bool first_chunk;
    int64_t unsent;     /* what a sized body still needs */
    uint64_t left;      /* of the answer's body or chunk */
    size_t head_length;
    size_t start, end;  /* of what is in the input */
    char url[OLIN_URL];
    char head[OLIN_HEAD];
    char input[OLIN_INPUT];
} olin_http;

OLIN_API int32_t olin_http_fail(olin_http *http, int32_t error) {
    if (http->error == 0) {
        http->error = error;
    }
    return http->error;
}

OLIN_API void olin_http_text(olin_http *http, const void *text, size_t length) {
    if (http->error == 0) {
        int32_t result = olin_write(http->resource - 1, text, length);
        if (result < 0) {
            (void)olin_http_fail(http, result);
        }
    }
}

OLIN_API void olin_http_string(olin_http *http, const char *text) {
    olin_http_text(http, text, strlen(text));
}

/* Ends an exchange at any time. */
OLIN_API void olin_http_end(olin_http *http) {
    if (http->resource > 0) {
        olin_close(http->resource - 1);
        http->resource = 0;
    }
}

/* Returns where the authority begins, or 0 where the URL is neither http nor https. */
OLIN_API size_t olin_url_authority(const char *url) {
    const char *schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < 2; i++) {
        size_t length = strlen(schemes[i]), at = 0;
        while (at < length && olin_lower(url[at]) == schemes[i][at]) {
            at++;
        }
        if (at == length) {
            return length;
        }
    }
    return 0;
}

OLIN_API bool olin_url_ends_authority(char letter) {
    return letter == '\0' || letter == '/' || letter == '?' || letter == '#';
}

/* Returns where the path begins, or 0 for a URL that cannot be asked for. */
OLIN_API size_t olin_url_path(const char *url) {
    for (size_t i = 0; url[i] != '\0'; i++) {
        if (url[i] <= ' ' || url[i] > '~') {
            return 0;
        }
    }
    size_t start = olin_url_authority(url), at = start;
    if (start == 0) {
        return 0;
    }
    for (; !olin_url_ends_authority(url[at]); at++) {
        if (url[at] == '@' || url[at] == '\\') {
            return 0;
        }
    }
    return at > start ? at : 0;
}

/* Begins a request: 0, or an error. An earlier exchange of the same variable is ended. */
OLIN_API int32_t olin_http_begin(olin_http *http, const char *method, const char *url) {
    olin_http_end(http);
    http->error = 0;
    http->status = 0;
    http->stage = OLIN_FIELDS;
    http->framing = OLIN_ENDED;
    http->head_length = http->start = http->end = 0;
    http->no_body = olin_same(olin_text_of(method), "HEAD");
    if (!olin_is_token(olin_text_of(method))) {
        return olin_http_fail(http, OLIN_BAD_FIELD);
    }
    /* The URL may be a part of this variable already. */
    if (url != http->url && olin_copy(olin_text_of(url), http->url, sizeof http->url) < 0) {
        return olin_http_fail(http, OLIN_BAD_URL);
    }
    size_t path = olin_url_path(http->url);
    if (path == 0) {
        return olin_http_fail(http, OLIN_BAD_URL);
    }
    int32_t resource = olin_abi_resource_open(http->url, path);
    if (resource < 0) {
        return olin_http_fail(http, resource);
    }
    http->resource = resource + 1;
    size_t end = path;
    while (http->url[end] != '\0' && http->url[end] != '#') {
        end++;
    }
    size_t host = olin_url_authority(http->url);
    olin_http_string(http, method);
    olin_http_string(http, http->url[path] == '/' ? " " : " /");
    olin_http_text(http, http->url + path, end - path);
    olin_http_string(http, " HTTP/1.1\r\nHost: ");
    olin_http_text(http, http->url + host, path - host);
    olin_http_string(http, "\r\n");
    return http->error;
}

/*
 * Adds a header field: 0, or an error. Host, Content-Length and Transfer-Encoding follow from the URL
 * and the body, and cannot be added.
 */
OLIN_API int32_t olin_http_add(olin_http *http, const char *name, const char *value) {
    olin_text name_text = olin_text_of(name);
    if (http->error != 0) {
        return http->error;
    }
    if (http->stage != OLIN_FIELDS) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    if (!olin_is_token(name_text) || !olin_is_value(olin_text_of(value)) || olin_same(name_text, "Host")
        || olin_same(name_text, "Content-Length") || olin_same(name_text, "Transfer-Encoding")) {
        return olin_http_fail(http, OLIN_BAD_FIELD);
    }
    olin_http_string(http, name);
    olin_http_string(http, ": ");
    olin_http_string(http, value);
    olin_http_string(http, "\r\n");
    return http->error;
}

OLIN_API void olin_http_string_of(olin_http *http, uint64_t number, uint32_t base) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number > 0);
    olin_http_text(http, digits + at, sizeof digits - at);
}

/* Says that a body of so many bytes follows, by olin_http_write. */
OLIN_API int32_t olin_http_sized(olin_http *http, size_t length) {
    if (http->error == 0 && http->stage != OLIN_FIELDS) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    olin_http_string(http, "Content-Length: ");
    olin_http_string_of(http, length, 10);
    olin_http_string(http, "\r\n\r\n");
    http->unsent = (int64_t)length;
    http->stage = OLIN_SIZED;
    return http->error;
}

/* Says that a body of unknown length follows, by olin_http_write. */
OLIN_API int32_t olin_http_chunked(olin_http *http) {
    if (http->error == 0 && http->stage != OLIN_FIELDS) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    olin_http_string(http, "Transfer-Encoding: chunked\r\n\r\n");
    http->stage = OLIN_CHUNKED;
    return http->error;
}

/* Adds to the body: 0, or an error. */
OLIN_API int32_t olin_http_write(olin_http *http, const void *source, size_t length) {
    if (http->error != 0 || length == 0) {
        return http->error;
    }
    if (http->stage == OLIN_CHUNKED) {
        olin_http_string_of(http, length, 16);
        olin_http_string(http, "\r\n");
        olin_http_text(http, source, length);
        olin_http_string(http, "\r\n");
        return http->error;
    }
    if (http->stage != OLIN_SIZED || (uint64_t)http->unsent < length) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    http->unsent -= (int64_t)length;
    olin_http_text(http, source, length);
    return http->error;
}

/* Sends these bytes with the request: 0, or an error. */
OLIN_API int32_t olin_http_body(olin_http *http, const void *source, size_t length) {
    (void)olin_http_sized(http, length);
    return olin_http_write(http, source, length);
}

/* Returns the next byte of the answer's text, -1 at its end or an error. */
OLIN_API int32_t olin_http_byte(olin_http *http) {
    if (http->start == http->end) {
        int32_t count = olin_read(http->resource - 1, http->input, sizeof http->input);
        if (count <= 0) {
            (void)(count < 0 ? olin_http_fail(http, count) : 0);
            return -1;
        }
        http->start = 0;
        http->end = (size_t)count;
    }
    return (unsigned char)http->input[http->start++];
}

/* Adds a line to the head, NUL in place of its end; returns it, or a text without an address. */
OLIN_API olin_text olin_http_line(olin_http *http) {
    olin_text none = {NULL, 0};
    size_t start = http->head_length;
    for (int32_t byte; (byte = olin_http_byte(http)) != '\n';) {
        if (byte < 0 || http->head_length + 1 >= sizeof http->head) {
            (void)olin_http_fail(http, OLIN_MALFORMED);
            return none;
        }
        http->head[http->head_length++] = (char)byte;
    }
    if (http->head_length > start && http->head[http->head_length - 1] == '\r') {
        http->head_length--;
    }
    olin_text line = {http->head + start, http->head_length - start};
    http->head[http->head_length++] = '\0';
    return line;
}

/* Splits a header line; false where it is none. */
OLIN_API bool olin_http_split(olin_text line, olin_text *name, olin_text *value) {
    size_t colon = 0;
    while (colon < line.length && line.at[colon] != ':') {
        colon++;
    }
    if (colon == line.length) {
        return false;
    }
    size_t start = colon + 1, end = line.length;
    while (start < end && (line.at[start] == ' ' || line.at[start] == '\t')) {
        start++;
    }
    while (end > start && (line.at[end - 1] == ' ' || line.at[end - 1] == '\t')) {
        end--;
    }
    name->at = line.at;
    name->length = colon;
    value->at = line.at + start;
    value->length = end - start;
    return olin_is_token(*name) && olin_is_value(*value);
}

/* Goes to the next field of the head, from 0 on; false after the last. */
OLIN_API bool olin_http_next(const olin_http *http, size_t *cursor, olin_text *name, olin_text *value) {
    if (*cursor >= http->head_length) {
        return false;
    }
    olin_text line = olin_text_of(http->head + *cursor);
    *cursor += line.length + 1;
    return olin_http_split(line, name, value);
}

/* Returns the first value of a field of the answer; without an address where there is none. */
OLIN_API olin_text olin_http_field(const olin_http *http, const char *wanted) {
    olin_text name, value, none = {NULL, 0};
    for (size_t cursor = 0; olin_http_next(http, &cursor, &name, &value);) {
        if (olin_same(name, wanted)) {
            return value;
        }
    }
    return none;
}

/* Reads a status line: the status, or -1. */
OLIN_API int32_t olin_http_status(olin_text line) {
    static const char start[] = "HTTP/1.";
    size_t at = sizeof start - 1;
    if (line.length < at + 5 || !olin_is_value(line)) {
        return -1;
    }
    for (size_t i = 0; i < at; i++) {
        if (line.at[i] != start[i]) {
            return -1;
        }
    }
    olin_text code = {line.at + at + 2, 3};
    int64_t status = olin_number(code);
    bool version = line.at[at] >= '0' && line.at[at] <= '9' && line.at[at + 1] == ' ';
    bool ends = line.length == at + 5 || line.at[at + 5] == ' ';
    return version && ends && status >= 100 ? (int32_t)status : -1;
}

/* Reads status line and fields; the status, or an error. */
OLIN_API int32_t olin_http_head(olin_http *http) {
    http->head_length = 0;
    olin_text line = olin_http_line(http), name, value;
    int32_t status = line.at == NULL ? -1 : olin_http_status(line);
    if (status < 0) {
        return olin_http_fail(http, OLIN_MALFORMED);
    }
    http->head_length = 0;
    for (;;) {
        size_t start = http->head_length;
        line = olin_http_line(http);
        if (line.at != NULL && line.length == 0) {
            http->head_length = start;
            return status;
        }
        if (line.at == NULL || strlen(line.at) != line.length || !olin_http_split(line, &name, &value)) {
            return olin_http_fail(http, OLIN_MALFORMED);
        }
    }
}

/* Finds where the body ends. RFC 9112, section 6.3; what can be understood differently is refused. */
OLIN_API int32_t olin_http_frame(olin_http *http) {
    olin_text name, value;
    int64_t length = -1;
    int32_t codings = 0;
    for (size_t cursor = 0; olin_http_next(http, &cursor, &name, &value);) {
        if (olin_same(name, "Content-Length")) {
            int64_t number = olin_number(value);
            if (number < 0 || (length >= 0 && number != length)) {
                return olin_http_fail(http, OLIN_MALFORMED);
            }
            length = number;
        } else if (olin_same(name, "Transfer-Encoding")) {
            if (!olin_same(value, "chunked") || codings++ > 0) {
                return olin_http_fail(http, OLIN_MALFORMED);
            }
        }
    }
    if (http->no_body || http->status == 204 || http->status == 304) {
        http->framing = OLIN_ENDED;
    } else if (codings > 0 && length >= 0) {
        return olin_http_fail(http, OLIN_MALFORMED);
    } else if (codings > 0) {
        http->framing = OLIN_BY_CHUNK;
        http->first_chunk = true;
    } else {
        http->framing = length < 0 ? OLIN_TO_END : length > 0 ? OLIN_TO_LENGTH : OLIN_ENDED;
    }
    http->left = http->framing == OLIN_TO_LENGTH ? (uint64_t)length : 0;
    return http->status;
}

/* Sends the request and waits for the answer's head: its status from 200 on, or an error. */
OLIN_API int32_t olin_http_send(olin_http *http) {
    if (http->error != 0) {
        return http->error;
    }
    if (http->stage == OLIN_ANSWER || (http->stage == OLIN_SIZED && http->unsent > 0)) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    if (http->stage != OLIN_SIZED) {
        olin_http_string(http, http->stage == OLIN_CHUNKED ? "0\r\n\r\n" : "\r\n");
    }
    if (http->error != 0) {
        return http->error;
    }
    http->stage = OLIN_ANSWER;
    if (olin_flush(http->resource - 1) < 0) {
        return olin_http_fail(http, OLIN_NO_ANSWER);
    }
    for (int32_t i = 0; i < OLIN_INTERIM; i++) {
        http->status = olin_http_head(http);
        if (http->status < 0) {
            return http->status;
        }
        if (http->status >= 200) {
            return olin_http_frame(http);
        }
    }
    return olin_http_fail(http, OLIN_MALFORMED);
}

/* Reads a line between chunks, at most as long as the budget; its length, or -1. It is cut to size. */
OLIN_API int32_t olin_http_short_line(olin_http *http, char *line, size_t size, int32_t *budget) {
    size_t length = 0;
    char last = '\0';
    for (int32_t byte; (byte = olin_http_byte(http)) != '\n';) {
        if (byte < 0 || --*budget < 0) {
            return -1;
        }
        last = (char)byte;
        if (length + 1 < size) {
            line[length++] = last;
        }
    }
    if (length > 0 && last == '\r' && line[length - 1] == '\r') {
        length--;
    }
    line[length] = '\0';
    return (int32_t)length;
}

/* Reads a chunk's size: false where it is none. */
OLIN_API bool olin_http_size(const char *line, uint64_t *size) {
    size_t digits = 0;
    *size = 0;
    for (int32_t digit; (digit = olin_digit(line[digits])) >= 0; digits++) {
        if (digits == 15) {
            return false;
        }
        *size = *size * 16 + (uint64_t)digit;
    }
    const char *rest = line + digits;
    while (*rest == ' ' || *rest == '\t') {
        rest++;
    }
    return digits > 0 && (*rest == '\0' || *rest == ';');
}

/* Goes to the next chunk: 0, or an error. After the last, the trailers are read and dropped. */
OLIN_API int32_t olin_http_chunk(olin_http *http) {
    char line[32];
    int32_t budget = OLIN_CHUNK_LINES;
    if (!http->first_chunk && olin_http_short_line(http, line, sizeof line, &budget) != 0) {
        return olin_http_fail(http, OLIN_MALFORMED);
    }
    http->first_chunk = false;
    if (olin_http_short_line(http, line, sizeof line, &budget) < 0 || !olin_http_size(line, &http->left)) {
        return olin_http_fail(http, OLIN_MALFORMED);
    }
    if (http->left > 0) {
        return 0;
    }
    http->framing = OLIN_ENDED;
    int32_t length;
    do {
        length = olin_http_short_line(http, line, sizeof line, &budget);
    } while (length > 0);
    return length == 0 ? 0 : olin_http_fail(http, OLIN_MALFORMED);
}

/* Reads some of the answer's body: how many bytes, 0 at its end, or an error. */
OLIN_API int32_t olin_http_read(olin_http *http, void *target, size_t size) {
    if (http->error != 0) {
        return http->error;
    }
    if (http->stage != OLIN_ANSWER) {
        return olin_http_fail(http, OLIN_BAD_ORDER);
    }
    if (http->framing == OLIN_BY_CHUNK && http->left == 0 && olin_http_chunk(http) < 0) {
        return http->error;
    }
    if (http->framing == OLIN_ENDED || size == 0) {
        return 0;
    }
    if (http->framing != OLIN_TO_END && http->left < size) {
        size = (size_t)http->left;
    }
    int32_t count;
    if (http->start < http->end) {
        size_t there = http->end - http->start;
        count = (int32_t)(there < size ? there : size);
        for (int32_t i = 0; i < count; i++) {
            ((char *)target)[i] = http->input[http->start + (size_t)i];
        }
        http->start += (size_t)count;
    } else {
        count = olin_read(http->resource - 1, target, size);
    }
    if (count < 0) {
        return olin_http_fail(http, count);
    }
    if (http->framing == OLIN_TO_END) {
        return count;
    }
    if (count == 0) {
        return olin_http_fail(http, OLIN_TRUNCATED);
    }
    http->left -= (uint64_t)count;
    if (http->left == 0 && http->framing == OLIN_TO_LENGTH) {
        http->framing = OLIN_ENDED;
    }
    return count;
}

/* Returns how much of a URL stays before a reference. RFC 3986, section 5.2. */
OLIN_API size_t olin_url_kept(const char *url, olin_text reference) {
    size_t path = olin_url_path(url), end = path, slash = 0, fragment;
    for (size_t i = 0; i < reference.length && !olin_url_ends_authority(reference.at[i]); i++) {
        if (reference.at[i] == ':') {
            return 0;
        }
    }
    for (; url[end] != '\0' && url[end] != '?' && url[end] != '#'; end++) {
        slash = url[end] == '/' ? end + 1 : slash;
    }
    for (fragment = end; url[fragment] != '\0' && url[fragment] != '#'; fragment++) {
    }
    switch (reference.length == 0 ? '#' : reference.at[0]) {
        case '#': return fragment;
        case '?': return end;
        case '/': return reference.length > 1 && reference.at[1] == '/' ? olin_url_authority(url) - 2 : path;
        default: return slash > 0 ? slash : path;
    }
}

/* Puts the URL that a reference leads to, seen from the last one, in the last one's place. */
OLIN_API bool olin_http_resolve(olin_http *http, olin_text reference) {
    static char next[OLIN_URL];
    size_t length = olin_url_kept(http->url, reference);
    if (length + reference.length + 2 > sizeof next) {
        return false;
    }
    memcpy(next, http->url, length);
    bool bare = length > 0 && length == olin_url_path(http->url);
    if (bare && (reference.length == 0 || !olin_url_ends_authority(reference.at[0]))) {
        next[length++] = '/';
    }
    memcpy(next + length, reference.at, reference.length);
    next[length + reference.length] = '\0';
    bool secure = olin_url_authority(http->url) == sizeof "https://" - 1;
    if (olin_url_path(next) == 0 || (secure && olin_url_authority(next) != sizeof "https://" - 1)) {
        return false;
    }
    return olin_copy(olin_text_of(next), http->url, sizeof http->url) >= 0;
}

/*
 * Sends a GET request without further fields and follows at most so many redirects: the last answer's
 * status, or an error. https does not become http; what leads nowhere is returned as it is.
 */
OLIN_API int32_t olin_http_get(olin_http *http, const char *url, int32_t redirects) {
    (void)olin_http_begin(http, "GET", url);
    for (int32_t left = redirects;; left--) {
        int32_t status = olin_http_send(http);
        bool leads = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        olin_text location = olin_http_field(http, "Location");
        if (status < 0 || !leads || redirects == 0 || location.at == NULL
            || !olin_http_resolve(http, location)) {
            return status;
        }
        if (left == 0) {
            return olin_http_fail(http, OLIN_TOO_MANY_REDIRECTS);
        }
        (void)olin_http_begin(http, "GET", http->url);
    }
}

#endif
