/* A few lines of the Test Anything Protocol on standard output, without a C library. */
#ifndef TAP_H
#define TAP_H

#include "olin.h"

#define LEN(literal) (sizeof(literal) - 1)

static i32 tap_out = -1;
static u32 tap_count;

static inline u32 length(const char *text) {
    u32 len = 0;
    while (text[len]) {
        len++;
    }
    return len;
}

static inline i32 same(const char *a, const char *b, u32 len) {
    for (u32 i = 0; i < len; i++) {
        if (a[i] != b[i]) {
            return 0;
        }
    }
    return 1;
}

static inline void fill(char *to, char with, u32 len) {
    for (u32 i = 0; i < len; i++) {
        to[i] = with;
    }
}

static void say(const char *text) {
    if (tap_out < 0) {
        tap_out = io_get_stdout();
    }
    resource_write(tap_out, text, length(text));
}

static void say_number(i64 number) {
    char digits[24];
    u32 at = sizeof digits;
    unsigned long long rest = number < 0 ? 0 - (unsigned long long) number : (unsigned long long) number;
    digits[--at] = 0;
    do {
        digits[--at] = (char) ('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0) {
        digits[--at] = '-';
    }
    say(digits + at);
}

/* Says that what was got is what was expected, or not. */
static void is(i64 got, i64 expected, const char *what) {
    say(got == expected ? "ok " : "not ok ");
    say_number(++tap_count);
    say(" - ");
    say(what);
    if (got != expected) {
        say(" # got ");
        say_number(got);
        say(", expected ");
        say_number(expected);
    }
    say("\n");
}

static void done(void) {
    say("1..");
    say_number(tap_count);
    say("\n");
}

#endif
