package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.User;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

@ExtendWith(TestApi.Provider.class)
class FileRoutesIT {
    private static final String FILES = "/v1/functions/{name}/files";
    private static final String DEPLOYMENTS = "/v1/functions/{name}/deployments";
    private static final String BOUNDARY = "----boundary";

    private final TestApi api;
    private final User owner;
    private final String jwt;
    private String name = "";

    FileRoutesIT(TestApi api) {
        this.api = api;
        this.owner = api.user(Plan.FREE);
        this.jwt = api.token(owner, TokenScope.ADMIN).jwt();
    }

    @BeforeEach
    void deploy() {
        name = api.call("POST", "/v1/functions").as(jwt).json("{}").ok().path("name").asString();
        api.call("POST", DEPLOYMENTS, name).as(jwt).wasm(TestModules.hello()).ok();
    }

    private static byte[] zip(String... names) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Call put(byte[] zip) {
        return api.call("PUT", FILES, name)
                .as(jwt)
                .body("application/zip", BodyPublishers.ofByteArray(zip));
    }

    private JsonNode active() {
        return api.call("GET", DEPLOYMENTS, name).as(jwt).ok().path("items").get(0);
    }

    /** Makes a form of parts: a name, a media type and bytes each. */
    private static byte[] form(Object... parts) {
        var form = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            form.writeBytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"x\"\r\n\r\n"
                            .formatted(BOUNDARY, parts[i])
                            .getBytes(UTF_8));
            form.writeBytes(
                    parts[i + 1] instanceof byte[] bytes
                            ? bytes
                            : parts[i + 1].toString().getBytes(UTF_8));
            form.writeBytes("\r\n".getBytes(UTF_8));
        }
        form.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(UTF_8));
        return form.toByteArray();
    }

    private Call send(String method, String path, byte[] form) {
        return api.call(method, path, name)
                .as(jwt)
                .body(
                        "multipart/form-data; boundary=" + BOUNDARY,
                        BodyPublishers.ofByteArray(form));
    }

    @Test
    void makeAVersionWithTheSameModuleAndAreBroughtBackByARollback() {
        var zip = zip("index.html", "a/b");
        var reply = put(zip).send();

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).endsWith(name + "/deployments/2");
        var files = reply.json().path("files");
        assertThat(files.path("sha256").asString()).isEqualTo(ModuleHash.of(zip).hex());
        assertThat(files.path("count").asInt()).isEqualTo(2);
        assertThat(files.path("bytes").asInt()).isEqualTo(13);
        assertThat(api.store().fileArchives().read(ModuleHash.of(zip)).orElseThrow())
                .isEqualTo(zip);

        put(zip()).ok();
        assertThat(active().has("files")).isFalse();
        api.call("POST", DEPLOYMENTS + "/{number}/activate", name, 2).as(jwt).ok();
        api.call("PUT", "/v1/functions/{name}/config", name)
                .as(jwt)
                .json("{\"variables\":{\"A\":\"1\"}}")
                .ok();
        assertThat(active().path("files")).isEqualTo(files);
    }

    @Test
    void areListedGivenBackAndTakenAway() {
        var zip = zip("b.txt", "a/index.html");
        put(zip).ok();

        var listed = api.call("GET", FILES, name).as(jwt).ok();

        assertThat(listed.path("deployment").asInt()).isEqualTo(2);
        assertThat(listed.path("files").findValuesAsString("path"))
                .containsExactly("a/index.html", "b.txt");
        assertThat(listed.path("files").findValuesAsString("bytes")).containsExactly("12", "5");
        var given = api.call("GET", FILES, name).as(jwt).query("format", "zip").send();
        assertThat(given.response().body()).isEqualTo(zip);
        assertThat(given.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"files-v2.zip\"");

        var without = api.call("DELETE", FILES, name).as(jwt).send();

        assertThat(without.status()).isEqualTo(201);
        assertThat(without.header("Location")).endsWith(name + "/deployments/3");
        assertThat(active().has("files")).isFalse();
        assertThat(api.call("GET", FILES, name).as(jwt).ok().path("files")).isEmpty();
        api.call("GET", FILES, name).as(jwt).query("format", "zip").refused(404, "not-found");
        assertThat(api.call("GET", FILES, name).as(jwt).query("deployment", 2).ok().path("files"))
                .hasSize(2);
        api.call("GET", FILES, name).as(api.newUser()).refused(404, "not-found");
        api.call("GET", FILES, name).as(jwt).query("format", "tar").refused(422, "invalid-value");
    }

    @Test
    void comeAsAFormToo() {
        var made = send("PUT", FILES, form("files", zip("x"))).ok();
        assertThat(made.path("files").path("count").asInt()).isEqualTo(1);

        send("PUT", FILES, form()).refused(422, "invalid-value");
        var other = send("PUT", FILES, form("file", zip("x"))).refused(422, "invalid-value");
        assertThat(other.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("there is no such part (expected: files)");
        put(zip("x"));
        api.call("PUT", FILES, name)
                .as(jwt)
                .body("application/gzip", BodyPublishers.ofByteArray(zip("x")))
                .refused(415, "wrong-media-type");
    }

    @Test
    void comeWithTheModuleConfigurationAndPolicyInOneVersion() {
        var made =
                send(
                                "POST",
                                DEPLOYMENTS,
                                form(
                                        "files",
                                        zip("x"),
                                        "config",
                                        "{\"variables\":{\"A\":\"größe\"}}",
                                        "policy",
                                        "ram-page-limit 77",
                                        "module",
                                        TestModules.hello()))
                        .ok();

        assertThat(made.path("number").asInt()).isEqualTo(2);
        assertThat(made.path("files").path("count").asInt()).isEqualTo(1);
        assertThat(made.path("config").path("A").asString()).isEqualTo("größe");
        assertThat(made.path("limits").path("memoryPages").asInt()).isEqualTo(77);
        var next = send("POST", DEPLOYMENTS, form("module", TestModules.hello())).ok();
        for (var kept : new String[] {"files", "config", "limits", "policyText"}) {
            assertThat(next.path(kept)).as(kept).isEqualTo(made.path(kept));
        }
    }

    @Test
    void areRefusedWithAllElseThatIsWrongAtOnce() {
        var reply =
                send(
                                "POST",
                                DEPLOYMENTS,
                                form(
                                        "files",
                                        zip("../x"),
                                        "config",
                                        "{\"variables\":{\"1\":\"x\"}}",
                                        "policy",
                                        "nonsense"))
                        .refused(422, "invalid-value");
        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/module", "/policy", "/config/variables/1", "/files");
        assertThat(active().path("number").asInt()).isEqualTo(1);
    }

    @Test
    void areRefusedWithTheEntrysName() {
        for (var bad : new String[] {"../x", "/x", "a//b", "tmp/x", "a\\b"}) {
            var reply = put(zip("fine", bad)).refused(422, "invalid-value");
            assertThat(reply.json().path("errors").get(0).path("detail").asString()).contains(bad);
        }
        put(zip("A", "a")).refused(422, "invalid-value");
        var noZip = put("PK".getBytes(UTF_8)).refused(422, "invalid-value");
        assertThat(noZip.json().path("errors").get(0).path("detail").asString())
                .isEqualTo("this is no zip (expected: a zip of the files)");
    }

    @Test
    void areBoundedByThePlan() {
        var names = new String[1_001];
        for (int i = 0; i < names.length; i++) {
            names[i] = "f" + i;
        }
        assertThat(put(zip(names)).refused(413, "too-large").text("detail"))
                .isEqualTo("1001 files (expected: at most 1000), the limit of the plan free");
        assertThat(put(bomb(17 << 20)).refused(413, "too-large").text("detail"))
                .contains("more than 16777216 bytes, unpacked");
        put(new byte[(16 << 20) + 1]).refused(413, "too-large");
        send("PUT", FILES, form("files", new byte[(16 << 20) + 1])).refused(413, "too-large");
    }

    private static byte[] bomb(int length) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("bomb"));
            zip.write(new byte[length]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void areNotForThePlanApplicant() {
        var applicant = api.token(api.user(Plan.APPLICANT), TokenScope.ADMIN).jwt();
        var function =
                api.call("POST", "/v1/functions")
                        .as(applicant)
                        .json("{}")
                        .ok()
                        .path("name")
                        .asString();
        api.call("PUT", FILES, function)
                .as(applicant)
                .body("application/zip", BodyPublishers.ofByteArray(zip("x")))
                .refused(403, "not-allowed");
    }

    @Test
    void areReplacedOnlyIfTheVersionIsWhatWasSeen() {
        put(zip("x")).ok();
        api.call("PUT", FILES, name)
                .as(jwt)
                .header("If-Match", "\"1\"")
                .body("application/zip", BodyPublishers.ofByteArray(zip("y")))
                .refused(412, "precondition-failed");
    }

    @Test
    void areRefusedInAFormThatIsNone() {
        for (var body :
                new String[] {
                    "",
                    "nonsense",
                    "--" + BOUNDARY,
                    "--"
                            + BOUNDARY
                            + "\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\nPK",
                    "--" + BOUNDARY + "\r\nX: y\r\n\r\nPK\r\n--" + BOUNDARY + "--\r\n",
                    "--" + BOUNDARY + "\r\n" + "x".repeat(100_000)
                }) {
            var status = send("PUT", FILES, body.getBytes(UTF_8)).send().status();
            assertThat(status).as(body).isIn(400, 422);
        }
        api.call("PUT", FILES, name)
                .as(jwt)
                .body("multipart/form-data", BodyPublishers.ofByteArray(form("files", zip("x"))))
                .refused(400, "malformed-request");
        send("PUT", FILES, form("files", zip("x"), "files", zip("y")))
                .refused(422, "invalid-value");
    }

    @Test
    void leaveNothingBehindWhenTheClientGoesAwayBeforeTheirEnd() throws IOException {
        var zip = zip("half");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(
                            """
                            PUT /v1/functions/%s/files HTTP/1.1
                            Host: localhost
                            Authorization: Bearer %s
                            Content-Type: application/zip
                            Content-Length: 10000

                            """
                                    .formatted(name, jwt)
                                    .replace("\n", "\r\n")
                                    .getBytes(UTF_8));
            socket.getOutputStream().write(zip);
            socket.shutdownOutput();
            // Whatever is answered, the exchange has ended then.
            assertThat(socket.getInputStream().readAllBytes()).asString().doesNotContain("201");
        }
        assertThat(active().path("number").asInt()).isEqualTo(1);
        assertThat(api.store().fileArchives().read(ModuleHash.of(zip))).isEmpty();
    }
}
