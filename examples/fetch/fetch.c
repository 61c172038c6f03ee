// Fetches the URL that the query names and answers with what came: a function of the Olin ABI, where everything is a
// URL. What it may open is said by its policy (fetch.policy).
// build: olin
#include <stddef.h>
#include <stdint.h>

#define OLIN(name) __attribute__((import_module("cwa"), import_name(#name)))

OLIN(env_get) int32_t env_get(const char *key, size_t key_length, char *value, size_t length);
OLIN(io_get_stdout) int32_t io_get_stdout(void);
OLIN(log_write) void log_write(int32_t level, const char *text, size_t length);
OLIN(resource_open) int32_t resource_open(const char *url, size_t length);
OLIN(resource_read) int32_t resource_read(int32_t resource, char *target, size_t length);
OLIN(resource_write) int32_t resource_write(int32_t resource, const char *source, size_t length);
OLIN(resource_flush) int32_t resource_flush(int32_t resource);

enum { LOG_ERROR = 1, LOG_INFO = 6, LONGEST_URL = 4096, PIECE = 16384 };

// A text and its length, for the functions that take both.
#define TEXT(text) (text), sizeof(text) - 1

static char url[LONGEST_URL];
static char piece[PIECE];

static int fail(int32_t out, const char *status, size_t length, const char *why, size_t why_length) {
    log_write(LOG_ERROR, why, why_length);
    resource_write(out, TEXT("Status: "));
    resource_write(out, status, length);
    resource_write(out, TEXT("\nContent-Type: text/plain\n\n"));
    resource_write(out, why, why_length);
    resource_write(out, TEXT("\n"));
    return 0;
}

// Where the path begins: after the third slash, or at the end.
static size_t path_of(size_t length) {
    size_t slashes = 0;
    for (size_t i = 0; i < length; i++) {
        if (url[i] == '/' && ++slashes == 3) {
            return i;
        }
    }
    return length;
}

static void write_request(int32_t resource, size_t length) {
    size_t path = path_of(length);
    size_t host = 0;
    while (host < path && !(url[host] == '/' && url[host + 1] == '/')) {
        host++;
    }
    host = host + 2 < path ? host + 2 : path;
    resource_write(resource, TEXT("GET "));
    if (path == length) {
        resource_write(resource, TEXT("/"));
    } else {
        resource_write(resource, url + path, length - path);
    }
    resource_write(resource, TEXT(" HTTP/1.1\r\nHost: "));
    resource_write(resource, url + host, path - host);
    resource_write(resource, TEXT("\r\nAccept: */*\r\n\r\n"));
}

__attribute__((export_name("cwa_main"))) int32_t cwa_main(void) {
    int32_t out = io_get_stdout();
    int32_t length = env_get(TEXT("QUERY_STRING"), url, LONGEST_URL);
    if (length <= 0 || length > LONGEST_URL) {
        return fail(out, TEXT("400 Bad Request"), TEXT("Ask for a URL: /?https://example.com/"));
    }
    log_write(LOG_INFO, url, (size_t)length);
    int32_t resource = resource_open(url, (size_t)length);
    if (resource < 0) {
        return fail(out, TEXT("400 Bad Request"), TEXT("This is no URL that can be opened"));
    }
    write_request(resource, (size_t)length);
    if (resource_flush(resource) != 0) {
        return fail(out, TEXT("502 Bad Gateway"), TEXT("There is no answer from there"));
    }
    resource_write(out, TEXT("Content-Type: text/plain; charset=utf-8\n\n"));
    for (int32_t count; (count = resource_read(resource, piece, PIECE)) > 0;) {
        resource_write(out, piece, (size_t)count);
    }
    return 0;
}
