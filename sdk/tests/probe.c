// A guest that does what the query says and reports it: the C SDK's part of SdkIT.
#include "../c/olin.h"

static olin_request request;
static olin_http http;
static char url[OLIN_URL];
static char value[4096];
static char piece[5000];

static olin_text query(void) {
    return olin_text_of(request.query);
}

static int64_t number(const char *name) {
    return olin_form_get(query(), name, value, sizeof value) > 0 ? olin_number(olin_text_of(value)) : 0;
}

static bool is(const char *name, const char *wanted) {
    return olin_form_get(query(), name, value, sizeof value) >= 0 && olin_same(olin_text_of(value), wanted);
}

static const char *word(int32_t error) {
    switch (error) {
        case OLIN_UNKNOWN: return "unknown";
        case OLIN_INVALID: return "invalid";
        case OLIN_TOO_LONG: return "too-long";
        case OLIN_BAD_URL: return "url";
        case OLIN_BAD_FIELD: return "field";
        case OLIN_NO_ANSWER: return "no-answer";
        case OLIN_MALFORMED: return "malformed";
        case OLIN_TRUNCATED: return "truncated";
        case OLIN_TOO_MANY_REDIRECTS: return "redirects";
        default: return "other";
    }
}

static void put_line(const char *name, const char *text) {
    olin_put(name);
    olin_put(" ");
    olin_put(text);
    olin_put("\n");
}

static void put_count(const char *name, int64_t count) {
    olin_put(name);
    olin_put(" ");
    olin_put_number(count);
    olin_put("\n");
}

static void begin(void) {
    olin_answer_begin(200);
    olin_answer_field("Content-Type", "text/plain; charset=utf-8");
    olin_answer_body();
}

// The body's bytes count from 0 on, modulo 251.
static void send_body(int64_t length) {
    for (int64_t done = 0; done < length;) {
        size_t part = (size_t)(length - done < (int64_t)sizeof piece ? length - done : (int64_t)sizeof piece);
        for (size_t i = 0; i < part; i++) {
            piece[i] = (char)((done + (int64_t)i) % 251);
        }
        olin_http_write(&http, piece, part);
        done += (int64_t)part;
    }
}

static int32_t exchange(void) {
    int64_t length = number("body");
    int32_t redirects = (int32_t)number("follow");
    if (redirects > 0) {
        return olin_http_get(&http, url, redirects);
    }
    if (olin_form_get(query(), "method", value, sizeof value) < 0) {
        olin_copy(olin_text_of("GET"), value, sizeof value);
    }
    olin_http_begin(&http, value, url);
    if (olin_form_get(query(), "field", value, sizeof value) >= 0) {
        olin_http_add(&http, "X-Probe", value);
    }
    if (is("mode", "chunked")) {
        olin_http_chunked(&http);
        send_body(length);
    } else if (length > 0) {
        olin_http_sized(&http, (size_t)length);
        send_body(length);
    }
    return olin_http_send(&http);
}

// Reports how many bytes a body has and their sum; `read` gives them.
static int32_t put_body(int32_t (*read)(void *target, size_t size)) {
    int64_t length = 0, sum = 0;
    int32_t count;
    while ((count = read(piece, sizeof piece)) > 0) {
        for (int32_t i = 0; i < count; i++) {
            sum += (unsigned char)piece[i];
        }
        length += count;
    }
    put_count("length", length);
    put_count("sum", sum);
    return count;
}

static int32_t read_answer(void *target, size_t size) {
    return olin_http_read(&http, target, size);
}

static int32_t read_request(void *target, size_t size) {
    return olin_request_read(&request, target, size);
}

static void fetch(void) {
    begin();
    olin_form_get(query(), "url", url, sizeof url);
    int32_t status = exchange();
    if (status >= 0) {
        put_count("status", status);
        olin_text field = olin_http_field(&http, "x-answer");
        if (olin_copy(field, value, sizeof value) > 0) {
            put_line("field", value);
        }
        status = put_body(read_answer);
    }
    if (status < 0) {
        put_line("error", word(status));
    }
    olin_http_end(&http);
}

