package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;

@ExtendWith(TestApi.Provider.class)
class DeploymentRoutesIT {
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";
    private static final int HUNDRED_MB = 100_000_000;

    private final TestApi api;
    private String jwt = "";
    private String name = "";

    DeploymentRoutesIT(TestApi api) {
        this.api = api;
    }

    @BeforeEach
    void makeFunction() {
        jwt = api.newUser();
        name = create(jwt);
    }

    private String create(String owner) {
        return api.call("POST", "/v1/functions").as(owner).json("{}").ok().path("name").asString();
    }

    @Test
    void deploysAnUpload() {
        var reply =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .query("message", "first ü&")
                        .wasm(TestModules.hello())
                        .send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo("/v1/functions/" + name + "/deployments/1");
        assertThat(reply.text("message")).isEqualTo("first ü&");
        assertThat(reply.text("module")).isEqualTo(ModuleHash.of(TestModules.hello()).hex());
        assertThat(reply.json().path("active").asBoolean()).isTrue();
        assertThat(reply.json().path("limits").path("memoryPages").asInt()).isEqualTo(2048);
        assertThat(api.call("GET", DEPLOYMENTS + "/{number}", name, 1).as(jwt).ok())
                .isEqualTo(reply.json());
        assertThat(
                        api.call("GET", "/v1/functions/{name}", name)
                                .as(jwt)
                                .ok()
                                .path("activeDeployment")
                                .asInt())
                .isEqualTo(1);
        assertThat(api.store().routing().find(name)).isPresent();
    }

    @Test
    void deploysAnExampleAndGoesBack() {
        deployExample(jwt, name);
        deployExample(jwt, name);

        var activated = api.call("POST", DEPLOYMENTS + "/{number}/activate", name, 1).as(jwt).ok();

        assertThat(activated.path("active").asBoolean()).isTrue();
        var listed = api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items");
        assertThat(listed.findValuesAsString("number")).containsExactly("2", "1");
        assertThat(listed.findValuesAsString("active")).containsExactly("false", "true");
        api.call("POST", DEPLOYMENTS + "/{number}/activate", name, 3)
                .as(jwt)
                .refused(404, "not-found");
        api.call("GET", DEPLOYMENTS + "/{number}", name, "x").as(jwt).refused(404, "not-found");
    }

    @Test
    void givesAnExampleThePolicyThatItComesWith() {
        var applicant = api.token(api.user(Plan.APPLICANT), TokenScope.DEPLOY).jwt();
        var guestbook = create(applicant);
        var expected = ExampleCatalogue.inJar("/examples").policy("guestbook").orElseThrow();

        var made =
                api.call("POST", DEPLOYMENTS, guestbook)
                        .as(applicant)
                        .json("{\"example\":\"guestbook\"}")
                        .ok();

        assertThat(made.path("policyText").asString()).isEqualTo(expected);
        var own =
                api.call("POST", DEPLOYMENTS, guestbook)
                        .as(applicant)
                        .json("{\"example\":\"guestbook\",\"policy\":\"ram-page-limit 77\"}")
                        .ok();
        assertThat(own.path("policyText").asString()).isEqualTo("ram-page-limit 77");
    }

    private void deployExample(String owner, String function) {
        api.call("POST", DEPLOYMENTS, function).as(owner).json("{\"example\":\"hello\"}").ok();
    }

    @Test
    void stagesADeployment() {
        var staged =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .query("activate", false)
                        .wasm(TestModules.hello())
                        .ok();

        assertThat(staged.path("active").asBoolean()).isFalse();
        assertThat(api.store().routing().find(name)).isEmpty();
        assertThat(api.store().routing().find("v1--" + name)).isPresent();
    }

    @Test
    void deploysAModuleByItsHashOnlyForWhoUploadedIt() {
        var body = "{\"module\":\"%s\"}".formatted(ModuleHash.of(TestModules.hello()));
        api.call("POST", DEPLOYMENTS, name).as(jwt).json(body).refused(422, "invalid-value");

        assertThat(
                        api.call("POST", "/v1/modules")
                                .as(jwt)
                                .wasm(TestModules.hello())
                                .send()
                                .status())
                .isEqualTo(201);
        api.call("POST", DEPLOYMENTS, name).as(jwt).json(body).ok();

        var other = api.newUser();
        api.call("POST", DEPLOYMENTS, create(other))
                .as(other)
                .json(body)
                .refused(422, "invalid-value");
    }

