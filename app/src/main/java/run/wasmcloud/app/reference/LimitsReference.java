package run.wasmcloud.app.reference;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the page about limits from the plans of a new installation. */
final class LimitsReference {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private LimitsReference() {}

    /** What a figure is, and what happens at it. */
    private record Words(String what, String atTheLimit) {}

    static String page() {
        return """
        ---
        title: Limits and plans
        order: 40
        summary: Every bound of a function, a run and an account, by plan, and what happens at it.
        ---
        # Limits and plans

        Every user has a plan. These are the plans that a new installation begins with; administrators change their
        figures ([wasmcloud admin](cli/admin.md)), and `wasmcloud limits` shows what holds for you.

        An `applicant` may deploy the platform's own examples and nothing else. The figures of a run are the most
        that a deployment may ask for in its policy. One that asks for nothing gets 2,048 pages of memory, 10¹⁰ fuel
        and 10 seconds, or its plan's figure where that is less.

        | limit | `applicant` | `free` | `paid` | at the limit |
        |---|---|---|---|---|
        %s

        ## Other bounds

        | limit | | at it |
        |---|---|---|
        | WebAssembly stack of a run | 512 KiB | the run ends: trapped |
        | a policy file | 64 KiB | refused with 422 |
        | a function's name | 2 to 50 characters of `a-z`, `0-9` and `-` | refused with 422 |
        | runs at once on one executor | what the operator sets and the machine holds | 503 with Retry-After |

        ## How a run ends

        | outcome | when | what the caller sees, if the response has not begun |
        |---|---|---|
        | `completed` | exit status 0 and a valid response | the function's response |
        | `exited` | another exit status | 502 [guest-exited](../problems/guest-exited.md) |
        | `trapped` | a WebAssembly trap, a bad pointer to a host call | 502 [guest-trapped](../problems/guest-trapped.md) |
        | `bad-response` | headers that are missing, malformed or too large | 502 [guest-bad-response](../problems/guest-bad-response.md) |
        | `denied` | what the policy forbids | 502 [guest-denied](../problems/guest-denied.md) |
        | `limit-reached` | fuel, time, output or outbound work is used up | 504 [guest-timed-out](../problems/guest-timed-out.md) for fuel and time, else 502 [guest-limit-reached](../problems/guest-limit-reached.md) |
        | `cancelled` | the client went away | nothing |
        | `platform-failed` | the platform's fault | 500 [internal](../problems/internal.md) |

        When a run fails after its response has begun, the connection is cut, so the client can tell: over HTTP/1.1
        without the last chunk, over HTTP/2 with a stream error.
        """
                .formatted(
                        Arrays.stream(PlanFigure.values())
                                .map(LimitsReference::row)
                                .collect(Collectors.joining("\n")));
    }

    private static String row(PlanFigure figure) {
        var words = words(figure);
        return "| %s | %s | %s |"
                .formatted(
                        words.what(),
                        Arrays.stream(Plan.values())
                                .map(plan -> value(figure, plan.limits().figure(figure)))
                                .collect(Collectors.joining(" | ")),
                        words.atTheLimit());
    }

    private static String value(PlanFigure figure, long value) {
        if (value == PlanFigure.UNBOUNDED) {
            return "no bound";
        }
        var name = figure.name();
        if (name.endsWith("BYTES")) {
            return bytes(value);
        }
        if (name.endsWith("MILLIS")) {
            return value % 60_000 == 0 ? value / 60_000 + " min" : value / 1_000 + " s";
        }
        return name.endsWith("DAYS") ? value + " days" : number(value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String bytes(long value) {
        if (value >= GIB && value % GIB == 0) {
            return value / GIB + " GiB";
        }
        if (value >= MIB && value % MIB == 0) {
            return value / MIB + " MiB";
        }
        return value >= KIB ? value / KIB + " KiB" : number(value);
    }

    private static Words words(PlanFigure figure) {
        return switch (figure) {
            case MODULE_BYTES -> new Words("size of a module", "upload: 413");
            case COMPILE_MILLIS -> new Words("time to compile a module", "upload: 422");
            case COMPILE_MEMORY_BYTES -> new Words("memory to compile a module", "upload: 422");
            case FILES_BYTES -> new Words("files of a deployment: size", "upload: 413");
            case FILES -> new Words("files of a deployment: number", "upload: 413");
            case MEMORY_PAGES ->
                    new Words(
                            "memory of a run, in pages of 64 KiB",
                            "declared more: upload 422; `memory.grow` answers −1");
            case TABLE_ELEMENTS ->
                    new Words(
                            "table elements of a run",
                            "declared more: upload 422; `table.grow` answers −1");
            case FUEL -> new Words("fuel of a run", "the run ends: limit-reached");
            case WALL_MILLIS ->
                    new Words(
                            "time of a run, to the end of its response",
                            "the run ends: limit-reached");
            case OUTPUT_BYTES -> new Words("response body", "cut; limit-reached");
            case LOG_BYTES -> new Words("log of a run", "the rest is dropped and counted");
            case LOG_LINE_BYTES -> new Words("one line of the log", "the line is cut");
            case DESCRIPTORS -> new Words("open descriptors of a run", "an error code");
            case TEMPORARY_BYTES -> new Words("`/tmp` of a run", "an error code: no space");
            case OUTBOUND_REQUESTS ->
                    new Words("outbound requests of a run", "the run ends: limit-reached");
            case OUTBOUND_ANSWER_BYTES ->
                    new Words("an answer to an outbound request", "the run ends: limit-reached");
            case REQUEST_BODY_BYTES -> new Words("request body", "413");
            case REQUEST_HEADERS -> new Words("request header fields", "431");
            case REQUEST_HEADER_BYTES -> new Words("request header size", "431");
            case RESPONSE_HEADER_BYTES ->
                    new Words("response header size", "the run ends: bad-response");
            case STORED_RESULT_BYTES ->
                    new Words("kept result of an asynchronous run", "cut, and marked so");
            case CONCURRENT_RUNS_PER_FUNCTION ->
                    new Words("runs of a function at once", "a wait of up to 1 s, then 429");
            case CONCURRENT_RUNS_PER_USER ->
                    new Words("runs of a user at once", "a wait of up to 1 s, then 429");
            case FUNCTIONS -> new Words("functions of a user", "403");
            case DEPLOYMENTS_KEPT ->
                    new Words("deployments kept of a function", "the oldest inactive one goes");
            case SCHEDULES -> new Words("schedules of a user", "403");
            case DOMAINS -> new Words("host names of a user's own", "403");
            case INVOCATIONS_A_MONTH ->
                    new Words("invocations in a calendar month (UTC)", "429 until the next");
            case FUEL_A_MONTH -> new Words("fuel in a calendar month (UTC)", "429 until the next");
            case RETENTION_DAYS -> new Words("receipts and logs are kept for", "they are dropped");
            case API_REQUESTS_A_MINUTE -> new Words("requests to the API a minute", "429");
            case RUN_REQUESTS_A_SECOND ->
                    new Words("requests a second to a user's functions, on each server", "429");
        };
    }
}
