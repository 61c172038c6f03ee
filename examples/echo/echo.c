// echo: answers with the request's own body, byte for byte.
//
// The request body is standard input. It goes through one buffer, so a body
// of any size takes the same memory.

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char buffer[64 * 1024];

static void fail(const char *reason) {
    write(STDERR_FILENO, reason, strlen(reason));
    exit(EXIT_FAILURE);
}

// A write may take only the first part of what it is given.
static void write_all(const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written < 0) fail("echo: cannot write the response\n");
        bytes += written;
        length -= (size_t)written;
    }
}

static void write_text(const char *text) { write_all(text, strlen(text)); }

static void write_headers(void) {
    const char *type = getenv("CONTENT_TYPE");
    write_text("Content-Type: ");
    write_text(type != NULL && *type != '\0' ? type : "application/octet-stream");
    write_text("\n\n");
}

static void copy_body(void) {
    ssize_t length;
    while ((length = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
        write_all(buffer, (size_t)length);
    }
    if (length < 0) fail("echo: cannot read the request\n");
}

int main(void) {
    write_headers();
    copy_body();
}
