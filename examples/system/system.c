// system: a page about where it runs. Everything on it comes through the Olin ABI, or from the module itself.
// build: olin
#include "olin.h"

static olin_request request;
static char value[2048];

static void row(const char *name, const char *text) {
    olin_put("<tr><th>");
    olin_put_html(name);
    olin_put("<td>");
    olin_put_html(text);
    olin_put("\n");
}

static void number_row(const char *name, int64_t number, const char *unit) {
    olin_put("<tr><th>");
    olin_put_html(name);
    olin_put("<td>");
    olin_put_number(number);
    olin_put(unit);
    olin_put("\n");
}

static void variable_row(const char *name, const char *variable) {
    int32_t length = olin_variable(variable, value, sizeof value);
    row(name, length == OLIN_TOO_LONG ? "(long)" : length < 0 ? "(none)" : value);
}

static void runtime_rows(void) {
    int32_t length = olin_abi_runtime_name(value, sizeof value - 1);
    value[length < 0 ? 0 : length] = '\0';
    row("Runtime", value);
    olin_put("<tr><th>Interface<td>");
    olin_put_number(olin_abi_runtime_spec_major());
    olin_put(".");
    olin_put_number(olin_abi_runtime_spec_minor());
    olin_put("\n");
    number_row("Time", olin_time(), " s since 1970");
    number_row("Memory", (int64_t)__builtin_wasm_memory_size(0) * 64, " KiB");
    number_row("Arguments", olin_argument_count(), "");
}

// Six of 49, each once.
static void lottery_row(void) {
    uint64_t drawn = 0, random;
    olin_put("<tr><th>Luck<td>");
    for (int32_t count = 0; count < 6;) {
        olin_random(&random, sizeof random);
        uint64_t number = random % 49;
        if ((drawn >> number & 1) == 0) {
            drawn |= (uint64_t)1 << number;
            count++;
        }
    }
    for (int32_t number = 0; number < 49; number++) {
        if ((drawn >> number & 1) != 0) {
            olin_put_number(number + 1);
            olin_put(" ");
        }
    }
    olin_put("\n");
}

OLIN_MAIN {
    if (olin_request_begin(&request) < 0) {
        return olin_answer_text(414, "The request is too long for this page\n");
    }
    olin_answer_begin(200);
    olin_answer_field("Content-Type", "text/html; charset=utf-8");
    olin_answer_field("Cache-Control", "no-store");
    olin_answer_body();
    olin_put("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>System</title>\n"
        "<style>body{font:16px system-ui;margin:2em}th{text-align:left;padding-right:2em}</style>\n"
        "<h1>Hello from inside</h1>\n<table>\n");
    runtime_rows();
    variable_row("Server", "SERVER_SOFTWARE");
    variable_row("Executor", "WORKER_ID");
    variable_row("Run", "RUN_ID");
    variable_row("URL", "X_FULL_URL");
    variable_row("You", "REMOTE_ADDR");
    variable_row("Your browser", "HTTP_USER_AGENT");
    lottery_row();
    olin_put("</table>\n");
    olin_log(OLIN_INFO, "showed the system");
    return olin_answer_end();
}
