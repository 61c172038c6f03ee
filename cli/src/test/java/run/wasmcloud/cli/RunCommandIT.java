package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class RunCommandIT {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir private Path home;

    private static String example(String file) {
        return EXAMPLES.resolve(file).toString();
    }

    @Test
    void passesStandardInputThrough() {
        var body = "x".repeat(1_000_000);
        var result = new Tool(home).reading(body).run("run", example("echo/echo.wasm"));
        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith("\n\n" + body);
    }

    @Test
    void passesArgumentsAndVariables() {
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--env",
                                "NAME=Ada=1",
                                example("environment/environment.wasm"),
                                "a",
                                "--",
                                "--b");
        assertThat(result.out()).contains("NAME=Ada=1", "environment.wasm\na\n--b\n");
    }

    @Test
    void passesTheVariablesOfARequest() {
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--cgi",
                                "REQUEST_METHOD=POST",
                                "--cgi",
                                "HTTP_X_A=b=c",
                                example("environment/environment.wasm"));
        assertThat(result.out()).contains("REQUEST_METHOD=POST", "HTTP_X_A=b=c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH_INFO=/x", "HTTP_PROXY=x", "A-B=x", "WASMCLOUD_X=y"})
    void refusesVariablesThatAFunctionCouldNotHave(String variable) {
        var result =
                new Tool(home)
                        .run("run", "--env", variable, example("environment/environment.wasm"));
        assertThat(result.status()).isNotZero();
        assertThat(result.err()).contains("not HTTP_… or WASMCLOUD_…");
    }

    @Test
    void endsWithTheGuestsStatus() {
        var result = new Tool(home).run("run", example("misbehaving/exit3.wasm"));
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("exit3: giving up\n");
    }

    @Test
    void saysWhereTheGuestTrapped() {
        var result = new Tool(home).run("run", example("misbehaving/trap.wasm"));
        assertThat(result.status()).isEqualTo(134);
        assertThat(result.err())
                .contains("The guest trapped: unreachable", "  at check_total @ 0x");
    }

    @ParameterizedTest
    @CsvSource({"--fuel,1000000,fuel", "--time-limit,100ms,time"})
    void stopsAGuestThatLoopsForever(String option, String value, String limit) {
        var fuel = limit.equals("fuel") ? value : "1000000000000000";
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--fuel",
                                fuel,
                                "--time-limit",
                                limit.equals("time") ? value : "60s",
                                example("misbehaving/loop.wasm"));
        assertThat(result.status()).isEqualTo(124);
        assertThat(result.err()).contains("reached its limit of " + limit, option);
    }

    @Test
    void tellsWhatTheRunUsed() {
        var result = new Tool(home).run("run", "--stats", example("hello/hello.wasm"));
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("Hello from WebAssembly!");
        assertThat(result.err())
                .contains(
                        "outcome     completed",
                        "host calls  wasi_snapshot_preview1.fd_write 2",
                        "engine      wasmtime ");
    }

    @Test
    void tellsWhatTheRunUsedAsJson() {
        var result = new Tool(home).run("run", "--stats", "--json", example("hello/hello.wasm"));
        assertThat(result.err().lines().toList().getLast())
                .startsWith(
                        "{\"outcome\":\"completed\",\"detail\":\"\",\"frames\":[],\"wallMicros\":");
    }

    @Test
    void makesAGuestsOutputHarmlessOnATerminal() {
        var tool = new Tool(home).onTerminal().reading("\u001b]0;pwned\u0007");
        assertThat(tool.run("run", example("echo/echo.wasm")).out()).endsWith("\\x1b]0;pwned\\x07");
        assertThat(tool.run("run", "--raw", example("echo/echo.wasm")).out())
                .endsWith("\u001b]0;pwned\u0007");
    }

    @ParameterizedTest
    @CsvSource({
        "misbehaving/component.wasm,build for wasm32-wasip1",
        "misbehaving/unknown-import.wasm,env.does_not_exist"
    })
    void saysWhyAModuleCannotRun(String file, String reason) {
        var result = new Tool(home).run("run", example(file));
        assertThat(result.status()).isEqualTo(9);
        assertThat(result.err()).contains("error: The module cannot run", reason);
    }

    @Test
    void saysThatAFileIsMissing() {
        var result = new Tool(home).run("run", "nope.wasm");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("error: No such file\n  nope.wasm\n");
    }

    @Test
    void inspectsWithoutAServer() {
        var result = new Tool(home).run("inspect", example("hello/hello.wasm"));
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("abi        wasi-preview1", "wasi_snapshot_preview1.fd_write");
    }

    @Test
    void inspectsWhatIsNoModule() throws IOException {
        var file = Files.writeString(home.resolve("text.wasm"), "not wasm");
        var result = new Tool(home).run("inspect", file.toString());
        assertThat(result.status()).isEqualTo(9);
        assertThat(result.out()).contains("problem:");
    }

    /** Logs a line, opens {@code zero://}, and prints a random number and the time. */
    private String olinGuest() throws IOException {
        var wasm =
                Wat.toWasm(
                        """
                        (module
                          (import "env" "io_get_stdout" (func $stdout (result i32)))
                          (import "env" "log_write" (func $log (param i32 i32 i32)))
                          (import "env" "random_i64" (func $random (result i64)))
                          (import "env" "time_now" (func $now (result i64)))
                          (import "env" "resource_open" (func $open (param i32 i32) (result i32)))
                          (import "env" "resource_write"
                            (func $write (param i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "zero://a\\1bline")
                          (func (export "_start")
                            (call $log (i32.const 3) (i32.const 7) (i32.const 6))
                            (drop (call $open (i32.const 0) (i32.const 7)))
                            (i64.store (i32.const 64) (call $random))
                            (i64.store (i32.const 72) (call $now))
                            (drop (call $write
                              (call $stdout) (i32.const 64) (i32.const 16)))))
                        """);
        return Files.write(home.resolve("olin.wasm"), wasm).toString();
    }

    @Test
    void marksTheLinesOfTheGuestsLog() throws IOException {
        var result = new Tool(home).run("run", olinGuest());

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEqualTo("[guest warning] a\\x1bline\n");
    }

    @Test
    void endsAGuestThatItsPolicyForbids() throws IOException {
        var policy = Files.writeString(home.resolve("a.policy"), "allow ^log:\n");

        var result = new Tool(home).run("run", "--policy", policy.toString(), olinGuest());

        assertThat(result.status()).isEqualTo(126);
        assertThat(result.err()).contains("forbidden by policy: zero://", "--policy FILE");
    }

    @Test
    void takesLimitsFromThePolicy() throws IOException {
        var policy = Files.writeString(home.resolve("a.policy"), "gas-limit 1000\n");

        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--policy",
                                policy.toString(),
                                example("misbehaving/loop.wasm"));

        assertThat(result.status()).isEqualTo(124);
        assertThat(result.err()).contains("limit of fuel");
    }

    @Test
    void repeatsARunExactly() throws IOException {
        var guest = olinGuest();
        var options = new String[] {"run", "--random-seed", "7", "--clock", "1970-01-01T00:01:00Z"};
        var repeated = Stream.concat(Stream.of(options), Stream.of(guest)).toArray(String[]::new);

        var first = new Tool(home).run(repeated);

        assertThat(first.out()).isEqualTo(new Tool(home).run(repeated).out());
        assertThat(first.out()).endsWith("<\0\0\0\0\0\0\0");
        assertThat(new Tool(home).run("run", guest).out()).isNotEqualTo(first.out());
    }

    /** Opens {@code a/b.txt} below its first directory and copies it to standard output. */
    private String fileReader() throws IOException {
        var wasm =
                Wat.toWasm(
                        """
                        (module
                          (import "wasi_snapshot_preview1" "path_open"
                            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_read"
                            (func $read (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_write"
                            (func $write (param i32 i32 i32 i32) (result i32)))
                          (memory (export "memory") 1)
                          (data (i32.const 0) "a/b.txt")
                          (data (i32.const 16) "\\40\\00\\00\\00\\05\\00\\00\\00")
                          (func (export "_start")
                            (if (call $open
                                (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 7)
                                (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0)
                                (i32.const 32))
                              (then unreachable))
                            (drop (call $read
                              (i32.load (i32.const 32)) (i32.const 16) (i32.const 1)
                              (i32.const 36)))
                            (drop (call $write
                              (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 36)))))
                        """);
        return Files.write(home.resolve("reader.wasm"), wasm).toString();
    }

    @Test
    void givesAGuestTheFilesOfAFolderOrAZip() throws IOException {
        var folder = Files.createDirectories(home.resolve("files"));
        Files.createDirectory(folder.resolve("a"));
        Files.writeString(folder.resolve("a/b.txt"), "hello");
        var zip = home.resolve("files.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a/b.txt"));
            out.write("world".getBytes(StandardCharsets.UTF_8));
        }
        var guest = fileReader();

        assertThat(new Tool(home).run("run", "--files", folder.toString(), guest).out())
                .isEqualTo("hello");
        assertThat(new Tool(home).run("run", "--files", zip.toString(), guest).out())
                .isEqualTo("world");
        assertThat(new Tool(home).run("run", guest).status()).isEqualTo(134);
    }

    @Test
    void refusesFilesThatNoGuestCouldSee() throws IOException {
        var zip = home.resolve("files.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../escape"));
        }

        var result = new Tool(home).run("run", "--files", zip.toString(), fileReader());

        assertThat(result.status()).isEqualTo(9);
        assertThat(result.err()).contains("escape");
    }

    @Test
    void writesAProfileOfTheGuestsFunctions() throws IOException {
        var file = home.resolve("profile.json");
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--time-limit",
                                "10m",
                                "--profile",
                                file.toString(),
                                BusyGuest.in(home).toString());

        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith("busy\n");
        assertThat(result.err()).contains(file + " has the profile");
        var profile = FirefoxProfile.read(file);
        assertThat(profile.formatVersion()).isGreaterThanOrEqualTo(28);
        assertThat(profile.product()).isEqualTo("busy.wasm");
        assertThat(profile.intervalMillis()).isEqualTo(1);
        var samples = profile.samplesByFunction();
        assertThat(samples).containsKeys("heavy", "light");
        assertThat(samples.getOrDefault("heavy", 0))
                .isGreaterThan(2 * samples.getOrDefault("light", 0));
    }

    @Test
    void samplesAsOftenAsItIsTold() throws IOException {
        var file = home.resolve("profile.json");
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--profile",
                                file.toString(),
                                "--time-limit",
                                "10m",
                                "--profile-interval",
                                "5ms",
                                BusyGuest.in(home).toString());

        assertThat(result.status()).isZero();
        assertThat(FirefoxProfile.read(file).intervalMillis()).isEqualTo(5);
    }

    @Test
    void profilesAGuestThatFails() throws IOException {
        var file = home.resolve("profile.json");
        var result =
                new Tool(home)
                        .run(
                                "run",
                                "--time-limit",
                                "300ms",
                                "--profile",
                                file.toString(),
                                example("misbehaving/loop.wasm"));

        assertThat(result.status()).isEqualTo(124);
        assertThat(FirefoxProfile.read(file).samplesByFunction()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--profile . | is a folder",
                "--profile no/such/folder.json | no/such",
                "--profile x.json --profile-interval 1h | every 0.1 ms to every second"
            })
    void refusesProfilesThatCannotBe(String options, String complaint) {
        var arguments =
                Stream.of(
                                Stream.of("run"),
                                Stream.of(options.split(" ")),
                                Stream.of(example("hello/hello.wasm")))
                        .flatMap(part -> part)
                        .toArray(String[]::new);
        var result = new Tool(home).run(arguments);

        assertThat(result.status()).isNotZero();
        assertThat(result.err()).contains(complaint);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysInItsHelpWhatProfileNamesHere() {
        var help = new Tool(home).run("run", "--help").out();
        assertThat(help).contains("--profile=FILE", "--profile-interval=TIME");
        assertThat(help).doesNotContain("--profile=NAME");
        assertThat(new Tool(home).run("dev", "--help").out()).contains("--profile=FOLDER");
        assertThat(new Tool(home).run("whoami", "--help").out()).contains("--profile=NAME");
    }
}