static void echo(void) {
    olin_text name, text, rest = query();
    begin();
    put_line("method", request.method);
    put_line("path", request.path);
    while (olin_form_next(&rest, &name, &text)) {
        olin_decoded(name, value, sizeof value);
        olin_put("query ");
        olin_put(value);
        olin_put("=");
        olin_decoded(text, value, sizeof value);
        olin_put(value);
        olin_put("\n");
    }
    if (olin_request_field("X-Probe", value, sizeof value) >= 0) {
        put_line("field", value);
    }
    if (olin_request_field("Content-Type", value, sizeof value) >= 0) {
        put_line("type", value);
    }
    int32_t end = put_body(read_request);
    if (end < 0) {
        put_line("error", word(end));
    }
}

static void form(void) {
    static char body[1001];
    int32_t length = olin_request_body(&request, body, sizeof body);
    if (length < 0) {
        olin_answer_begin(length == OLIN_TOO_LONG ? 413 : 400);
        olin_answer_field("Content-Type", "text/plain");
        olin_answer_body();
        return;
    }
    begin();
    int32_t found = olin_form_get(olin_text_of(body), "a", value, sizeof value);
    put_line("a", found < 0 ? "-" : value);
}

static void stream(void) {
    begin();
    for (int64_t i = 1, count = number("n"); i <= count; i++) {
        put_count("line", i);
        olin_answer_flush();
        olin_sleep((int32_t)number("pause"));
    }
}

static void facts(void) {
    uint64_t first, second;
    begin();
    put_count("arguments", olin_argument_count());
    olin_argument(1, value, sizeof value);
    put_line("argument", value);
    put_line("missing", olin_variable("NO_SUCH_VARIABLE", value, sizeof value) == OLIN_NOT_FOUND ? "yes" : "no");
    put_line("short", olin_variable("GATEWAY_INTERFACE", value, 7) == OLIN_TOO_LONG ? "yes" : "no");
    olin_variable("GATEWAY_INTERFACE", value, 8);
    put_line("gateway", value);
    put_line("time", olin_time() > 1767225600 ? "yes" : "no");
    olin_random(&first, sizeof first);
    olin_random(&second, sizeof second);
    put_line("random", first != second ? "yes" : "no");
    value[olin_abi_runtime_name(value, sizeof value)] = '\0';
    put_line("name", value);
    put_count("spec", olin_abi_runtime_spec_major() * 10 + olin_abi_runtime_spec_minor());
    olin_log(OLIN_ERROR, "an error");
    olin_log(OLIN_WARNING, "a warning");
    olin_log(OLIN_INFO, "an info");
    int32_t zero = olin_open("zero://");
    put_line("zero", olin_read(zero, value, 3) == 3 && value[2] == '\0' ? "yes" : "no");
    olin_close(zero);
    put_line("ftp", olin_open("ftp://example.com") == OLIN_NOT_FOUND ? "yes" : "no");
}

// What must not get through leaves nothing behind.
static void hostile(void) {
    olin_answer_begin(200);
    put_count("X-Refused:", olin_answer_field("X-A", "b\nX-Smuggled: c"));
    olin_answer_field("Content-Type", "text/html");
    olin_answer_body();
    olin_form_get(query(), "text", value, sizeof value);
    olin_put_html(value);
    olin_put("\n");
    olin_put_json(value);
}

OLIN_MAIN {
    if (olin_request_begin(&request) < 0) {
        return olin_answer_text(414, "too long\n");
    }
    if (is("do", "fetch")) {
        fetch();
    } else if (is("do", "form")) {
        form();
    } else if (is("do", "stream")) {
        stream();
    } else if (is("do", "facts")) {
        facts();
    } else if (is("do", "hostile")) {
        hostile();
    } else if (is("do", "fail")) {
        return 3;
    } else {
        echo();
    }
    return olin_answer_end();
}
