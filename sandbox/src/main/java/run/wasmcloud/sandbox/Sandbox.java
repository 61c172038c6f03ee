package run.wasmcloud.sandbox;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiEnvironment;
import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.cgi.CgiProgram;
import run.wasmcloud.cgi.CgiRequest;
import run.wasmcloud.cgi.CgiResponseLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ExecutorId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.wasi.FileTree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs a guest as a server would: the same engine, host functions, limits, policy and outcomes, and
 * a receipt for each run; nothing is shared between runs. Guests are CGI programs and plain
 * programs, for WASI or for Olin.
 *
 * <pre>{@code
 * try (var sandbox = Sandbox.of(Path.of("hello.wasm")).environment("GREETING", "Hi")) {
 *     var answer = sandbox.run(Request.get("/?name=Ada"));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe: each setting makes another sandbox on the same engine. Closing a
 * sandbox that was made with {@link #of} closes that engine; one of {@link Sandboxes} leaves it
 * open.
 *
 * <p>Where nothing is said, a guest has the figures of {@link Plan#FREE}, the policy of servers
 * (logs, and any public host over HTTP and HTTPS), no variables and no files.
 */
public final class Sandbox implements AutoCloseable {
    private static final FunctionName NAME = new FunctionName("local");
    private static final ExecutorId EXECUTOR = ExecutorId.create();
    private static final int PORT = 8081;
    private static final String LOOPBACK = "127.0.0.1";

    /** More than this of one run's output is not kept in memory. */
    private static final long MOST_OUTPUT = 256L << 20;

    private final Sandboxes engines;
    private final boolean ownsEngines;
    private final ModuleBytes module;
    private final Setting setting;

    /** What can be chosen. It changes only before a sandbox has it. */
    private static final class Setting {
        private PlanLimits plan = Plan.FREE.limits();
        private UnaryOperator<RunLimits> limits = UnaryOperator.identity();
        private Policy policy = Policy.standard();
        private Map<String, String> variables = Map.of();
        private FileTree files = FileTree.empty();
        private List<Network> networks = List.of();
        private @Nullable Instant clock;
        private @Nullable Long seed;

        Setting() {}

        Setting(Setting other) {
            plan = other.plan;
            limits = other.limits;
            policy = other.policy;
            variables = other.variables;
            files = other.files;
            networks = other.networks;
            clock = other.clock;
            seed = other.seed;
        }

        RunLimits runLimits() {
            var chosen = limits.apply(policy.limits(plan));
            return chosen.withOutputBytes(Math.min(chosen.outputBytes(), MOST_OUTPUT));
        }

        Surroundings surroundings() {
            return new Surroundings(
                    Surroundings.clock(clock),
                    Surroundings.random(seed),
                    policy,
                    files,
                    OutboundSettings.defaults().withAllowedNetworks(networks));
        }
    }

    Sandbox(Sandboxes engines, boolean ownsEngines, byte[] module) {
        this(engines, ownsEngines, new ModuleBytes(module), new Setting());
    }

    private Sandbox(Sandboxes engines, boolean ownsEngines, ModuleBytes module, Setting setting) {
        this.engines = engines;
        this.ownsEngines = ownsEngines;
        this.module = module;
        this.setting = setting;
    }

    /**
     * Makes a sandbox with an engine of its own; close it, or one that was made from it.
     *
     * @param module a WebAssembly module in binary form
     */
    public static Sandbox of(byte[] module) {
        return new Sandbox(Sandboxes.open(), true, module);
    }

    /**
     * Makes a sandbox with an engine of its own for a file that holds a module.
     *
     * @throws IOException when there is no such file, or it cannot be read
     */
    public static Sandbox of(Path module) throws IOException {
        return of(Files.readAllBytes(module));
    }

    private Sandbox with(Consumer<Setting> change) {
        var changed = new Setting(setting);
        change.accept(changed);
        return new Sandbox(engines, ownsEngines, module, changed);
    }

    /** Returns this with a plan's figures as the most that a run may use. */
    public Sandbox limits(Plan plan) {
        return with(next -> next.plan = plan.limits());
    }

    /**
     * Returns this with other limits of a run.
     *
     * @param change is given what policy and plan make
     */
    public Sandbox limits(UnaryOperator<RunLimits> change) {
        return with(next -> next.limits = change);
    }

    /**
     * Returns this with another policy.
     *
     * @param text as a policy file has it
     * @throws run.wasmcloud.olin.policy.InvalidPolicyException with the place of each error
     */
    public Sandbox policy(String text) {
        var policy = Policy.parse(text);
        return with(next -> next.policy = policy);
    }

    /**
     * Returns this with a further variable of the function's configuration.
     *
     * @throws IllegalArgumentException when a function cannot have one of that name
     */
    public Sandbox environment(String name, String value) {
        return environment(Map.of(name, value));
    }

    /**
     * Returns this with further variables of the function's configuration.
     *
     * @throws IllegalArgumentException when a function cannot have one of such a name
     */
    public Sandbox environment(Map<String, String> variables) {
        var more = new TreeMap<>(setting.variables);
        variables.forEach((name, value) -> more.put(new VariableName(name).value(), value));
        return with(next -> next.variables = Map.copyOf(more));
    }

    /**
     * Returns this with files that a WASI guest sees below {@code /} and cannot change.
     *
     * @param files by path, for example {@code templates/page.html}
     * @throws IllegalArgumentException naming the path that cannot be one
     */
    public Sandbox files(Map<String, byte[]> files) {
        return with(next -> next.files = FileTree.of(files, Instant.EPOCH));
    }

    /**
     * Returns this with leave for the guest to reach this machine's loopback addresses, as far as
     * its policy allows: for tests against a server that the test starts. Servers refuse them.
     */
    public Sandbox allowLoopback() {
        return with(
                next ->
                        next.networks =
                                List.of(Network.parse("127.0.0.0/8"), Network.parse("::1/128")));
    }

    /**
     * Returns this with a clock that shows a moment first, and at each look a microsecond more: the
     * same at every run.
     */
    public Sandbox clock(Instant start) {
        return with(next -> next.clock = start);
    }

    /** Returns this with random bytes that are the same at every run. */
    public Sandbox randomSeed(long seed) {
        return with(next -> next.seed = seed);
    }

    /**
     * Runs the guest for a request, as an HTTP function.
     *
     * @return what became of it, whatever its outcome
     * @throws run.wasmcloud.model.InvalidModuleException when the module cannot run, with the
     *     reasons
     * @throws WasmcloudException when a server would not run it for this request: a body longer
     *     than the plan allows, a path with a bad escape, more memory declared than allowed
     */
    public Answer run(Request request) {
        requireSmall(request);
        var ready = engines.ready(module, setting.networks);
        var guest = guest(ready);
        var collector = new Collector(guest.limits());
        var output =
                new CgiOutput(
                        new CgiResponseLimits(
                                setting.plan.headers().responseBytes(),
                                CgiResponseLimits.DEFAULT.headers()),
                        request.method().equals("HEAD"),
                        guest.limits().outputBytes(),
                        collector);
        var environment = CgiEnvironment.of(program(), cgi(request));
        var streams = collector.streams(request.body(), output);
        var start = System.nanoTime();
        var receipt = ready.engine().call(() -> guest.run(environment, streams));
        return collector.answer(
                receipt.ended(
                        output.checked(receipt.outcome()),
                        Duration.ofNanos(System.nanoTime() - start)));
    }

    /**
     * Runs the guest as a program: with arguments, standard input, and the variables of {@link
     * #environment} only.
     *
     * @return what became of it, whatever its outcome
     * @throws run.wasmcloud.model.InvalidModuleException when the module cannot run, with the
     *     reasons
     * @throws WasmcloudException when it declares more memory than allowed
     */
    public Output run(Program program) {
        var ready = engines.ready(module, setting.networks);
        var guest = guest(ready);
        var collector = new Collector(guest.limits());
        var arguments = Stream.concat(Stream.of(NAME.value()), program.arguments().stream());
        var variables =
                setting.variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue());
        var receipt =
                ready.engine()
                        .call(
                                () ->
                                        guest.run(
                                                GuestStrings.of(arguments.toList()),
                                                GuestStrings.of(variables.toList()),
                                                collector.streams(program.input())));
        return collector.output(receipt);
    }

    /** Returns what it shares with others. */
    Sandboxes engines() {
        return engines;
    }

    private void requireSmall(Request request) {
        if (request.body().length > setting.plan.requestBodyBytes()) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "The request's body has %d bytes (expected: at most %d, the plan's limit)"
                            .formatted(request.body().length, setting.plan.requestBodyBytes()));
        }
    }

    private LocalGuest guest(Sandboxes.Ready ready) {
        return new LocalGuest(
                ready.engine().sandbox(),
                ready.module(),
                NAME.value(),
                setting.runLimits(),
                setting.surroundings());
    }

    private CgiProgram program() {
        return new CgiProgram(NAME, "wasmcloud/sandbox", EXECUTOR, setting.variables);
    }

    private static CgiRequest cgi(Request request) {
        return new CgiRequest(
                InvocationId.create(),
                request.method(),
                "http",
                "HTTP/1.1",
                "",
                request.path(),
                request.query().isEmpty() ? null : request.query().getFirst(),
                new CgiRequest.Server(NAME + ".localhost", PORT),
                new CgiRequest.Client(LOOPBACK, LOOPBACK, 0),
                request.body().length == 0 ? -1 : request.body().length,
                headers(request));
    }

    /** HTTP/1.1 has no request without a host. */
    private static List<CgiHeader> headers(Request request) {
        var headers = new ArrayList<>(request.headers());
        if (!request.has("Host")) {
            headers.add(new CgiHeader("Host", NAME + ".localhost:" + PORT));
        }
        return headers;
    }

    /** Closes the engine, if it is this sandbox's own; no run may go on. */
    @Override
    public void close() {
        if (ownsEngines) {
            engines.close();
        }
    }
}
