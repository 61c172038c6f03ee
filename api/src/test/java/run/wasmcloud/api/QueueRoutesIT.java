package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.QueueEnd;
import run.wasmcloud.store.QueueRequest;
import run.wasmcloud.store.QueueResult;
import run.wasmcloud.store.QueueSettings;
import run.wasmcloud.store.QueueWorker;
import run.wasmcloud.store.Token;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ExtendWith(TestApi.Provider.class)
class QueueRoutesIT {
    private static final String INVOCATIONS = "/v1/functions/{name}/invocations";
    private static final String DEAD = "/v1/functions/{name}/dead-letters";
    private static final QueueSettings SETTINGS =
            new QueueSettings(
                    2, Duration.ofMillis(50), Duration.ofSeconds(1), 1, Duration.ofMillis(10));

    private final TestApi api;
    private final User owner;
    private final String jwt;
    private final Function function;

    QueueRoutesIT(TestApi api) {
        this.api = api;
        this.owner = api.user(Plan.PAID);
        this.jwt = api.token(owner, TokenScope.DEPLOY).jwt();
        this.function = api.store().functions().create(owner, Optional.empty(), "");
        api.call("POST", "/v1/functions/{name}/deployments", function.name())
                .as(jwt)
                .wasm(TestModules.hello())
                .ok();
    }

    /** Works off what other tests put into the queue, too. */
    private QueueWorker work(QueueEnd end) {
        return api.store().work(ExecutorId.create(), SETTINGS, _ -> end);
    }

    private Call.Reply enqueue(byte[] body) {
        return api.call("POST", INVOCATIONS, function.name())
                .as(jwt)
                .body("text/plain", BodyPublishers.ofByteArray(body))
                .send();
    }

    private String ended(String id, QueueEnd end, String state) {
        try (var _ = work(end)) {
            var until = Instant.now().plusSeconds(60);
            while (!invocation(id).path("state").asString().equals(state)) {
                assertThat(Instant.now()).isBefore(until);
            }
        }
        return id;
    }

    private tools.jackson.databind.JsonNode invocation(String id) {
        return api.call("GET", "/v1/invocations/{id}", id).as(jwt).ok();
    }

    private static QueueEnd failed() {
        return new QueueEnd.Refused("no");
    }

