package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@ExtendWith(TestApi.Provider.class)
class IdempotencyIT {
    private final TestApi api;
    private final run.wasmcloud.model.User user;
    private final String token;
    private final String key = UUID.randomUUID().toString();

    IdempotencyIT(TestApi api) {
        this.api = api;
        this.user = api.user(Plan.PAID);
        this.token = api.token(user, TokenScope.ADMIN).jwt();
    }

    @Test
    void answersARepetitionTheSame() {
        var first = create("{}").send();
        var second = create("{}").send();

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(functions()).isEqualTo(1);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        create("{}").ok();

        create("{\"description\":\"other\"}").refused(422, "key-reused");
        api.call("POST", "/v1/tokens")
                .as(token)
                .header("Idempotency-Key", key)
                .json("{}")
                .refused(422, "key-reused");
        assertThat(functions()).isEqualTo(1);
    }

    @Test
    void isForOneUserOnly() {
        create("{}").ok();

        api.call("POST", "/v1/functions")
                .as(api.newUser())
                .header("Idempotency-Key", key)
                .json("{}")
                .ok();
    }

    @Test
    void letsTheKeyOfARefusedRequestBeUsedAgain() {
        create("{\"name\":\"x\"}").refused(422, "invalid-value");

        create("{}").ok();
    }

    @Test
    void doesNotShowASecretTwice() {
        var body = "{\"name\":\"ci\",\"scope\":\"read\"}";
        var first = createToken(body).ok();
        var second = createToken(body).ok();

        assertThat(first.has("token")).isTrue();
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.has("token")).isFalse();
        assertThat(second.path("note").asString()).contains("first answer only");
        assertThat(store(key)).doesNotContain(first.path("token").asString());
    }

    private String store(String key) {
        var kept = api.store().idempotencyKeys().claim(user.id(), key);
        var done = (run.wasmcloud.store.KeyClaim.Done) kept;
        return new String(done.answer().body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private Call createToken(String body) {
        return api.call("POST", "/v1/tokens").as(token).header("Idempotency-Key", key).json(body);
    }

    @Test
    void tellsUploadsApartByTheirBytes() {
        var name = create("{}").ok().path("name").asString();
        var module = TestModules.hello();

        assertThat(deploy(name, module).path("number").asInt()).isEqualTo(1);
        assertThat(deploy(name, module).path("number").asInt()).isEqualTo(1);
        var other = java.util.Arrays.copyOf(module, module.length + 1);
        deployment(name, other).refused(422, "key-reused");
    }

    private tools.jackson.databind.JsonNode deploy(String name, byte[] module) {
        return deployment(name, module).ok();
    }

    private Call deployment(String name, byte[] module) {
        return api.call("POST", "/v1/functions/{name}/deployments", name)
                .as(token)
                .header("Idempotency-Key", key + "-deploy")
                .wasm(module);
    }

    @Test
    void createsOnceWhenAskedTwentyTimesAtOnce() throws Exception {
        var start = new CountDownLatch(1);
        List<Future<Call.Reply>> replies = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                replies.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return untilDone();
                                }));
            }
            start.countDown();
        }

        var first = replies.getFirst().get().json();
        for (var reply : replies) {
            assertThat(reply.get().status()).isEqualTo(201);
            assertThat(reply.get().json()).isEqualTo(first);
        }
        assertThat(replies.stream().filter(reply -> !isReplay(reply.resultNow()))).hasSize(1);
        assertThat(functions()).isEqualTo(1);
    }

    private Call.Reply untilDone() {
        var reply = create("{}").send();
        while (reply.status() == 409) {
            assertThat(reply.text("type")).endsWith("/request-under-way");
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            reply = create("{}").send();
        }
        return reply;
    }

    private static boolean isReplay(Call.Reply reply) {
        return reply.header("Idempotency-Replayed").equals("true");
    }

    @Test
    void refusesWhatIsNoKey() {
        for (var text : new String[] {"", "a b", "x".repeat(256)}) {
            api.call("POST", "/v1/functions")
                    .as(token)
                    .header("Idempotency-Key", text)
                    .json("{}")
                    .refused(400, "malformed-request");
        }
        api.call("POST", "/v1/functions")
                .as(token)
                .header("Idempotency-Key", "a")
                .header("Idempotency-Key", "b")
                .json("{}")
                .refused(400, "malformed-request");
    }

    @Test
    void allowsAsManyRequestsAMinuteAsThePlanSays() {
        var applicant = api.token(api.user(Plan.APPLICANT), TokenScope.READ).jwt();
        var reply = api.call("GET", "/v1/whoami").as(applicant).send();
        assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"minute\";q=60;w=60");
        // A minute of the clock may begin in between, but not twice.
        var sent = 1;
        while (reply.status() == 200 && sent < 200) {
            reply = api.call("GET", "/v1/whoami").as(applicant).send();
            sent++;
        }

        assertThat(reply.status()).isEqualTo(429);
        assertThat(sent).isBetween(61, 121);
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
        assertThat(reply.text("detail")).contains("60 requests came in this minute");
        api.call("GET", "/v1/whoami").as(token).ok();
    }

    private Call create(String body) {
        return api.call("POST", "/v1/functions")
                .as(token)
                .header("Idempotency-Key", key)
                .json(body);
    }

    private int functions() {
        return api.call("GET", "/v1/functions").as(token).ok().path("items").size();
    }
}
