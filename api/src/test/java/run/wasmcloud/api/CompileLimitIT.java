package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.runtime.HostileModules;

import java.util.OptionalInt;

/** Uploads of modules that take more to compile than the plan allows. */
@Timeout(300)
@ExtendWith(TestApi.Provider.class)
class CompileLimitIT {
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";
    private static final int SHORT_MILLIS = 1_000;
    private static final long SMALL_BYTES = 64L << 20;

    private final TestApi api;
    private String jwt = "";
    private String name = "";

    CompileLimitIT(TestApi api) {
        this.api = api;
    }

    @BeforeEach
    void makeFunction() {
        jwt = api.token(api.user(Plan.FREE), TokenScope.DEPLOY).jwt();
        name = api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
    }

    @AfterEach
    void putBack() {
        api.store().plans().put(Plan.FREE, Plan.FREE.limits(), OptionalInt.empty());
    }

    private void allow(PlanFigure figure, long value) {
        api.store()
                .plans()
                .put(Plan.FREE, Plan.FREE.limits().with(figure, value), OptionalInt.empty());
    }

    @Test
    void refusesAModuleThatTakesLongerThanThePlanAllows() {
        allow(PlanFigure.COMPILE_MILLIS, SHORT_MILLIS);
        assertRefused(HostileModules.variables(40_000, 20_000), "it takes longer than 1 s");
    }

    @Test
    void refusesAModuleThatTakesMoreMemoryThanThePlanAllows() {
        allow(PlanFigure.COMPILE_MEMORY_BYTES, SMALL_BYTES);
        assertRefused(HostileModules.variables(30_000, 20_000), "more than 64 MiB of memory");
    }

    /** The function is as it was, and takes the next upload. */
    private void assertRefused(byte[] wasm, String cause) {
        var refused =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .wasm(wasm)
                        .refused(422, "compile-limit");

        assertThat(refused.text("detail")).contains(cause, "Build a smaller one");
        assertThat(api.store().modules().find(ModuleHash.of(wasm))).isEmpty();
        assertThat(api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items")).isEmpty();
        putBack();
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
    }
}
