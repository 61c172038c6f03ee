package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;
import run.wasmcloud.model.VariableBounds;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;

/**
 * What a plan bounds: as much as it allows is accepted, one more is refused, with the quota, the
 * use, the plan, and when there is more again.
 */
@ExtendWith(TestApi.Provider.class)
class QuotasIT {
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";

    private final TestApi api;
    private final User user;
    private final String jwt;

    QuotasIT(TestApi api) {
        this.api = api;
        this.user = api.user(Plan.FREE);
        this.jwt = api.token(user, TokenScope.ADMIN).jwt();
    }

    @AfterEach
    void putBack() {
        api.store().plans().put(Plan.FREE, Plan.FREE.limits(), OptionalInt.empty());
    }

    private void allow(PlanFigure figure, long most) {
        api.store()
                .plans()
                .put(Plan.FREE, Plan.FREE.limits().with(figure, most), OptionalInt.empty());
    }

    private String function() {
        return api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
    }

    private String deployed() {
        var name = function();
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
        return name;
    }

    private void requireQuota(Call call, String detail) {
        assertThat(call.refused(403, "quota-reached").text("detail")).isEqualTo(detail);
    }

    @Test
    void functions() {
        allow(PlanFigure.FUNCTIONS, 2);
        function();
        var last = function();

        requireQuota(
                api.call("POST", "/v1/functions").as(jwt).json("{}"),
                "2 of 2 functions of the plan free are used: delete one, or ask for a larger plan");

        api.call("DELETE", "/v1/functions/{name}", last).as(jwt).ok();
        function();
        requireQuota(
                api.call("POST", "/v1/functions/{name}/restore", last).as(jwt),
                "2 of 2 functions of the plan free are used: delete one, or ask for a larger plan");
    }

    @Test
    void schedules() {
        allow(PlanFigure.SCHEDULES, 1);
        var path = "/v1/functions/{name}/schedules";
        var body = "{\"cron\":\"0 5 * * *\"}";
        var name = deployed();
        api.call("POST", path, name).as(jwt).json(body).ok();

        requireQuota(
                api.call("POST", path, name).as(jwt).json(body),
                "1 of 1 schedules of the plan free are used: delete one, or ask for a larger plan");
    }

    @Test
    void domains() {
        allow(PlanFigure.DOMAINS, 1);
        var path = "/v1/functions/{name}/domains";
        var name = deployed();
        api.call("POST", path, name)
                .as(jwt)
                .json("{\"host\":\"one.%s.test\"}".formatted(name))
                .ok();

        requireQuota(
                api.call("POST", path, name)
                        .as(jwt)
                        .json("{\"host\":\"two.%s.test\"}".formatted(name)),
                "1 of 1 domains of the plan free are used: delete one, or ask for a larger plan");
    }

    @Test
    void deploymentsKept() {
        allow(PlanFigure.DEPLOYMENTS_KEPT, 2);
        var name = deployed();
        for (var i = 0; i < 2; i++) {
            api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
        }

        var kept = api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items");

        assertThat(kept.findValuesAsString("number")).containsExactly("3", "2");
    }

    @Test
    void secrets() {
        var path = "/v1/functions/{name}/secrets/{key}";
        var name = function();
        for (var i = 0; i < VariableBounds.MOST; i++) {
            api.call("PUT", path, name, "KEY_" + i).as(jwt).json("{\"value\":\"x\"}").ok();
        }
        api.call("PUT", path, name, "KEY_0").as(jwt).json("{\"value\":\"y\"}").ok();

        requireQuota(
                api.call("PUT", path, name, "ONE_MORE").as(jwt).json("{\"value\":\"x\"}"),
                "%1$d of %1$d secrets of the function are used: remove one"
                        .formatted(VariableBounds.MOST));
    }

