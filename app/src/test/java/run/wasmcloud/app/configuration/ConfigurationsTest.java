package run.wasmcloud.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConfigurationsTest {
    private static final String LEAST =
            """
            [node]
            folder = "/var/lib/wasmcloud"
            [database]
            url = "jdbc:postgresql://db/wasmcloud"
            user = "wasmcloud"
            password = "top-secret"
            [modules]
            folder = "/var/lib/modules"
            [keys]
            folder = "/etc/wasmcloud/keys"
            [api]
            url = "https://api.example.com"
            [executor]
            url = "https://example-run.net"
            abuse-contact = "abuse@example.com"
            """;

    @TempDir private Path folder;

    private Configurations read(String toml, Map<String, String> variables, String... flags)
            throws IOException, InvalidConfigurationException {
        var file = Files.writeString(folder.resolve("wasmcloud.toml"), toml);
        return Configurations.read(Optional.of(file), variables, List.of(flags));
    }

    private List<String> problems(String toml, Map<String, String> variables, String... flags)
            throws IOException {
        try {
            read(toml, variables, flags);
            return List.of();
        } catch (InvalidConfigurationException e) {
            assertThat(e.getMessage()).doesNotContain("top-secret");
            return e.problems().stream().map(ConfigurationProblem::key).toList();
        }
    }

    @Test
    void hasADefaultForWhatNeedNotBeSet() throws Exception {
        var server = read(LEAST, Map.of()).server();

        assertThat(server.api().port()).isEqualTo(8080);
        assertThat(server.executor().drainTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(server.modules().store()).isEqualTo(ServerConfiguration.Modules.Kind.FOLDER);
        assertThat(server.mail().host()).isEmpty();
        assertThat(server.provider()).isEmpty();
    }

    @Test
    void putsFlagsBeforeVariablesAndThoseBeforeTheFile() throws Exception {
        var toml = LEAST.replace("[api]", "[api]\nport = 1\nhost-names = [\"a\", \"b\"]");
        var variables = Map.of("WASMCLOUD_API_PORT", "2", "WASMCLOUD_TOKEN", "the tool's");

        assertThat(read(toml, Map.of()).server().api().port()).isEqualTo(1);
        assertThat(read(toml, Map.of()).server().api().hostNames()).containsExactly("a", "b");
        assertThat(read(toml, variables).server().api().port()).isEqualTo(2);
        assertThat(read(toml, variables, "api.port=3").server().api().port()).isEqualTo(3);
        assertThat(
                        read(toml, Map.of("WASMCLOUD_API_HOST_NAMES", "c, d"))
                                .server()
                                .api()
                                .hostNames())
                .containsExactly("c", "d");
    }

    @Test
    void needsNoFile() throws Exception {
        var variables =
                Map.of(
                        "WASMCLOUD_NODE_FOLDER", "/n",
                        "WASMCLOUD_DATABASE_URL", "jdbc:postgresql://db/x",
                        "WASMCLOUD_DATABASE_USER", "u",
                        "WASMCLOUD_DATABASE_PASSWORD", "p",
                        "WASMCLOUD_MODULES_FOLDER", "/m",
                        "WASMCLOUD_KEYS_FOLDER", "/k",
                        "WASMCLOUD_API_URL", "https://api.example.com/",
                        "WASMCLOUD_EXECUTOR_URL", "https://example-run.net",
                        "WASMCLOUD_EXECUTOR_ABUSE_CONTACT", "abuse@example.com");

        var server = Configurations.read(Optional.empty(), variables, List.of()).server();

        assertThat(server.api().url()).isEqualTo(URI.create("https://api.example.com"));
        assertThat(server.database().password().text()).isEqualTo("p");
    }

    @Test
    void readsWhereTracesAreSent() throws Exception {
        var traces =
                read(
                                LEAST,
                                Map.of("WASMCLOUD_TRACES_HEADERS", "a=1, b=2=3"),
                                "traces.endpoint=http://127.0.0.1:4318/v1/traces",
                                "traces.ratio=0.05")
                        .server()
                        .traces();

        assertThat(traces.endpoint()).contains(URI.create("http://127.0.0.1:4318/v1/traces"));
        assertThat(traces.ratio()).isEqualTo(0.05);
        assertThat(traces.headers()).extracting(Secret::text).containsExactly("a=1", "b=2=3");
        assertThat(read(LEAST, Map.of()).server().traces().endpoint()).isEmpty();
    }

    @Test
    void refusesTracesThatCannotBeSent() throws IOException {
        for (var ratio : List.of("2", "-1", "1.5", "often", "NaN", "1e-3")) {
            assertThat(problems(LEAST, Map.of(), "traces.ratio=" + ratio))
                    .containsExactly("traces.ratio");
        }
        assertThat(problems(LEAST, Map.of(), "traces.endpoint=collector:4318"))
                .containsExactly("traces.endpoint");
        assertThat(problems(LEAST, Map.of(), "traces.headers=no header"))
                .containsExactly("traces.headers");
    }

    @Test
    void tellsAllProblemsAtOnceWithTheirRemedies() throws IOException {
        var toml =
                LEAST.replace("user = \"wasmcloud\"\n", "")
                        .replace("[api]", "[api]\nport = \"many\"\nnice = true")
                        .replace(
                                "[modules]\nfolder = \"/var/lib/modules\"",
                                "[modules]\nstore = \"tape\"");

        assertThat(
                        problems(
                                toml,
                                Map.of("WASMCLOUD_DATBASE_URL", "top-secret"),
                                "executor.drain-time=soon",
                                "nothing"))
                .containsExactlyInAnyOrder(
                        "--set",
                        "database.user",
                        "modules.store",
                        "api.port",
                        "executor.drain-time",
                        "api.nice",
                        "WASMCLOUD_DATBASE_URL");
        assertThatThrownBy(() -> read(toml, Map.of()))
                .hasMessageContaining("database.user: is missing: Who asks (set it in the file, as")
                .hasMessageContaining("api.port: 'many' of")
                .hasMessageContaining("expected: folder, s3")
                .hasMessageContaining(
                        "api.nice: there is no such setting (expected: one of api.bind");
    }

    @Test
    void tellsWhatDoesNotFitTogether() throws IOException {
        var toml =
                LEAST.replace(
                                        "folder = \"/var/lib/modules\"",
                                        "store = \"s3\"\ns3-access-key = \"a\"")
                                .replace("folder = \"/etc/wasmcloud/keys\"", "tokens = \"a:b\"")
                        + "[mail]\nhost = \"mail\"\nuser = \"u\"\n";

        assertThat(problems(toml, Map.of()))
                .containsExactlyInAnyOrder(
                        "modules.s3-bucket",
                        "modules.s3-secret-key",
                        "keys.folder",
                        "mail.from",
                        "mail.password");
        assertThat(problems("not toml = = x", Map.of())).contains("node.folder");
    }

    @Test
    void refusesARunDomainThatOthersShareCookiesWith() throws IOException {
        for (var run :
                List.of(
                        "https://run.example.com",
                        "https://example.com",
                        "https://API.EXAMPLE.COM")) {
            assertThat(problems(LEAST.replace("https://example-run.net", run), Map.of()))
                    .as(run)
                    .containsExactly("executor.url");
        }
        var uk = LEAST.replace("api.example.com", "api.example.co.uk");
        assertThat(problems(uk.replace("example-run.net", "other.co.uk"), Map.of())).isEmpty();
        assertThat(problems(uk.replace("example-run.net", "run.example.co.uk"), Map.of()))
                .containsExactly("executor.url");
        assertThat(
                        problems(
                                LEAST + "[accounts]\npanel = \"https://panel.example-run.net\"\n",
                                Map.of()))
                .containsExactly("executor.url");
        var local =
                LEAST.replace("https://api.example.com", "http://127.0.0.1:8080")
                        .replace("https://example-run.net", "http://run.localhost:8081");
        assertThat(problems(local, Map.of())).isEmpty();
    }

    @Test
    void readsSecretsFromFilesAndShowsThemNowhere() throws Exception {
        var secret = Files.writeString(folder.resolve("password"), "top-secret\n");
        var toml =
                LEAST.replace(
                        "password = \"top-secret\"", "password-file = \"%s\"".formatted(secret));

        var configurations = read(toml, Map.of());

        assertThat(configurations.server().database().password().text()).isEqualTo("top-secret");
        assertThat(configurations.toString()).doesNotContain("top-secret");
        assertThat(configurations.lines())
                .anyMatch(line -> line.startsWith("database.password = ********  # "))
                .noneMatch(line -> line.contains("top-secret"));
        assertThat(
                        problems(
                                toml.replace("password-file", "password = \"x\"\npassword-file"),
                                Map.of()))
                .contains("database.password");
        assertThat(problems(toml.replace(secret.toString(), "/not/there"), Map.of()))
                .contains("database.password");
    }

    @Test
    void readsProvidersByName() throws Exception {
        var toml =
                LEAST
                        + """
                        [provider.gitea]
                        title = "Gitea"
                        issuer = "https://git.example.com"
                        client-id = "wasmcloud"
                        """;

        assertThat(problems(toml, Map.of())).containsExactly("provider.gitea.client-secret");
        var variables =
                Map.of(
                        "WASMCLOUD_PROVIDER_GITEA_CLIENT_SECRET", "top-secret",
                        "WASMCLOUD_PROVIDER_OTHER_TITLE", "Other",
                        "WASMCLOUD_PROVIDER_OTHER_ISSUER", "https://other.example.com",
                        "WASMCLOUD_PROVIDER_OTHER_CLIENT_ID", "x",
                        "WASMCLOUD_PROVIDER_OTHER_CLIENT_SECRET", "top-secret");
        var providers = read(toml, variables).server().provider();
        assertThat(providers).containsOnlyKeys("gitea", "other");
        assertThat(providers.values())
                .allSatisfy(
                        provider ->
                                assertThat(provider.clientSecret().text()).isEqualTo("top-secret"));
    }

    @Test
    void theReferencePageHasEverySetting() throws Exception {
        var page = Files.readString(Path.of("..", "docs", "operations", "configuration.md"));

        assertThat(ReferencePage.rows())
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(page.lines()).contains(row));
    }

    @Test
    void thePanelsPageHasEverySettingOfIts() throws Exception {
        var page = Files.readString(Path.of("..", "docs", "operations", "panel.md"));

        assertThat(ReferencePage.panelRows())
                .hasSize(8)
                .allSatisfy(row -> assertThat(page.lines()).contains(row));
    }
}
