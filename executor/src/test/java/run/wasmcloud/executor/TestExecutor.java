package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.InvocationId;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.User;
import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.runtime.compiled.CompileProcesses;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.runtime.compiled.CompilerSettings;
import run.wasmcloud.runtime.compiled.FormArchive;
import run.wasmcloud.runtime.compiled.FormFolder;
import run.wasmcloud.runtime.compiled.FormSeal;
import run.wasmcloud.runtime.compiled.SealKey;
import run.wasmcloud.store.Basis;
import run.wasmcloud.store.DeploymentSettings;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.LogQuery;
import run.wasmcloud.store.NewDeployment;
import run.wasmcloud.store.QueueSettings;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.StoredInvocation;
import run.wasmcloud.wasi.Wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import javax.crypto.spec.SecretKeySpec;

/** A real executor on a real store, with functions from the examples. */
final class TestExecutor implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final int GUESTS = 32;
    private static final long JOURNAL_BYTES = 1L << 30;
    private static final List<Network> LOOPBACK = List.of(Network.parse("127.0.0.0/8"));
    private static final SealKey SEAL_KEY =
            new SealKey("test", new SecretKeySpec(new byte[32], "HmacSHA256"));
    private static final QueueSettings QUEUE =
            new QueueSettings(
                    8, Duration.ofMillis(100), Duration.ofSeconds(1), 3, Duration.ofMillis(50));
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Store store;
    private final Olin olin;
    private final Sandbox sandbox;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GatedCompiler compiler;
    private final CompiledModules modules;
    private final Executor executor;
    private final User owner;
    final HttpClient http1 = newClient(HttpClient.Version.HTTP_1_1);
    final HttpClient http2 = newClient(HttpClient.Version.HTTP_2);

    private TestExecutor(
            Store store,
            Path folder,
            EdgeSettings edge,
            OutboundSettings outbound,
            long journalBytes)
            throws IOException {
        this.store = store;
        this.owner = user(Plan.PAID);
        this.olin = new Olin(outbound.withAllowedNetworks(LOOPBACK));
        this.sandbox = Sandbox.open(SandboxSettings.forGuests(GUESTS), List.of(new Wasi(), olin));
        this.compiler =
                new GatedCompiler(
                        CompileProcesses.of(
                                sandbox.codeSettings(),
                                sandbox.codeName(),
                                CompilerSettings.forProcessors(2)));
        this.modules =
                new CompiledModules(
                        sandbox,
                        compiler,
                        new FormSeal(List.of(SEAL_KEY)),
                        FormFolder.open(folder.resolve("compiled"), 1L << 30),
                        FormArchive.none());
        this.executor =
                Executor.open(
                        settings(folder.resolve("journal"), edge, journalBytes),
                        store,
                        sandbox,
                        modules,
                        meters);
    }

    static TestExecutor open(Path folder) throws IOException {
        return open(folder, EdgeSettings.defaults());
    }

    static TestExecutor open(Path folder, EdgeSettings edge) throws IOException {
        return open(folder, edge, OutboundSettings.defaults());
    }

    /** Opens one whose guests find and trust others; they always reach this machine. */
    static TestExecutor open(Path folder, OutboundSettings outbound) throws IOException {
        return open(folder, EdgeSettings.defaults(), outbound);
    }

    private static TestExecutor open(Path folder, EdgeSettings edge, OutboundSettings outbound)
            throws IOException {
        return new TestExecutor(Store.embedded(folder), folder, edge, outbound, JOURNAL_BYTES);
    }

    /** Opens one whose receipts may take so many bytes on disk. */
    static TestExecutor withJournal(Path folder, long bytes) throws IOException {
        return new TestExecutor(
                Store.embedded(folder),
                folder,
                EdgeSettings.defaults(),
                OutboundSettings.defaults(),
                bytes);
    }

    private static ExecutorSettings settings(Path journal, EdgeSettings edge, long journalBytes) {
        return new ExecutorSettings(
                InetAddress.getLoopbackAddress(),
                0,
                "run.localhost",
                true,
                GUESTS,
                Policy.standard(),
                "test",
                journal,
                journalBytes,
                "http://docs.localhost/problems/",
                "abuse@example.com",
                "http://api.localhost:8080",
                edge,
                QUEUE);
    }

    static HttpClient newClient(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Opens one more executor on the same store; it is the caller's to close. */
    Executor another(Path folder) {
        return Executor.open(
                settings(folder.resolve("journal"), EdgeSettings.defaults(), JOURNAL_BYTES),
                store,
                sandbox,
                modules);
    }

    Store store() {
        return store;
    }

    int port() {
        return executor.port();
    }

    int tlsPort() {
        return executor.tlsPort().orElseThrow();
    }

    User user(Plan plan) {
        return store.users()
                .create(
                        "user%d@example.com".formatted(NUMBERS.incrementAndGet()),
                        "correct horse battery staple",
                        Role.USER,
                        plan);
    }

    /** Deploys an example to a new function of the usual owner. */
    Function deploy(String example) {
        return deploy(example, limits -> limits);
    }

    Function deploy(String example, UnaryOperator<RunLimits> change) {
        return deploy(owner, example, change);
    }

    Function deploy(User user, String example, UnaryOperator<RunLimits> change) {
        var name = new FunctionName("function-" + NUMBERS.incrementAndGet());
        var function = store.functions().create(user, Optional.of(name), "");
        deployTo(function, user, example, change);
        return function;
    }

    void deployTo(Function function, User user, String example, UnaryOperator<RunLimits> change) {
        var limits = change.apply(user.plan().limits().defaultRun());
        deployTo(function, user, example(example), limits, null);
    }

    /** Deploys a module under a policy to a new function of the usual owner. */
    Function deploy(byte[] wasm, @Nullable String policy) {
        return deploy(owner, wasm, policy, limits -> limits);
    }

    Function deployWith(byte[] wasm, UnaryOperator<RunLimits> change) {
        return deploy(owner, wasm, null, change);
    }

    Function deploy(
            User user, byte[] wasm, @Nullable String policy, UnaryOperator<RunLimits> change) {
        var name = new FunctionName("function-" + NUMBERS.incrementAndGet());
        var function = store.functions().create(user, Optional.of(name), "");
        deployTo(function, user, wasm, change.apply(user.plan().limits().defaultRun()), policy);
        return function;
    }

    void deployTo(Function function, byte[] wasm, @Nullable String policy) {
        deployTo(function, owner, wasm, owner.plan().limits().defaultRun(), policy);
    }

    private void deployTo(
            Function function, User user, byte[] wasm, RunLimits limits, @Nullable String policy) {
        store.deployments()
                .deploy(
                        new NewDeployment(
                                function,
                                limits,
                                DeploymentSettings.none().withPolicy(policy),
                                "",
                                true,
                                new Basis.Nothing()),
                        user.id(),
                        wasm,
                        sandbox.inspect(wasm));
    }

    /** Returns a module like an example that no other test has, so that it is compiled anew. */
    static byte[] newModule(String example) {
        var wasm = example(example);
        var name = "test" + NUMBERS.incrementAndGet();
        var bytes = ByteBuffer.allocate(wasm.length + 3 + name.length()).put(wasm);
        // A custom section without content.
        bytes.put((byte) 0).put((byte) (name.length() + 1)).put((byte) name.length());
        return bytes.put(name.getBytes(StandardCharsets.US_ASCII)).array();
    }

    static byte[] example(String name) {
        try {
            return Files.readAllBytes(EXAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(Function function, String rest) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://localhost:%d/_fn/%s/%s"
                                        .formatted(port(), function.name(), rest)))
                .timeout(Duration.ofSeconds(60));
    }

    HttpClient client(HttpClient.Version version) {
        return version == HttpClient.Version.HTTP_2 ? http2 : http1;
    }

    HttpResponse<String> get(Function function, String rest)
            throws IOException, InterruptedException {
        return get(HttpClient.Version.HTTP_1_1, function, rest);
    }

    HttpResponse<String> get(HttpClient.Version version, Function function, String rest)
            throws IOException, InterruptedException {
        return client(version)
                .send(request(function, rest).build(), HttpResponse.BodyHandlers.ofString());
    }

    static InvocationId invocation(HttpResponse<?> response) {
        return InvocationId.parse(
                response.headers().firstValue("Wasmcloud-Invocation").orElseThrow());
    }

    /** Returns the receipt of a run, which comes to the store a moment after the answer. */
    StoredInvocation receipt(InvocationId id) {
        await("the receipt", () -> store.invocations().find(owner.id(), id).isPresent());
        return store.invocations().find(owner.id(), id).orElseThrow();
    }

    /** Returns the newest receipt of a function. */
    StoredInvocation lastReceipt(Function function) {
        await("a receipt", () -> !receiptsOf(function).isEmpty());
        return receiptsOf(function).getFirst();
    }

    List<StoredInvocation> receiptsOf(Function function) {
        return store.invocations()
                .list(function.id(), Optional.empty(), Optional.empty(), 10)
                .items();
    }

    /** Returns a function's log, oldest line first, once it has a line that contains a text. */
    List<String> logWith(Function function, String text) {
        await(
                "a log line with '" + text + "'",
                () -> log(function).stream().anyMatch(line -> line.contains(text)));
        return log(function);
    }

    List<String> log(Function function) {
        return store.logLines().list(LogQuery.last(function.id(), 10_000)).items().stream()
                .map(entry -> entry.line().source() + " " + entry.line().text())
                .toList()
                .reversed();
    }

    static void await(String what, BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("the time by which there is " + what).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        executor.close();
        compiler.close();
        sandbox.close();
        olin.close();
        store.close();
        http1.close();
        http2.close();
    }
}
