package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;

/** What a person does on the first day, with the real jar, the real tool and real HTTP. */
class MainJobIT {
    @TempDir static Path folder;
    private static LocalInstallation installation = new LocalInstallation(Path.of("."));

    @BeforeAll
    static void start() throws Exception {
        installation = new LocalInstallation(folder).up();
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
        assertThat(folder.resolve("data").resolve("postgresql"))
                .as("PostgreSQL has stopped with the server")
                .isDirectoryNotContaining("glob:**/postmaster.pid");
    }

    private static void deploy(String file, String name) throws Exception {
        installation
                .cli("deploy", LocalInstallation.EXAMPLES.resolve(file).toString(), "--name", name)
                .orFail();
    }

    @Test
    void saysWhereItIs() throws IOException {
        assertThat(installation.said()).anyMatch(line -> line.matches("API http://[^/]+:\\d+"));
        assertThat(installation.said()).anyMatch(line -> line.matches("RUN http://[^/]+:\\d+"));
        assertThat(installation.said()).anyMatch(line -> line.startsWith("TOKEN FILE /"));
        assertThat(installation.token()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @Test
    void examplesAnswerAtOnce() throws Exception {
        var answer = installation.get("hello");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("Hello from WebAssembly");
    }

    @Test
    void deploysCallsAndAccounts() throws Exception {
        deploy("hello/hello.wasm", "first-day");
        assertThat(installation.cli("invoke", "first-day").orFail().stdout())
                .contains("Hello from WebAssembly");
        assertThat(installation.cli("list").orFail().stdout()).contains("first-day");
        eventually("first-day", "invocations", "completed");
        eventually("first-day", "logs", "hello: said hello");
        assertThat(installation.cli("whoami").orFail().stdout()).contains(Administrator.EMAIL);
        installation.cli("delete", "first-day", "--yes").orFail();
        assertThat(installation.get("first-day").statusCode()).isEqualTo(404);
    }

    @Test
    void isBackedUpWhileItRuns(@TempDir Path place) throws Exception {
        var file = place.resolve("all.wasmcloud");
        var data = installation.data().toString();

        var backup = installation.cli("admin", "backup", file.toString(), "--data", data);

        assertThat(backup.orFail().stdout()).contains("rows of");
        assertThat(file).isNotEmptyFile();
        assertThat(installation.get("hello").statusCode()).isEqualTo(200);
        var restore = installation.cli("admin", "restore", file.toString(), "--data", data);
        assertThat(restore.status()).isNotZero();
        assertThat(restore.stderr()).contains("in use by another process");
    }

    /**
     * Receipts and log lines are written in batches: they are there within seconds, not at once.
     */
    private static void eventually(String function, String verb, String expected) throws Exception {
        var last = "";
        for (int attempt = 0; attempt < 20 && !last.contains(expected); attempt++) {
            last = installation.cli(verb, function).orFail().stdout();
        }
        assertThat(last).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000_000})
    void bodiesReachTheGuestAndComeBackIntact(int size) throws Exception {
        var body = new byte[size];
        new Random(size).nextBytes(body);
        var answer = installation.call("echo", "POST", body);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sha256(answer.body())).isEqualTo(sha256(body));
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "loop, 504, limit-reached, ''",
        "allocate-or-trap, 502, trapped, ''",
        "recurse, 502, trapped, call stack exhausted",
        "trap, 502, trapped, unreachable",
        "exit3, 502, exited, status 3",
        "garbage, 502, bad-response, ''",
        "no-output, 502, bad-response, ''",
        "big-headers, 502, bad-response, ''",
        "bad-pointer, 502, trapped, ''"
    })
    void guestsThatMisbehaveGetTheirOwnClearAnswerAndReceipt(
            String guest, int status, String kind, String detail) throws Exception {
        deploy("misbehaving/" + guest + ".wasm", "bad-" + guest);
        var answer = installation.get("bad-" + guest);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                .contains("\"" + kind + "\"", "urn:uuid:");
        assertThat(installation.get("hello").statusCode()).as("others are served").isEqualTo(200);
        eventually("bad-" + guest, "invocations", kind);
        if (!detail.isEmpty()) {
            eventually("bad-" + guest, "invocations", detail);
        }
    }

    @Test
    void aTrapsFramesAreInTheLog() throws Exception {
        deploy("misbehaving/trap.wasm", "frames");
        installation.get("frames");
        eventually("frames", "logs", "check_total");
    }

    @Test
    void refusesFilesThatCannotRunAndKeepsNothingOfThem() throws Exception {
        var hello = LocalInstallation.example("hello/hello.wasm");
        refuse(
                "text",
                "this is no wasm".getBytes(StandardCharsets.US_ASCII),
                422,
                "not WebAssembly");
        refuse("short", Arrays.copyOf(hello, hello.length / 2), 422, "truncated");
        refuse(
                "component",
                LocalInstallation.example("misbehaving/component.wasm"),
                422,
                "component");
        refuse(
                "imports",
                LocalInstallation.example("misbehaving/unknown-import.wasm"),
                422,
                "does_not_exist");
        refuse("large", new byte[100 << 20], 413, "67108864");
    }

    private static void refuse(String name, byte[] file, int status, String cause)
            throws Exception {
        var function = "refused-" + name;
        installation.cli("create", function).orFail();
        var path = "/v1/functions/" + function + "/deployments";
        var answer = installation.api("POST", path, "application/wasm", file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(cause);
        assertThat(installation.api("GET", path, "application/json", new byte[0]).body())
                .contains("\"items\":[]");
        assertThat(installation.get(function).statusCode()).isEqualTo(404);
    }

    @Test
    void aSecondServerOnTheSameFolderSaysWhy() throws Exception {
        var second =
                installation.cli(
                        "up",
                        "--data",
                        installation.data().toString(),
                        "--api-port",
                        "0",
                        "--run-port",
                        "0");
        assertThat(second.status()).isNotZero();
        assertThat(second.stderr()).contains("another process").doesNotContain("Exception");
    }

    @Test
    void aPortInUseIsSaidWithTheRemedy() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var failed =
                    installation.cli(
                            "up",
                            "--data",
                            folder.resolve("other").toString(),
                            "--run-port",
                            "0",
                            "--api-port",
                            Integer.toString(taken.getLocalPort()));
            assertThat(failed.status()).isNotZero();
            assertThat(failed.stderr())
                    .contains("in use", "--api-port")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void runsAGuestWithoutAServer() throws Exception {
        var result =
                installation.cli(
                        "some text".getBytes(StandardCharsets.UTF_8),
                        "run",
                        "--stats",
                        LocalInstallation.EXAMPLES.resolve("echo/echo.wasm").toString());
        assertThat(result.orFail().stdout()).endsWith("some text");
        assertThat(result.stderr()).contains("fuel");
    }

    @Test
    void keepsItsSecretsToItsOwner() throws Exception {
        for (var secret : new String[] {"admin.token", "admin.password"}) {
            assertThat(Files.getPosixFilePermissions(installation.data().resolve(secret)))
                    .as(secret)
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }
}
