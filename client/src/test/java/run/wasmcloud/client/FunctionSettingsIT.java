package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.wire.ConfigRequest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configuration, secrets and files of functions. */
class FunctionSettingsIT {
    private static final AccessToken TOKEN = new AccessToken("secret.jwt.text");
    private static final FunctionName HELLO = new FunctionName("hello");
    private static final VariableName KEY = new VariableName("KEY");
    private static final String DEPLOYMENT =
            """
            {"id":"019a0000-0000-7000-8000-000000000001","number":3,"module":"abc","moduleBytes":9,
             "active":true,"message":"","limits":{"memoryPages":1,"fuel":2,"wallMillis":3},
             "policy":"operator","configKeys":["KEY"],"config":{"KEY":"x"},
             "files":{"sha256":"def","count":2,"bytes":7},"warnings":[],
             "createdAt":"2026-01-02T03:04:05Z"}\
            """;
    private static final String SECRET =
            """
            {"name":"KEY","createdAt":"2026-01-02T03:04:05Z","setAt":"2026-01-02T03:04:06Z"}\
            """;

    private static WasmcloudClient client(URI api) {
        return new WasmcloudClient(ClientSettings.of(api, TOKEN));
    }

    private static List<String> asked(RecordingServer server) {
        return server.asked().stream()
                .map(asked -> "%s %s %s".formatted(asked.method(), asked.target(), asked.text()))
                .toList();
    }

    @Test
    void changesConfiguration() throws IOException {
        var config = "{\"variables\":{\"KEY\":\"x\"},\"deployment\":3}";
        try (var server = new RecordingServer(Answer.json(config), Answer.json(DEPLOYMENT));
                var client = client(server.address())) {
            var variables = client.functions().config(HELLO);
            assertThat(variables.get(3).variables()).isEqualTo(Map.of("KEY", "x"));
            assertThat(variables.put(new ConfigRequest(Map.of("KEY", "x")), "why", false).config())
                    .isEqualTo(Map.of("KEY", "x"));
            assertThat(variables.put(KEY, "x").number()).isEqualTo(3);
            assertThat(variables.delete(KEY).configKeys()).containsExactly("KEY");
            assertThat(asked(server))
                    .containsExactly(
                            "GET /v1/functions/hello/config?deployment=3 ",
                            "PUT /v1/functions/hello/config?message=why&activate=false"
                                    + " {\"variables\":{\"KEY\":\"x\"}}",
                            "PUT /v1/functions/hello/config/KEY {\"value\":\"x\"}",
                            "DELETE /v1/functions/hello/config/KEY ");
        }
    }

    @Test
    void setsListsAndRemovesSecrets() throws IOException {
        try (var server =
                        new RecordingServer(
                                Answer.json(SECRET),
                                Answer.json("{\"items\":[" + SECRET + "]}"),
                                new Answer(204, "application/json", ""));
                var client = client(server.address())) {
            var secrets = client.functions().secrets(HELLO);
            assertThat(secrets.put(KEY, "s").name()).isEqualTo("KEY");
            assertThat(secrets.list()).hasSize(1);
            secrets.delete(KEY);
            assertThat(asked(server))
                    .containsExactly(
                            "PUT /v1/functions/hello/secrets/KEY {\"value\":\"s\"}",
                            "GET /v1/functions/hello/secrets ",
                            "DELETE /v1/functions/hello/secrets/KEY ");
        }
    }

    @Test
    void sendsFilesAloneOrWithTheModule(@TempDir Path folder) throws IOException {
        var zip = Files.writeString(folder.resolve("files.zip"), "a zip");
        var wasm = Files.writeString(folder.resolve("x.wasm"), "a module");
        try (var server = new RecordingServer(Answer.json(DEPLOYMENT));
                var client = client(server.address())) {
            var files = client.functions().files(HELLO).put(zip, null, true).files();
            assertThat(files).isNotNull().extracting("count").isEqualTo(2);
            var upload =
                    new DeploymentUpload(
                            wasm, zip, "## mine", new ConfigRequest(Map.of("KEY", "x")));
            client.functions().deployments(HELLO).upload(upload, "why");

            var alone = server.asked().getFirst();
            assertThat(alone.method() + alone.target() + alone.text())
                    .isEqualTo("PUT/v1/functions/hello/files?activate=truea zip");
            assertThat(alone.headers().getFirst("Content-Type")).isEqualTo("application/zip");
            var form = server.asked().getLast();
            var type = form.headers().getFirst("Content-Type");
            assertThat(type).startsWith("multipart/form-data; boundary=");
            var boundary = "--" + type.substring(type.indexOf('=') + 1);
            assertThat(form.target()).isEqualTo("/v1/functions/hello/deployments?message=why");
            assertThat(form.text().split(boundary + "(--)?\r\n"))
                    .anyMatch(
                            part ->
                                    part.contains("name=\"module\"")
                                            && part.endsWith("a module\r\n"))
                    .anyMatch(part -> part.contains("name=\"files\"") && part.endsWith("a zip\r\n"))
                    .anyMatch(
                            part ->
                                    part.contains("name=\"policy\"")
                                            && part.endsWith("## mine\r\n"))
                    .anyMatch(
                            part ->
                                    part.contains("name=\"config\"")
                                            && part.contains("{\"KEY\":\"x\"}"));
        }
    }
}
