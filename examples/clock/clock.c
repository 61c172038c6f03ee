// clock: sends the time once a second, as Server-Sent Events.
//
// What is flushed to standard output goes to the caller at once, while the
// function still runs. The query n=COUNT says how many events to send.

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { DEFAULT_EVENTS = 5, MOST_EVENTS = 60 };

// The value of n in a query such as "a=b&n=3", or NULL.
static const char *parameter_n(const char *query) {
    while (query != NULL) {
        if (strncmp(query, "n=", 2) == 0) return query + 2;
        query = strchr(query, '&');
        if (query != NULL) query++;
    }
    return NULL;
}

// How many events the caller wants, or 0 for a number out of bounds.
static int events_wanted(void) {
    const char *text = parameter_n(getenv("QUERY_STRING"));
    if (text == NULL) return DEFAULT_EVENTS;
    char *end;
    long count = strtol(text, &end, 10);
    bool whole = end != text && (*end == '\0' || *end == '&');
    return whole && count >= 1 && count <= MOST_EVENTS ? (int)count : 0;
}

static void send_event(int number) {
    char text[sizeof "2000-01-01T00:00:00Z"];
    time_t now = time(NULL);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    printf("id: %d\ndata: %s\n\n", number, text);
    if (fflush(stdout) != 0) exit(EXIT_FAILURE);
}

static void send_events(int count) {
    puts("Content-Type: text/event-stream\n"
         "Cache-Control: no-store\n");
    for (int number = 1; number <= count; number++) {
        if (number > 1) sleep(1);
        send_event(number);
    }
}

int main(void) {
    int count = events_wanted();
    if (count > 0) {
        send_events(count);
    } else {
        printf("Status: 400 Bad Request\nContent-Type: text/plain\n\n"
               "n (expected: a number from 1 to %d)\n", MOST_EVENTS);
    }
}
