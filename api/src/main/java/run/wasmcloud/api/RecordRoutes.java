package run.wasmcloud.api;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.wire.InvocationItem;
import run.wasmcloud.model.wire.LogItem;
import run.wasmcloud.store.Caller;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.LogEntry;
import run.wasmcloud.store.LogQuery;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoredInvocation;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What functions left behind: receipts and logs. */
final class RecordRoutes {
    static final List<String> OUTCOMES =
            List.of(
                    "completed",
                    "exited",
                    "trapped",
                    "bad-response",
                    "denied",
                    "limit-reached",
                    "cancelled",
                    "platform-failed");

    private static final String EVENTS = "text/event-stream";
    private static final int LONGEST_SEARCH = 200;
    private static final int FOLLOWED_BY_USER = 10;
    private static final int FOLLOWED = 200;

    private final Store store;
    private final FunctionRoutes functions;
    private final Followers followers = new Followers(FOLLOWED_BY_USER, FOLLOWED);
    private final Json json = new Json();

    RecordRoutes(Store store, FunctionRoutes functions) {
        this.store = store;
        this.functions = functions;
    }

    Object invocations(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var slice =
                store.invocations()
                        .list(
                                function.id(),
                                request.query(
                                        "outcome",
                                        String.join(", ", OUTCOMES),
                                        RecordRoutes::outcome),
                                request.cursor(),
                                request.limit());
        return FunctionRoutes.page(slice, RecordRoutes::item);
    }

    private static String outcome(String kind) {
        if (!OUTCOMES.contains(kind)) {
            throw new IllegalArgumentException(kind);
        }
        return kind;
    }

    Object invocation(Caller caller, ApiRequest request) {
        var owner = caller.user().id();
        var id = new InvocationId(request.id("invocation"));
        return store.invocations()
                .find(owner, id)
                .filter(found -> isOpen(caller, found.function()))
                .<Object>map(RecordRoutes::item)
                .or(
                        () ->
                                store.queue()
                                        .find(owner, id)
                                        .filter(found -> isOpen(caller, found.function()))
                                        .map(QueueRoutes::item))
                .orElseThrow(() -> ApiRequest.notFound("invocation"));
    }

    /** A token for one function shows that one's invocations. */
    private static boolean isOpen(Caller caller, FunctionName function) {
        return caller.function().map(function::equals).orElse(true);
    }

    static InvocationItem item(StoredInvocation stored) {
        var invocation = stored.invocation();
        var receipt = invocation.receipt();
        return new InvocationItem(
                invocation.id().value(),
                stored.function().value(),
                stored.invocation().deploymentNumber(),
                invocation.trigger(),
                invocation.startedAt(),
                receipt.outcome().kind(),
                receipt.outcome().detail(),
                frames(receipt.outcome()),
                invocation.httpStatus(),
                TimeUnit.NANOSECONDS.toMicros(receipt.wallTime().toNanos()),
                TimeUnit.NANOSECONDS.toMicros(receipt.cpuTime().toNanos()),
                receipt.fuel(),
                receipt.peakMemoryBytes(),
                receipt.hostCalls(),
                receipt.resourcesOpened(),
                receipt.bytesIn(),
                receipt.bytesOut(),
                receipt.outboundRequests(),
                receipt.engineVersion(),
                invocation.executor().value(),
                invocation.trace() == null ? null : invocation.trace().toString());
    }

    private static List<String> frames(Outcome outcome) {
        return outcome instanceof Outcome.Trapped trapped
                ? trapped.frames().stream().map(TrapFrame::toString).toList()
                : List.of();
    }

    Object logs(Caller caller, ApiRequest request) {
        var function = functions.find(caller, request);
        var query =
                new LogQuery(
                        function.id(),
                        request.time("since"),
                        request.time("until"),
                        request.query("level", "error, warning or info", RecordRoutes::level)
                                .orElse(LogLevel.INFO),
                        request.query("invocation", "a UUID", InvocationId::parse),
                        request.query(
                                "search",
                                "at most %d characters".formatted(LONGEST_SEARCH),
                                RecordRoutes::search),
                        request.cursor(),
                        request.limit());
        return wantsEvents(request)
                ? events(caller, request, function, query)
                : FunctionRoutes.page(store.logLines().list(query), RecordRoutes::item);
    }

    private static String search(String text) {
        if (text.length() > LONGEST_SEARCH) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static boolean wantsEvents(ApiRequest request) {
        return request.header("Accept").orElse("").contains(EVENTS);
    }

    private Streamed events(Caller caller, ApiRequest request, Function function, LogQuery query) {
        var jwt = request.bearerToken().orElseThrow();
        var lastSeen = request.header("Last-Event-ID").filter(RecordRoutes::isId);
        var following =
                new LogFollowing(
                        store.logLines().tail(query),
                        lastSeen,
                        () -> mayFollow(jwt, function),
                        json);
        var user = caller.user().id();
        followers.enter(user);
        return Streamed.events(
                stream -> {
                    try {
                        following.write(stream);
                    } finally {
                        followers.leave(user);
                    }
                });
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    /** The token may have been revoked since, or the function deleted. */
    private boolean mayFollow(String jwt, Function function) {
        return LogFollowing.passes(() -> store.tokenChecker().check(jwt))
                && store.functions().find(function.owner(), function.name()).isPresent();
    }

    private static LogLevel level(String word) {
        return LogLevel.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static LogItem item(LogEntry entry) {
        var line = entry.line();
        return new LogItem(
                line.at(), line.invocation().value(), line.level(), line.source(), line.text());
    }
}
