package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;

import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Each verb as a real process against a real server: its exit status, and the shape of its JSON.
 * The commands run once, before the tests, which then look at what came of them.
 */
@Timeout(900)
class VerbsIT {
    private static final String NOBODY = "019a0000-0000-7000-8000-000000000001";

    /**
     * Verbs that serve until they are stopped, or that need a server that is not: tried elsewhere.
     */
    private static final Map<String, Class<?>> ELSEWHERE =
            Map.of(
                    "up", MainJobIT.class,
                    "api", ServersIT.class,
                    "executor", ServersIT.class,
                    "admin rotate-master-key", RotateMasterKeyIT.class);

    private static final RecordedShapes SHAPES = new RecordedShapes();
    private static final Set<String> TRIED = new ConcurrentSkipListSet<>();
    private static final Set<Integer> STATUSES = new ConcurrentSkipListSet<>();
    private static final Set<String> WRONG = new ConcurrentSkipListSet<>();

    @TempDir static Path folder;
    private static LocalInstallation installation = new LocalInstallation(Path.of("."));

    /** Some commands, one after the other. */
    private interface Lane {
        void run() throws Exception;
    }

    @BeforeAll
    static void tryAll() throws Exception {
        installation = new LocalInstallation(folder).up();
        try (var threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> lanes =
                    Stream.<Lane>of(
                                    VerbsIT::functions,
                                    VerbsIT::records,
                                    VerbsIT::accounts,
                                    VerbsIT::local)
                            .<Future<?>>map(
                                    lane ->
                                            threads.submit(
                                                    () -> {
                                                        lane.run();
                                                        return null;
                                                    }))
                            .toList();
            for (var lane : lanes) {
                lane.get();
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        installation.close();
    }

    private static String ok(String verb, String... arguments) throws Exception {
        return ends(ExitCode.OK, "", verb, arguments);
    }

    private static void refused(ExitCode code, String verb, String... arguments) throws Exception {
        ends(code, "", verb, arguments);
    }

    /** Runs a verb with {@code --json} and notes how it ended and what it wrote. */
    private static String ends(ExitCode code, String stdin, String verb, String... arguments)
            throws Exception {
        var words = Stream.concat(Stream.of(verb.split(" ")), Stream.of(arguments));
        var all = Stream.concat(words, Stream.of("--json")).toArray(String[]::new);
        var ended = installation.cli(stdin.getBytes(StandardCharsets.UTF_8), all);
        TRIED.add(verb);
        STATUSES.add(ended.status());
        if (ended.status() != code.status()) {
            WRONG.add(
                    "%s ended with %d: %s"
                            .formatted(String.join(" ", all), ended.status(), ended.stderr()));
        } else if (code == ExitCode.OK) {
            SHAPES.take(verb, isJson(verb) ? ended.stdout() : "");
        }
        return ended.stdout();
    }

    /** What these write is a function's, a script or an answer. */
    private static boolean isJson(String verb) {
        return !Set.of("completion", "run", "invoke").contains(verb);
    }

    private static String field(String json, String name) {
        return JsonMapper.shared().readTree(json).path(name).asString("");
    }

    private static String example(String file) {
        return LocalInstallation.EXAMPLES.resolve(file).toString();
    }

    private static void functions() throws Exception {
        ok("create", "alpha", "--description", "x");
        refused(ExitCode.CONFLICT, "create", "alpha");
        ok("deploy", example("echo/echo.wasm"), "--name", "alpha", "-m", "first");
        ok("config set", "alpha", "A=1");
        ok("config list", "alpha");
        ok("config unset", "alpha", "A");
        ends(ExitCode.OK, "s3cret", "secret set", "alpha", "KEY");
        ends(ExitCode.LIMIT, "x".repeat(1 << 21), "secret set", "alpha", "KEY");
        ok("secret list", "alpha");
        ok("secret delete", "alpha", "KEY");
        var policy =
                Files.writeString(
                        folder.resolve("p.policy"), "allow (\n  ^https://example\\.com/\n)\n");
        ok("policy set", "alpha", policy.toString());
        ok("policy show", "alpha");
        ok("policy check", "alpha", "https://example.com/");
        refused(ExitCode.FAILURE, "policy check", "alpha", "https://example.net/");
        refused(ExitCode.USAGE, "policy edit", "alpha");
        ok("settings", "alpha", "--visibility", "private");
        ok("invoke", "alpha", "--data", "hi");
        ok("show", "alpha");
        ok("sign-url", "alpha");
        ok("open", "alpha");
        ok("versions", "alpha");
        ok("activate", "alpha", "1");
        ok("activate", "alpha", "2");
        ok("rollback", "alpha");
        var schedule = ok("schedule create", "alpha", "0 6 * * *");
        ok("schedule list", "alpha");
        ok("schedule delete", "alpha", field(schedule, "id"));
        refused(ExitCode.INVALID, "domain add", "alpha", "localhost");
        ok("domain list", "alpha");
        refused(ExitCode.NOT_FOUND, "domain remove", "alpha", "www.example.com");
        ok("admin suspend", "alpha", "--reason", "overuse", "--note", "x");
        ok("list");
        ok("admin unsuspend", "alpha");
        ok("delete", "alpha", "--yes");
        ok("restore", "alpha");
        refused(ExitCode.NOT_FOUND, "show", "alhpa");
    }

    private static void records() throws Exception {
        ok("deploy", example("hello/hello.wasm"), "--name", "beta");
        var queued = ok("invoke", "beta", "--async");
        ok("invocation", field(queued, "id"), "--wait");
        ok("dead-letters list", "beta");
        refused(ExitCode.NOT_FOUND, "dead-letters requeue", "beta", NOBODY);
        refused(ExitCode.NOT_FOUND, "dead-letters discard", "beta", NOBODY);
        awaitRecords("invocations");
        awaitRecords("logs");
        ok("invocations", "beta");
        ok("logs", "beta");
        ok("export", "beta");
        ok("usage");
        ok("limits");
        ok("audit", "--limit", "1", "--action", "function.create");
        refused(
                ExitCode.INVALID,
                "deploy",
                example("misbehaving/component.wasm"),
                "--name",
                "gamma");
    }

    /** Records are written in batches: they are there soon, not at once. */
    private static void awaitRecords(String verb) throws Exception {
        var found = "";
        for (int attempt = 0; attempt < 20 && found.isEmpty(); attempt++) {
            found = installation.cli(verb, "beta", "--json").orFail().stdout();
        }
        assertThat(found).as(verb).isNotEmpty();
    }

    private static void accounts() throws Exception {
        ok("whoami");
        var token = ok("tokens create", "ci", "--scope", "invoke", "--expires", "1d");
        ok("tokens list");
        ok("tokens revoke", field(token, "id"));
        var file = Files.writeString(folder.resolve("revoked"), field(token, "token"));
        refused(ExitCode.AUTHENTICATION, "whoami", "--token-file", file.toString());
        ok("admin users");
        ok("admin user", Administrator.EMAIL, "--plan", "paid");
        ok("admin plans");
        ok("admin plan", "free");
        ok("admin applications");
        ok("apply");
        refused(ExitCode.NOT_FOUND, "admin decide", NOBODY, "approve");
        refused(ExitCode.CONFLICT, "admin invite", "--email", "ada@example.com");
        ok("admin invitations");
        ok("admin executors");
        var closed =
                ends(
                        ExitCode.AUTHENTICATION,
                        "pass word 1234",
                        "signup",
                        "--email",
                        "a@example.com");
        assertThat(closed).isEmpty();
        var password = Files.readString(installation.data().resolve("admin.password"));
        ends(
                ExitCode.OK,
                password,
                "login",
                "--email",
                Administrator.EMAIL,
                "--profile",
                "other",
                "--api",
                installation.api());
        ok("logout", "--profile", "other");
        refused(
                ExitCode.NETWORK,
                "whoami",
                "--api",
                "http://127.0.0.1:1",
                "--token-file",
                file.toString());
        failing(file);
    }

    /** A server that is no good. */
    private static void failing(Path token) throws Exception {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(500, -1);
                    }
                });
        server.start();
        try {
            var api = "http://127.0.0.1:" + server.getAddress().getPort();
            refused(ExitCode.SERVER, "whoami", "--api", api, "--token-file", token.toString());
        } finally {
            server.stop(0);
        }
    }

    private static void local() throws Exception {
        ok("namegen");
        ok("init", "--template", "wat", folder.resolve("parrot").toString());
        refused(ExitCode.USAGE, "init", "--template", "rst", folder.resolve("x").toString());
        var project = Files.createDirectory(folder.resolve("built"));
        Files.copy(Path.of(example("hello/hello.wasm")), project.resolve("m.wasm"));
        Files.writeString(
                project.resolve("wasmcloud.toml"), "name = \"built\"\nmodule = \"m.wasm\"\n");
        ok("build", "--project", project.toString());
        ok("inspect", example("hello/hello.wasm"));
        ok("run", example("hello/hello.wasm"));
        refused(ExitCode.RUN_LIMIT, "run", "--fuel", "1000", example("misbehaving/loop.wasm"));
        refused(ExitCode.RUN_TRAPPED, "run", example("misbehaving/trap.wasm"));
        var deny = Files.writeString(folder.resolve("deny.policy"), "disallow (\n  .*\n)\n");
        refused(
                ExitCode.RUN_DENIED,
                "run",
                "--policy",
                deny.toString(),
                "--cgi",
                "QUERY_STRING=https://example.com/",
                example("fetch/fetch.wasm"));
        ok("completion", "bash");
        refused(ExitCode.USAGE, "dev", "--project", folder.resolve("nowhere").toString());
        refused(ExitCode.USAGE, "docs", "--no-such-option");
        refused(ExitCode.INVALID, "panel");
        refused(ExitCode.USAGE, "doctor", "--no-such-option");
        refused(ExitCode.USAGE, "admin backup", "--no-such-option");
        refused(ExitCode.USAGE, "admin restore", "--no-such-option");
        refused(ExitCode.INVALID, "admin create-administrator", "--email", "nobody");
    }

    @Test
    void everyCommandEndsAsItShould() {
        assertThat(WRONG).isEmpty();
    }

    @Test
    void everyExitCodeIsReached() {
        assertThat(STATUSES)
                .containsAll(Arrays.stream(ExitCode.values()).map(ExitCode::status).toList());
    }

    @Test
    void everyJsonHasItsRecordedShape() throws IOException {
        SHAPES.check();
    }

    @Test
    void everyVerbIsTriedAndHasAnExample() {
        var verbs =
                verbs(tool().description(), "")
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(verbs.keySet())
                .allMatch(verb -> TRIED.contains(verb) || ELSEWHERE.containsKey(verb));
        assertThat(verbs)
                .allSatisfy(
                        (verb, spec) ->
                                assertThat(String.join("\n", spec.usageMessage().footer()))
                                        .contains("wasmcloud " + verb));
    }

    private static run.wasmcloud.cli.Cli tool() {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var nothing = new ByteArrayInputStream(new byte[0]);
        return Main.tool(
                new Shell(
                        nothing,
                        nowhere,
                        nowhere,
                        false,
                        false,
                        false,
                        Map.of(),
                        Clock.systemUTC()));
    }

    /** The commands that do something, by their words. */
    private static Stream<Map.Entry<String, CommandSpec>> verbs(CommandSpec spec, String words) {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .flatMap(
                        each -> {
                            var name = (words + " " + each.name()).strip();
                            return each.subcommands().isEmpty()
                                    ? Stream.of(Map.entry(name, each))
                                    : verbs(each, name);
                        });
    }
}
