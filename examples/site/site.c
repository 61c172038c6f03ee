// site: a small web site from one function: several pages, a style sheet, what is not there, and caching.
// build: olin
#include "olin.h"

typedef struct {
    const char *path;
    const char *title;
    const char *body;
} page;

static const page PAGES[] = {
    {"/", "Home",
     "<p>This site is one WebAssembly module. Each page that you see was a run of its own, in a sandbox that is gone by now.\n"},
    {"/how", "How it works",
     "<ol><li>The request comes as environment variables.\n<li>The path picks a page.\n"
     "<li>The page goes to standard output.</ol>\n"},
    {"/about", "About",
     "<p>A few KiB, no C library, no server: <code>site.c</code> and <code>olin.h</code>.\n"},
};
enum { PAGE_COUNT = sizeof PAGES / sizeof PAGES[0] };

static const char STYLE[] =
    "body{font:18px/1.5 Georgia,serif;max-width:40em;margin:2em auto;padding:0 1em}\n"
    "nav a{margin-right:1em}a[aria-current]{font-weight:bold;text-decoration:none;color:inherit}\n";

// Changes with the site's contents: browsers keep what they have while it is the same.
#define VERSION "\"1\""

static olin_request request;
static char base[OLIN_PATH];
static char known[256];

static void head(int32_t status, const char *type) {
    olin_answer_begin(status);
    olin_answer_field("Content-Type", type);
    if (status == 200) {
        olin_answer_field("ETag", VERSION);
        olin_answer_field("Cache-Control", "max-age=60");
    }
    olin_answer_body();
}

static void navigation(const page *current) {
    olin_put("<nav>\n");
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        olin_put("<a href=\"");
        olin_put_html(base);
        olin_put(PAGES[i].path);
        olin_put(&PAGES[i] == current ? "\" aria-current=\"page\">" : "\">");
        olin_put_html(PAGES[i].title);
        olin_put("</a>\n");
    }
    olin_put("</nav>\n");
}

static void show(int32_t status, const page *shown) {
    head(status, "text/html; charset=utf-8");
    olin_put("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>");
    olin_put_html(shown->title);
    olin_put("</title>\n<link rel=\"stylesheet\" href=\"");
    olin_put_html(base);
    olin_put("/style.css\">\n");
    navigation(shown);
    olin_put("<h1>");
    olin_put_html(shown->title);
    olin_put("</h1>\n");
    olin_put(shown->body);
}

static bool is(const char *path) {
    olin_text text = olin_text_of(request.path);
    // Paths differ by case.
    for (size_t i = 0; i <= text.length; i++) {
        if (text.at[i] != path[i]) {
            return false;
        }
    }
    return true;
}

static void answer(void) {
    static const page missing = {"", "Not here", "<p>There is no such page.\n"};
    if (is("/style.css")) {
        head(200, "text/css");
        olin_put(STYLE);
        return;
    }
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        if (is(PAGES[i].path)) {
            show(200, &PAGES[i]);
            return;
        }
    }
    show(404, &missing);
}

OLIN_MAIN {
    if (olin_request_begin(&request) < 0) {
        return olin_answer_text(414, "No page has so long a name\n");
    }
    if (!olin_same(olin_text_of(request.method), "GET") && !olin_same(olin_text_of(request.method), "HEAD")) {
        olin_answer_begin(405);
        olin_answer_field("Allow", "GET, HEAD");
        olin_answer_field("Content-Type", "text/plain");
        olin_answer_body();
        return olin_answer_end();
    }
    olin_variable("SCRIPT_NAME", base, sizeof base);
    olin_request_field("If-None-Match", known, sizeof known);
    if (olin_same(olin_text_of(known), VERSION)) {
        olin_answer_begin(304);
        olin_answer_field("ETag", VERSION);
        olin_answer_body();
    } else {
        answer();
    }
    return olin_answer_end();
}
