package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.ExecutorState;
import run.wasmcloud.store.ExecutorStatus;

import java.time.Instant;

@ExtendWith(TestApi.Provider.class)
class ExecutorRoutesIT {
    private final TestApi api;

    ExecutorRoutesIT(TestApi api) {
        this.api = api;
    }

    @Test
    void listsTheExecutorsForAdmins() {
        var id = ExecutorId.create();
        api.store()
                .executors()
                .tell(
                        new ExecutorStatus(
                                id,
                                "node-1",
                                "0.1",
                                Instant.now(),
                                ExecutorState.RUNNING,
                                1,
                                2,
                                3,
                                4,
                                5,
                                6));

        var items = api.call("GET", "/v1/executors").as(api.admin()).ok().path("items");

        var ours =
                items.valueStream()
                        .filter(item -> item.path("id").asString().equals(id.toString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(ours.path("state").asString()).isEqualTo("running");
        assertThat(ours.path("alive").asBoolean()).isTrue();
        assertThat(ours.path("unshippedRecords").asLong()).isEqualTo(6);
        api.call("GET", "/v1/executors").as(api.newUser()).refused(403, "not-allowed");
    }
}
