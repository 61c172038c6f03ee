#include "olin.h"

static olin_request request;
static char name[200];
static char body[16 * 1024];

static int32_t greet(void) {
    int32_t length = olin_form_get(olin_text_of(request.query), "name", name, sizeof name);
    if (length == OLIN_TOO_LONG) {
        return olin_answer_text(400, "name is too long\n");
    }
    olin_answer_begin(200);
    olin_answer_field("Content-Type", "text/plain; charset=utf-8");
    olin_answer_body();
    olin_put("Hello, ");
    olin_put(length > 0 ? name : "world");
    olin_put("!\n");
    return olin_answer_end();
}

static int32_t count(void) {
    int32_t length = olin_request_body(&request, body, sizeof body);
    if (length < 0) {
        return olin_answer_text(length == OLIN_TOO_LONG ? 413 : 400, "That body cannot be read\n");
    }
    olin_answer_begin(200);
    olin_answer_field("Content-Type", "text/plain; charset=utf-8");
    olin_answer_body();
    olin_put_number(length);
    olin_put(" bytes\n");
    return olin_answer_end();
}

OLIN_MAIN {
    if (olin_request_begin(&request) < 0) {
        return olin_answer_text(414, "The request is too long\n");
    }
    return olin_same(olin_text_of(request.method), "POST") ? count() : greet();
}
