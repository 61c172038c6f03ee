package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogLine;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.TrapFrame;
import run.wasmcloud.model.Trigger;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Shipments;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ExtendWith(TestApi.Provider.class)
class RecordRoutesIT {
    private static final String INVOCATIONS = "/v1/functions/{name}/invocations";
    private static final String LOGS = "/v1/functions/{name}/logs";

    private final TestApi api;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private String jwt = "";
    private Function function;

    RecordRoutesIT(TestApi api) {
        this.api = api;
        this.function = api.store().functions().create(api.user(Plan.FREE), Optional.empty(), "");
    }

    @BeforeEach
    void makeFunction() {
        var user = api.user(Plan.FREE);
        jwt = api.token(user, TokenScope.READ).jwt();
        function = api.store().functions().create(user, Optional.empty(), "");
    }

    @Test
    void returnsReceiptsNewestFirst() {
        var first = add(new Outcome.Completed());
        var second =
                add(
                        new Outcome.Trapped(
                                "unreachable",
                                List.of(new TrapFrame(3, Optional.of("main"), 0x1f))));

        var items = api.call("GET", INVOCATIONS, function.name()).as(jwt).ok().path("items");

        assertThat(items.findValuesAsString("id"))
                .containsExactly(second.toString(), first.toString());
        assertThat(items.get(0).path("frames").get(0).asString()).isEqualTo("main @ 0x1f");
        assertThat(items.get(0).path("detail").asString()).isEqualTo("unreachable");
        assertThat(items.get(1).path("wallMicros").asLong()).isEqualTo(1_234);
        assertThat(items.get(1).path("hostCalls").path("fd_write").asLong()).isEqualTo(2);
        assertThat(api.call("GET", "/v1/invocations/{id}", first).as(jwt).ok())
                .isEqualTo(items.get(1));
    }

    @Test
    void filtersReceiptsAndReturnsThemInParts() {
        add(new Outcome.Completed());
        var limited = add(new Outcome.LimitReached(RunLimit.FUEL));

        var filtered =
                api.call("GET", INVOCATIONS, function.name())
                        .as(jwt)
                        .query("outcome", "limit-reached")
                        .ok();
        assertThat(filtered.path("items").findValuesAsString("id"))
                .containsExactly(limited.toString());
        var part = api.call("GET", INVOCATIONS, function.name()).as(jwt).query("limit", 1).ok();
        assertThat(part.path("next").asString()).isNotEmpty();
        for (var bad : Map.of("outcome", "nope", "limit", "0", "cursor", "x").entrySet()) {
            var reply =
                    api.call("GET", INVOCATIONS, function.name())
                            .as(jwt)
                            .query(bad.getKey(), bad.getValue())
                            .refused(422, "invalid-value");
            assertThat(reply.json().path("errors").get(0).path("pointer").asString())
                    .isEqualTo("?" + bad.getKey());
        }
    }

    @Test
    void showsAReceiptToTheOwnerOnly() {
        var id = add(new Outcome.Completed());

        api.call("GET", "/v1/invocations/{id}", id).as(api.newUser()).refused(404, "not-found");
        api.call("GET", "/v1/invocations/{id}", InvocationId.create())
                .as(jwt)
                .refused(404, "not-found");
        api.call("GET", "/v1/invocations/{id}", "x").as(jwt).refused(404, "not-found");
    }

    @Test
    void returnsLogLinesThatAreAskedFor() {
        var early = line(now.minusSeconds(60), LogLevel.INFO, "early");
        var error = line(now, LogLevel.ERROR, "<script>\u0001\n");
        var shipments = api.store().shipments();
        var rows = List.of(shipments.row(early), shipments.row(error));
        shipments.take(ExecutorId.create(), 2, List.of(), rows);

        var all = api.call("GET", LOGS, function.name()).as(jwt).ok().path("items");
        assertThat(all.findValuesAsString("text")).containsExactly("<script>\u0001\n", "early");
        assertThat(texts(call().query("level", "error"))).containsExactly("<script>\u0001\n");
        assertThat(texts(call().query("since", now))).containsExactly("<script>\u0001\n");
        assertThat(texts(call().query("until", now))).containsExactly("early");
        assertThat(texts(call().query("invocation", early.invocation()))).containsExactly("early");
        assertThat(texts(call().query("limit", 1))).containsExactly("<script>\u0001\n");
    }

    @Test
    void refusesLogQueriesThatCannotBeUnderstood() {
        for (var bad :
                Map.of("level", "loud", "since", "yesterday", "until", "1", "invocation", "x")
                        .entrySet()) {
            call().query(bad.getKey(), bad.getValue()).refused(422, "invalid-value");
        }
    }

    private Call call() {
        return api.call("GET", LOGS, function.name()).as(jwt);
    }

    private static List<String> texts(Call call) {
        return call.ok().path("items").findValuesAsString("text");
    }

    private LogLine line(Instant at, LogLevel level, String text) {
        return new LogLine(function.id(), InvocationId.create(), at, level, LogSource.STDERR, text);
    }

    private InvocationId add(Outcome outcome) {
        var invocation =
                new Invocation(
                        InvocationId.create(),
                        function.id(),
                        DeploymentId.create(),
                        1,
                        ExecutorId.create(),
                        Trigger.HTTP,
                        now,
                        200,
                        new Receipt(
                                outcome,
                                Duration.ofNanos(1_234_567),
                                Duration.ofNanos(1_000),
                                42,
                                65_536,
                                Map.of("fd_write", 2L),
                                Map.of(),
                                0,
                                10,
                                0,
                                "wasmtime"));
        api.store()
                .shipments()
                .take(ExecutorId.create(), 1, List.of(Shipments.row(invocation)), List.of());
        return invocation.id();
    }
}
