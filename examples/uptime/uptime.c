// uptime: asks web pages whether they are there. It is made for a schedule, whose body lists the pages, one a line.
// build: olin
#include "olin.h"

enum { LONGEST_LIST = 4096, MOST_PAGES = 10, REDIRECTS = 3 };

static olin_request request;
static olin_http http;
static char list[LONGEST_LIST];
static char message[LONGEST_LIST + 64];

// Takes the next line that is not empty off a list, NUL in place of its end.
static char *next_line(char **rest) {
    while (**rest == '\n' || **rest == '\r' || **rest == ' ') {
        (*rest)++;
    }
    char *line = *rest;
    while (**rest != '\0' && **rest != '\n' && **rest != '\r') {
        (*rest)++;
    }
    if (**rest != '\0') {
        *(*rest)++ = '\0';
    }
    return *line == '\0' ? NULL : line;
}

static void add(size_t *length, const char *text) {
    for (; *text != '\0' && *length + 1 < sizeof message; text++) {
        message[(*length)++] = *text;
    }
    message[*length] = '\0';
}

static void note(bool up, const char *url) {
    size_t length = 0;
    add(&length, url);
    add(&length, up ? " is there" : " is not there");
    olin_log(up ? OLIN_INFO : OLIN_ERROR, message);
}

// Any answer that is no error of a server is one.
static bool check(const char *url, int32_t *status) {
    *status = olin_http_get(&http, url, REDIRECTS);
    olin_http_end(&http);
    bool up = *status >= 200 && *status < 500;
    note(up, url);
    return up;
}

// Fills in which pages are there, and returns how many are not.
static int32_t check_all(char *rest, const char **urls, int32_t *statuses, int32_t *count) {
    int32_t down = 0;
    for (char *url; *count < MOST_PAGES && (url = next_line(&rest)) != NULL; (*count)++) {
        urls[*count] = url;
        down += check(url, &statuses[*count]) ? 0 : 1;
    }
    return down;
}

static bool has_more(char *rest) {
    for (int32_t i = 0; i < MOST_PAGES; i++) {
        while (*rest == '\n' || *rest == '\r' || *rest == ' ') {
            rest++;
        }
        while (*rest != '\0' && *rest != '\n' && *rest != '\r') {
            rest++;
        }
    }
    while (*rest == '\n' || *rest == '\r' || *rest == ' ') {
        rest++;
    }
    return *rest != '\0';
}

OLIN_MAIN {
    const char *urls[MOST_PAGES];
    int32_t statuses[MOST_PAGES], count = 0;
    if (olin_request_begin(&request) < 0 || !olin_same(olin_text_of(request.method), "POST")) {
        return olin_answer_text(405, "POST a list of URLs, one a line\n");
    }
    int32_t length = olin_request_body(&request, list, sizeof list);
    if (length < 0 || has_more(list)) {
        return olin_answer_text(length == OLIN_TRUNCATED ? 400 : 413, "The list is too long (expected: at most 10 URLs)\n");
    }
    int32_t down = check_all(list, urls, statuses, &count);
    if (count == 0) {
        return olin_answer_text(400, "The list is empty (expected: URLs, one a line)\n");
    }
    // A run of a schedule that answers with an error has failed.
    olin_answer_begin(down > 0 ? 502 : 200);
    olin_answer_field("Content-Type", "application/json");
    olin_answer_body();
    for (int32_t i = 0; i < count; i++) {
        olin_put(i == 0 ? "[{\"url\":" : ",{\"url\":");
        olin_put_json(urls[i]);
        olin_put(",\"status\":");
        if (statuses[i] < 0) {
            olin_put("null");
        } else {
            olin_put_number(statuses[i]);
        }
        olin_put("}");
    }
    olin_put("]\n");
    return olin_answer_end();
}