    @Test
    void reportsOnAModuleWithoutKeepingIt() {
        var reply =
                api.call("POST", "/v1/modules")
                        .as(jwt)
                        .query("check", true)
                        .wasm(TestModules.hello())
                        .send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("abi")).isEqualTo("wasi-preview1");
        assertThat(reply.text("sha256")).isEqualTo(ModuleHash.of(TestModules.hello()).hex());
        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .json("{\"module\":\"%s\"}".formatted(reply.text("sha256")))
                .refused(422, "invalid-value");
    }

    @Test
    void refusesWhatCannotRunAndKeepsNothingOfIt() {
        var noWasm = "#!/bin/sh\necho no wasm\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        requireRefused(noWasm, "wasm");
        requireRefused(new byte[0], "WebAssembly");
        requireRefused(TestModules.truncated(), "");
        requireRefused(TestModules.component(), "component");
        requireRefused(TestModules.unknownImport(), "nope");
        assertThat(api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items")).isEmpty();
        assertThat(
                        api.call("POST", DEPLOYMENTS, name)
                                .as(jwt)
                                .wasm(TestModules.hello())
                                .ok()
                                .path("number")
                                .asInt())
                .isEqualTo(1);
    }

    private void requireRefused(byte[] wasm, String cause) {
        var reply =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .wasm(wasm)
                        .refused(422, "invalid-module");
        assertThat(reply.text("detail")).contains(cause);
        assertThat(reply.json().path("report").path("problems")).isNotEmpty();
        assertThat(api.store().modules().find(ModuleHash.of(wasm))).isEmpty();
    }

    @Test
    void refusesAHundredMegabytesWithTheLimit() {
        var reply =
                api.call("POST", DEPLOYMENTS, name)
                        .as(jwt)
                        .wasm(new byte[HUNDRED_MB])
                        .refused(413, "too-large");

        assertThat(reply.text("detail")).contains("67108864");
        assertThat(api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items")).isEmpty();
    }

    @Test
    void refusesMoreThanThePlanAllowsWhetherTheLengthIsToldOrNot() {
        var free = api.token(api.user(Plan.FREE), TokenScope.ADMIN).jwt();
        var function = create(free);
        var large = new byte[17 << 20];
        var told =
                api.call("POST", DEPLOYMENTS, function)
                        .as(free)
                        .wasm(large)
                        .refused(413, "too-large");
        var untold =
                api.call("POST", DEPLOYMENTS, function)
                        .as(free)
                        .body(
                                "application/wasm",
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .refused(413, "too-large");

        assertThat(told.text("detail")).contains("16777216");
        assertThat(untold.text("detail")).isEqualTo(told.text("detail"));
    }

    @Test
    void takesAModuleOfTheLargestSizeAndNoneThatIsAByteLarger() {
        var free = api.token(api.user(Plan.FREE), TokenScope.ADMIN).jwt();
        var function = create(free);

        api.call("POST", DEPLOYMENTS, function)
                .as(free)
                .wasm(new byte[16 << 20])
                .refused(422, "invalid-module");
        api.call("POST", DEPLOYMENTS, function)
                .as(free)
                .wasm(new byte[(16 << 20) + 1])
                .refused(413, "too-large");
    }

    @Test
    void letsAnApplicantDeployExamplesOnly() {
        var applicant = api.token(api.user(Plan.APPLICANT), TokenScope.ADMIN).jwt();
        var function = create(applicant);

        deployExample(applicant, function);
        for (var call :
                new Call[] {
                    api.call("POST", DEPLOYMENTS, function), api.call("POST", "/v1/modules")
                }) {
            var reply = call.as(applicant).wasm(TestModules.hello()).refused(403, "not-allowed");
            assertThat(reply.text("detail")).contains("applicant");
        }
    }

    @Test
    void refusesRequestsThatNameNothingOrTwoThings() {
        for (var body :
                new String[] {
                    "{}",
                    "{\"example\":\"hello\",\"module\":\"x\"}",
                    "{\"example\":\"nope\"}",
                    "{\"module\":\"x\"}"
                }) {
            api.call("POST", DEPLOYMENTS, name).as(jwt).json(body).refused(422, "invalid-value");
        }
        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .body("text/plain", BodyPublishers.ofString("x"))
                .refused(415, "wrong-media-type");
        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .query("message", "x".repeat(1001))
                .wasm(TestModules.hello())
                .refused(422, "invalid-value");
        api.call("POST", DEPLOYMENTS, name)
                .as(jwt)
                .query("activate", "maybe")
                .wasm(TestModules.hello())
                .refused(422, "invalid-value");
    }

    @Test
    void listsTheExamples() {
        var examples = api.call("GET", "/v1/examples").as(jwt).ok().path("items");

        assertThat(examples.findValuesAsString("id")).contains("hello");
    }
}