    @Test
    void tellsWhatBecomesOfAnInvocation() {
        var made = enqueue("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.text("state")).isIn("waiting", "running");
        assertThat(made.header("Location")).isEqualTo("/v1/invocations/" + made.text("id"));
        var event =
                api.call("GET", "/v1/audit")
                        .as(api.token(owner, TokenScope.READ).jwt())
                        .query("action", "invocation.enqueue")
                        .ok()
                        .path("items")
                        .get(0);
        assertThat(event.path("subject").asString()).isEqualTo(function.name().value());
        assertThat(event.at("/details/invocation").asString()).isEqualTo(made.text("id"));

        var run = InvocationId.create();
        var result = new QueueResult(201, "text/plain", new byte[] {'o', 'k'}, 3);
        var id = ended(made.text("id"), new QueueEnd.Done(run, result), "done");

        var told = invocation(id);
        assertThat(told.path("receipt").asString()).isEqualTo(run.toString());
        assertThat(told.path("attempts").asInt()).isEqualTo(1);
        assertThat(told.at("/result/httpStatus").asInt()).isEqualTo(201);
        assertThat(told.at("/result/body").asString()).isEqualTo("ok");
        assertThat(told.at("/result/encoding").asString()).isEqualTo("utf-8");
        assertThat(told.at("/result/bytes").asInt()).isEqualTo(3);
        assertThat(told.at("/result/truncated").asBoolean()).isTrue();
        api.call("GET", "/v1/invocations/{id}", id).as(api.newUser()).refused(404, "not-found");
    }

    @Test
    void showsATokenForOneFunctionThatFunctionsInvocationsOnly() {
        var other = api.store().functions().create(owner, Optional.empty(), "");
        var id = enqueue(new byte[0]).text("id");

        api.call("GET", "/v1/invocations/{id}", id).as(bound(function)).ok();
        api.call("GET", "/v1/invocations/{id}", id).as(bound(other)).refused(404, "not-found");
    }

    private String bound(Function to) {
        return api.store()
                .tokens()
                .issue(
                        owner.id(),
                        Token.Kind.API,
                        "one",
                        TokenScope.READ,
                        Optional.of(to),
                        Instant.now().plusSeconds(3_600))
                .jwt();
    }

    @Test
    void tellsNothingOfOtherFunctionsToATokenForOne() {
        var other = api.store().functions().create(owner, Optional.empty(), "");
        var jwt = bound(function);
        var path = "/v1/functions/{name}";

        api.call("GET", path, function.name()).as(jwt).ok();
        var there = api.call("GET", path, other.name()).as(jwt).refused(404, "not-found");
        var absent = api.call("GET", path, "no-such-one").as(jwt).refused(404, "not-found");
        assertThat(there.text("detail")).isEqualTo(absent.text("detail"));
        api.call("GET", "/v1/functions").as(jwt).refused(403, "not-allowed");
    }

    @Test
    void showsBytesThatAreNoText() {
        var made = enqueue(new byte[0]);
        var result = new QueueResult(200, null, new byte[] {-1, 0}, 2);

        var id = ended(made.text("id"), new QueueEnd.Done(InvocationId.create(), result), "done");

        assertThat(invocation(id).at("/result/encoding").asString()).isEqualTo("base64");
        assertThat(invocation(id).at("/result/body").asString()).isEqualTo("/wA=");
    }

    @Test
    void listsRequeuesAndDiscardsDeadLetters() {
        var id = ended(enqueue(new byte[0]).text("id"), failed(), "dead");

        var dead = api.call("GET", DEAD, function.name()).as(jwt).ok().path("items");
        assertThat(dead.findValuesAsString("id")).containsExactly(id);
        assertThat(dead.get(0).path("reason").asString()).isEqualTo("no");
        var other = api.newUser();
        api.call("GET", DEAD, function.name()).as(other).refused(404, "not-found");

        var requeue = DEAD + "/{id}/requeue";
        api.call("POST", requeue, function.name(), id).as(other).refused(404, "not-found");
        var again = api.call("POST", requeue, function.name(), id).as(jwt).send();
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo("/v1/invocations/" + id);
        ended(id, failed(), "dead");

        var one = DEAD + "/{id}";
        api.call("DELETE", one, function.name(), id).as(other).refused(404, "not-found");
        assertThat(api.call("DELETE", one, function.name(), id).as(jwt).send().status())
                .isEqualTo(204);
        api.call("DELETE", one, function.name(), id).as(jwt).refused(404, "not-found");
        api.call("POST", requeue, function.name(), id).as(jwt).refused(404, "not-found");
        api.call("POST", requeue, function.name(), "x").as(jwt).refused(404, "not-found");
        assertThat(api.call("GET", DEAD, function.name()).as(jwt).ok().path("items")).isEmpty();
    }

    @Test
    void refusesABodyThatIsTooLong() {
        var reply =
                api.call("POST", INVOCATIONS, function.name())
                        .as(jwt)
                        .body(
                                "text/plain",
                                BodyPublishers.ofByteArray(
                                        new byte[QueueRequest.MOST_BODY_BYTES + 1]))
                        .refused(413, "too-large");

        assertThat(reply.text("detail")).contains("at most 1048576 bytes");
    }

    @Test
    void refusesAMediaTypeThatIsTooLong() {
        api.call("POST", INVOCATIONS, function.name())
                .as(jwt)
                .body("text/" + "x".repeat(200), BodyPublishers.noBody())
                .refused(415, "wrong-media-type");
    }

    @Test
    void letsATokenThatMayOnlyInvokeDoSo() {
        var token = api.token(owner, TokenScope.INVOKE).jwt();

        var made = api.call("POST", INVOCATIONS, function.name()).as(token).send();

        assertThat(made.status()).isEqualTo(202);
        api.call("GET", DEAD, function.name()).as(token).refused(403, "not-allowed");
    }

    @Test
    void enqueuesNothingThatCannotRun() {
        var empty = api.store().functions().create(owner, Optional.empty(), "");
        api.call("POST", INVOCATIONS, empty.name()).as(jwt).refused(409, "conflict");

        api.store().access().suspend(function.name(), SuspensionReason.SPAM, "");
        api.call("POST", INVOCATIONS, function.name()).as(jwt).refused(403, "suspended");

        api.call("POST", INVOCATIONS, function.name()).as(api.newUser()).refused(404, "not-found");
        api.call("GET", "/v1/invocations/{id}", UUID.randomUUID())
                .as(jwt)
                .refused(404, "not-found");
    }
}
