package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@ExtendWith(TestApi.Provider.class)
class RacesIT {
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";

    private final TestApi api;

    RacesIT(TestApi api) {
        this.api = api;
    }

    @Test
    void givesANameToOneOfFifty() throws Exception {
        var body =
                "{\"name\":\"race-%s\"}".formatted(UUID.randomUUID().toString().substring(0, 13));
        var users = IntStream.range(0, 5).mapToObj(_ -> api.newUser()).toList();

        var statuses =
                atOnce(
                        50,
                        i ->
                                api.call("POST", "/v1/functions")
                                        .as(users.get(i % users.size()))
                                        .json(body)
                                        .send()
                                        .status());

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(49);
    }

    @Test
    void numbersDeploymentsApart() throws Exception {
        var user = api.newUser();
        var name = function(user);

        var numbers = atOnce(12, _ -> deploy(user, name).json().path("number").asInt());

        assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        var listed = api.call("GET", DEPLOYMENTS, name).as(user).ok().path("items");
        assertThat(listed).filteredOn(each -> each.path("active").asBoolean()).hasSize(1);
    }

    @Test
    void leavesNothingHalfDoneWhenAFunctionIsDeletedWhileItIsDeployed() throws Exception {
        for (var round = 0; round < 5; round++) {
            var user = api.newUser();
            var name = function(user);

            var statuses =
                    atOnce(
                            6,
                            i ->
                                    i == 3
                                            ? api.call("DELETE", "/v1/functions/{name}", name)
                                                    .as(user)
                                                    .send()
                                                    .status()
                                            : deploy(user, name).status());

            assertThat(statuses.get(3)).isEqualTo(204);
            assertThat(statuses).allMatch(status -> List.of(201, 204, 404).contains(status));
            api.call("GET", "/v1/functions/{name}", name).as(user).refused(404, "not-found");
            api.call("POST", "/v1/functions/{name}/restore", name).as(user).ok();
            var made = statuses.stream().filter(status -> status == 201).count();
            var listed = api.call("GET", DEPLOYMENTS, name).as(user).ok().path("items");
            assertThat(listed).hasSize((int) made);
            assertThat(listed)
                    .filteredOn(each -> each.path("active").asBoolean())
                    .hasSize(made == 0 ? 0 : 1);
        }
    }

    private String function(String user) {
        return api.call("POST", "/v1/functions").as(user).json("{}").ok().path("name").asString();
    }

    /** A user's uploads at once are few: the others ask again, as they are told. */
    private Call.Reply deploy(String user, String name) {
        var reply = deployment(user, name);
        while (reply.status() == 429) {
            reply = deployment(user, name);
        }
        return reply;
    }

    private Call.Reply deployment(String user, String name) {
        return api.call("POST", DEPLOYMENTS, name).as(user).json("{\"example\":\"hello\"}").send();
    }

    private interface Numbered<T> {
        T call(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int count, Numbered<T> work) throws Exception {
        var start = new CountDownLatch(1);
        var results = new ArrayList<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < count; i++) {
                var number = i;
                Callable<T> waiting =
                        () -> {
                            start.await();
                            return work.call(number);
                        };
                results.add(threads.submit(waiting));
            }
            start.countDown();
        }
        var values = new ArrayList<T>();
        for (var result : results) {
            values.add(result.get());
        }
        return values;
    }
}
