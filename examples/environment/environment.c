// environment: shows what a function is told about its request.
//
// The method, path, query and headers of a request are environment variables
// (RFC 3875, the Common Gateway Interface). The query's parts are arguments too.

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

// One line a value: control characters and backslashes are written as escapes.
static void print_escaped(const char *text) {
    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '\\') {
            fputs("\\\\", stdout);
        } else if (iscntrl(byte)) {
            const char *digits = "0123456789abcdef";
            fputs("\\x", stdout);
            putchar(digits[byte >> 4]);
            putchar(digits[byte & 15]);
        } else {
            putchar(byte);
        }
    }
    putchar('\n');
}

static int by_text(const void *left, const void *right) {
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void print_variables(void) {
    size_t count = 0;
    while (environ[count] != NULL) count++;
    qsort(environ, count, sizeof *environ, by_text);

    puts("Variables:");
    for (size_t i = 0; i < count; i++) print_escaped(environ[i]);
}

static void print_arguments(int count, char *arguments[]) {
    puts("\nArguments:");
    for (int i = 0; i < count; i++) print_escaped(arguments[i]);
}

int main(int count, char *arguments[]) {
    puts("Content-Type: text/plain; charset=utf-8\n"
         "Cache-Control: no-store\n");
    print_variables();
    print_arguments(count, arguments);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
