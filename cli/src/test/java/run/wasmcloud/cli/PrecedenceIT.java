package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where settings come from: a flag wins over the environment, the project's file, the user's file.
 */
class PrecedenceIT {
    private static final String USER =
            "{\"id\":\"019a0000-0000-7000-8000-000000000001\",\"email\":\"ada@example.com\",\"emailVerified\":true,\"role\":\"user\",\"state\":\"active\",\"plan\":\"free\",\"createdAt\":\"2026-01-02T03:04:05Z\"}";

    @TempDir private Path home;
    private FakeApi flag;
    private FakeApi environment;
    private FakeApi project;
    private FakeApi user;

    @BeforeEach
    void start() throws IOException {
        flag = new FakeApi().on("GET /v1/whoami", USER);
        environment = new FakeApi().on("GET /v1/whoami", USER);
        project = new FakeApi().on("GET /v1/whoami", USER);
        user = new FakeApi().on("GET /v1/whoami", USER);
        signIn("default", user, "user.token");
        signIn("other", project, "other.token");
        signIn("third", flag, "third.token");
        Files.writeString(home.resolve("m.wasm"), "x");
        Files.writeString(home.resolve("flag.token"), "flag.token\n");
    }

    @AfterEach
    void stop() {
        all().forEach(FakeApi::close);
    }

    private Stream<FakeApi> all() {
        return Stream.of(flag, environment, project, user);
    }

    private void signIn(String profile, FakeApi api, String token) {
        var tool = new Tool(home).reading(token + "\n");
        var result =
                tool.run("login", "--token-stdin", "--api", api.address(), "--profile", profile);
        assertThat(result.status()).as(result.err()).isZero();
        api.asked().clear();
        api.tokens().clear();
    }

    /** Deploys the project, which every API refuses: what counts is which one is asked, and how. */
    private void deploy(Tool tool, String... options) {
        var arguments =
                Stream.of(List.of("deploy", "--project", home.toString()), List.of(options));
        tool.run(arguments.flatMap(List::stream).toArray(String[]::new));
    }

    private void project(String more) throws IOException {
        Files.writeString(
                home.resolve("wasmcloud.toml"), "name = \"hello\"\nmodule = \"m.wasm\"\n" + more);
    }

    private void asked(FakeApi only, String token) {
        assertThat(all().filter(api -> !api.asked().isEmpty())).containsExactly(only);
        assertThat(only.tokens()).containsOnly("Bearer " + token);
    }

    private Tool everything() throws IOException {
        project("api = \"%s\"\n".formatted(project.address()));
        return new Tool(home)
                .with("WASMCLOUD_API", environment.address())
                .with("WASMCLOUD_TOKEN", "environment.token");
    }

    @Test
    void theFlagsWinOverAll() throws IOException {
        deploy(
                everything(),
                "--api",
                flag.address(),
                "--token-file",
                home.resolve("flag.token").toString());

        asked(flag, "flag.token");
    }

    @Test
    void theEnvironmentWinsOverTheFiles() throws IOException {
        deploy(everything());

        asked(environment, "environment.token");
    }

    @Test
    void theProjectsFileWinsOverTheUsers() throws IOException {
        project("api = \"%s\"\n".formatted(project.address()));

        deploy(new Tool(home), "--profile", "other");

        asked(project, "other.token");
    }

    @Test
    void theUsersFileIsLast() throws IOException {
        project("");

        deploy(new Tool(home));

        asked(user, "user.token");
    }

    @Test
    void aProjectGetsNoTokenOfAnotherApi() throws IOException {
        project("api = \"%s\"\n".formatted(project.address()));

        deploy(new Tool(home));

        assertThat(all()).allMatch(api -> api.asked().isEmpty());
    }

    @Test
    void theProfilesFlagWinsOverItsVariable() {
        new Tool(home).with("WASMCLOUD_PROFILE", "other").run("whoami");
        asked(project, "other.token");
        project.asked().clear();

        new Tool(home).with("WASMCLOUD_PROFILE", "other").run("whoami", "--profile", "third");
        asked(flag, "third.token");
    }
}
