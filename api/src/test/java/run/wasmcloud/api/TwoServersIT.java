package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.FolderBlobStore;
import run.wasmcloud.store.MasterKeys;
import run.wasmcloud.store.SigningKeys;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoreKeys;
import run.wasmcloud.store.Token;
import run.wasmcloud.store.embedded.EmbeddedServer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Two API servers with stores of their own on one database: it does not matter which is asked. */
@ExtendWith(TestApi.Provider.class)
@TestInstance(Lifecycle.PER_CLASS)
class TwoServersIT {
    private final TestApi api;
    private final EmbeddedServer database;
    private final Path folder;
    private final List<Store> stores = new ArrayList<>();
    private final List<ApiServer> servers = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    TwoServersIT(TestApi api, @TempDir Path folder) {
        this.api = api;
        this.folder = folder;
        this.database = EmbeddedServer.open(folder.resolve("postgresql"));
    }

    @BeforeAll
    void open() throws IOException {
        for (var i = 0; i < 2; i++) {
            var store =
                    Store.open(
                            database.address(),
                            FolderBlobStore.open(folder.resolve("modules")),
                            new StoreKeys(
                                    SigningKeys.inFolder(folder.resolve("keys")),
                                    MasterKeys.inFile(folder.resolve("master-keys"))));
            stores.add(store);
            servers.add(api.openOn(store));
        }
    }

    @AfterAll
    void close() {
        servers.forEach(ApiServer::close);
        stores.forEach(Store::close);
        database.close();
    }

    @Test
    void letInWhoSignedInAtTheOther() {
        var user = user();
        var session = signIn(user).to(first()).ok();
        var jwt = session.path("token").asString();

        assertThat(whoami(jwt).to(second()).ok().path("email").asString()).isEqualTo(user.email());
        api.call("DELETE", "/v1/sessions/{id}", "current").as(jwt).to(second()).ok();

        whoami(jwt).to(first()).refused(401, "not-signed-in");
    }

    @Test
    void refuseATokenThatWasRevokedAtTheOtherOnTheNextRequest() {
        var user = user();
        for (var round = 0; round < 10; round++) {
            var jwt = token(user);
            var made =
                    api.call("POST", "/v1/tokens")
                            .as(jwt)
                            .to(next())
                            .json("{\"name\":\"ci\",\"scope\":\"read\"}")
                            .ok();
            var other = made.path("token").asString();
            whoami(other).to(first()).ok();
            whoami(other).to(second()).ok();

            api.call("DELETE", "/v1/tokens/{id}", made.path("id").asString())
                    .as(jwt)
                    .to(next())
                    .ok();

            whoami(other).to(next()).refused(401, "not-signed-in");
            whoami(other).to(next()).refused(401, "not-signed-in");
        }
    }

    @Test
    void refuseAUserWhoWasLockedAtTheOtherOnTheNextRequest() {
        var user = user();
        var jwt = token(user);
        whoami(jwt).to(second()).ok();

        stores.getFirst().users().setState(user.id(), UserState.LOCKED);
        whoami(jwt).to(second()).refused(401, "not-signed-in");
        signIn(user).to(second()).refused(403, "not-allowed");

        stores.getLast().users().setState(user.id(), UserState.ACTIVE);
        whoami(jwt).to(first()).ok();
    }

    @Test
    void knowOfEachOthersFunctionsDeploymentsAndPlans() {
        var jwt = token(user());
        var name = "shared-" + UUID.randomUUID().toString().substring(0, 8);
        post("/v1/functions", jwt, "{\"name\":\"%s\"}".formatted(name)).to(first()).ok();
        for (var number = 1; number <= 4; number++) {
            var deployed =
                    api.call("POST", "/v1/functions/{name}/deployments", name)
                            .as(jwt)
                            .to(next())
                            .json("{\"example\":\"hello\"}")
                            .ok();
            assertThat(deployed.path("number").asInt()).isEqualTo(number);
            assertThat(
                            api.call("GET", "/v1/functions/{name}", name)
                                    .as(jwt)
                                    .to(next())
                                    .ok()
                                    .path("activeDeployment")
                                    .asInt())
                    .isEqualTo(number);
        }
        post("/v1/functions", jwt, "{\"name\":\"%s\"}".formatted(name))
                .to(second())
                .refused(409, "name-taken");
    }

    @Test
    void giveANameToOneOfFifty() throws Exception {
        var jwt = token(user());
        var body = "{\"name\":\"pair-%s\"}".formatted(UUID.randomUUID().toString().substring(0, 8));

        var replies = atOnce(50, () -> post("/v1/functions", jwt, body).to(next()).send());

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 409).hasSize(49);
    }

    @Test
    void doARequestOnceForItsKey() throws Exception {
        var jwt = token(user());
        var key = UUID.randomUUID().toString();

        var replies = atOnce(20, () -> untilDone(jwt, key));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies.stream().map(reply -> reply.text("name")).distinct()).hasSize(1);
        assertThat(api.call("GET", "/v1/functions").as(jwt).to(next()).ok().path("items"))
                .hasSize(1);
    }

    private Call.Reply untilDone(String jwt, String key) {
        var reply = keyed(jwt, key);
        while (reply.status() == 409) {
            reply = keyed(jwt, key);
        }
        return reply;
    }

    private Call.Reply keyed(String jwt, String key) {
        return post("/v1/functions", jwt, "{}").header("Idempotency-Key", key).to(next()).send();
    }

    private static List<Call.Reply> atOnce(
            int count, java.util.concurrent.Callable<Call.Reply> work) throws Exception {
        var start = new CountDownLatch(1);
        var results = new ArrayList<Future<Call.Reply>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < count; i++) {
                results.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return work.call();
                                }));
            }
            start.countDown();
        }
        var replies = new ArrayList<Call.Reply>();
        for (var result : results) {
            replies.add(result.get());
        }
        return replies;
    }

    private ApiServer first() {
        return servers.getFirst();
    }

    private ApiServer second() {
        return servers.getLast();
    }

    private ApiServer next() {
        return servers.get(turn.getAndIncrement() % 2);
    }

    private User user() {
        return stores.getFirst()
                .users()
                .create(UUID.randomUUID() + "@example.com", TestApi.PASSWORD, Role.USER, Plan.PAID);
    }

    private String token(User user) {
        return stores.getLast()
                .tokens()
                .issue(
                        user.id(),
                        Token.Kind.API,
                        "test",
                        TokenScope.ADMIN,
                        Instant.now().plusSeconds(3_600))
                .jwt();
    }

    private Call signIn(User user) {
        return api.call("POST", "/v1/sessions")
                .json(
                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(user.email(), TestApi.PASSWORD));
    }

    private Call whoami(String jwt) {
        return api.call("GET", "/v1/whoami").as(jwt);
    }

    private Call post(String path, String jwt, String body) {
        return api.call("POST", path).as(jwt).json(body);
    }
}