    @Test
    void bodiesOfAsynchronousInvocations() {
        allow(PlanFigure.REQUEST_BODY_BYTES, 10);
        var path = "/v1/functions/{name}/invocations";
        var name = deployed();
        var ten = new byte[10];
        var eleven = new byte[11];
        api.call("POST", path, name)
                .as(jwt)
                .body("text/plain", BodyPublishers.ofByteArray(ten))
                .ok();

        var refused =
                api.call("POST", path, name)
                        .as(jwt)
                        .body("text/plain", BodyPublishers.ofByteArray(eleven))
                        .refused(413, "too-large");

        assertThat(refused.text("detail"))
                .isEqualTo(
                        "The body of an asynchronous invocation of the plan free may have at most"
                                + " 10 bytes here");
    }

    @Test
    void modules() {
        var wasm = TestModules.hello();
        allow(PlanFigure.MODULE_BYTES, wasm.length);
        api.call("POST", "/v1/modules").as(jwt).wasm(wasm).ok();

        allow(PlanFigure.MODULE_BYTES, wasm.length - 1L);

        assertThat(
                        api.call("POST", "/v1/modules")
                                .as(jwt)
                                .wasm(wasm)
                                .refused(413, "too-large")
                                .text("detail"))
                .isEqualTo(
                        "A module of the plan free may have at most %d bytes here"
                                .formatted(wasm.length - 1));
    }

    @Test
    void filesAndTheirBytes() throws Exception {
        var zip = new java.io.ByteArrayOutputStream();
        try (var files = new java.util.zip.ZipOutputStream(zip)) {
            for (var name : new String[] {"a", "b"}) {
                files.putNextEntry(new ZipEntry(name));
                files.write(1);
            }
        }
        allow(PlanFigure.FILES, 2);
        var name = deployed();
        put(name, zip.toByteArray()).ok();

        allow(PlanFigure.FILES, 1);
        assertThat(put(name, zip.toByteArray()).refused(413, "too-large").text("detail"))
                .isEqualTo("2 files (expected: at most 1), the limit of the plan free");

        allow(PlanFigure.FILES_BYTES, zip.size());
        put(name, zip.toByteArray()).ok();
        allow(PlanFigure.FILES_BYTES, zip.size() - 1L);
        assertThat(put(name, zip.toByteArray()).refused(413, "too-large").text("detail"))
                .isEqualTo(
                        "A zip of files of the plan free may have at most %d bytes here"
                                .formatted(zip.size() - 1));
    }

    private Call put(String name, byte[] zip) {
        return api.call("PUT", "/v1/functions/{name}/files", name)
                .as(jwt)
                .body("application/zip", BodyPublishers.ofByteArray(zip));
    }

    @Test
    void memory() {
        var pages = pagesOfHello();
        allow(PlanFigure.MEMORY_PAGES, pages);
        var name = deployed();

        allow(PlanFigure.MEMORY_PAGES, pages - 1);

        var refused =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .wasm(TestModules.hello())
                        .refused(422, "invalid-module");
        assertThat(refused.json().at("/report/problems").toString())
                .contains(String.valueOf(pages), String.valueOf(pages - 1));
    }

    private long pagesOfHello() {
        return api.call("POST", "/v1/modules")
                .as(jwt)
                .query("check", true)
                .wasm(TestModules.hello())
                .ok()
                .at("/memory/initialPages")
                .asLong();
    }

    @Test
    void requestsToTheApi() {
        allow(PlanFigure.API_REQUESTS_A_MINUTE, 3);
        Call.Reply reply;
        var served = 0;
        do {
            reply = api.call("GET", "/v1/whoami").as(jwt).send();
            served += reply.status() == 200 ? 1 : 0;
        } while (reply.status() == 200);

        // The minute may end in between.
        assertThat(served).isBetween(3, 6);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.text("detail"))
                .matches(
                        "3 requests came in this minute, as many as the plan free allows"
                                + " \\(expected: no more for \\d+ s\\)");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 60);
    }

    @Test
    void whatIsUsedIsTold() {
        var quota = api.call("GET", "/v1/usage").as(jwt).ok().path("quota");

        assertThat(quota.path("plan").asString()).isEqualTo("free");
        assertThat(quota.at("/invocationsAMonth/most").asLong()).isEqualTo(1_000_000);
        assertThat(quota.path("resetAt").asString()).endsWith("-01T00:00:00Z");
    }
}
