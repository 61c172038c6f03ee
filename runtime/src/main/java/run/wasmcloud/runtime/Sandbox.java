package run.wasmcloud.runtime;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.wasmtime.Engine;
import run.wasmcloud.wasmtime.FuncType;
import run.wasmcloud.wasmtime.GuestProfiler;
import run.wasmcloud.wasmtime.Linker;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.Store;
import run.wasmcloud.wasmtime.StoreLimits;
import run.wasmcloud.wasmtime.ValueType;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs guests: each run gets a fresh instance that shares nothing with another, a bound on
 * everything, and a receipt.
 *
 * <p>Thread-safe. A run goes on the thread that calls {@link #run}, which must be a platform thread
 * with at least {@link #requiredStack} bytes of stack: {@link GuestThreads} has such threads.
 */
public final class Sandbox implements AutoCloseable {
    static final long PAGE = 64 * 1024;

    private final HostFunctions functions;
    private final Engine engine;
    private final CodeSettings codeSettings;
    private final EpochTicker ticker;
    private final Linker linker;
    private final ModuleInspection inspection;
    private final String engineVersion;

    private Sandbox(SandboxSettings settings, HostFunctions functions) {
        this.functions = functions;
        var made = SandboxEngine.create(settings);
        this.engine = made.engine();
        this.codeSettings = made.settings();
        this.ticker = new EpochTicker(engine, settings.tick());
        this.linker = Linker.create(engine);
        this.inspection = new ModuleInspection(functions, settings, this::validationProblem);
        this.engineVersion = "wasmtime " + Engine.version();
        functions.all().forEach(this::define);
    }

    /**
     * Opens a sandbox.
     *
     * @param libraries what guests may import
     */
    public static Sandbox open(SandboxSettings settings, List<HostLibrary<?>> libraries) {
        return new Sandbox(settings, HostFunctions.of(libraries));
    }

    private void define(HostFunctions.Bound<?> bound) {
        var function = bound.function();
        linker.define(
                function.module(),
                function.name(),
                new FuncType(types(function.type().parameters()), types(function.type().results())),
                call -> call.store().data(Guest.class).serve(bound, call));
    }

    private static List<ValueType> types(List<run.wasmcloud.runtime.ValueType> types) {
        return types.stream().map(type -> ValueType.valueOf(type.name())).toList();
    }

    /** Returns the engine's name and version, as receipts have it. */
    public String engineVersion() {
        return engineVersion;
    }

    /** Returns what machine code for this sandbox is made for. */
    public CodeSettings codeSettings() {
        return codeSettings;
    }

    /**
     * Returns a name, of 64 hexadecimal digits, of all that machine code for this sandbox depends
     * on: the engine's version, the system, the processor, the settings, what is done to modules
     * before. Sandboxes with the same name load each other's modules.
     */
    public String codeName() {
        return MachineCode.name(engine);
    }

    /** Returns how much stack a thread needs that runs guests, in bytes. */
    public long requiredStack() {
        return engine.requiredStack();
    }

    private Optional<String> validationProblem(byte[] wasm) {
        try {
            Module.validate(engine, wasm);
            return Optional.empty();
        } catch (WasmtimeException e) {
            return Optional.of(GuestText.of(oneLine(e)));
        }
    }

    private static String oneLine(WasmtimeException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * Tells what can be told of a module without compiling it; its problems say why it cannot run.
     */
    public ModuleReport inspect(byte[] wasm) {
        return inspection.report(wasm);
    }

    /** Tells the same of a module that is to run with these limits. */
    public ModuleReport inspect(byte[] wasm, RunLimits limits) {
        return inspection.report(wasm, limits);
    }

    /**
     * Compiles a module. Takes milliseconds to many seconds.
     *
     * @throws InvalidModuleException when it cannot run
     */
    public CompiledModule compile(byte[] wasm) {
        var report = inspection.report(wasm);
        if (!report.runnable()) {
            throw new InvalidModuleException(report);
        }
        return compile(report, wasm);
    }

    private CompiledModule compile(ModuleReport report, byte[] wasm) {
        try {
            return compiled(report.sha256(), wasm);
        } catch (WasmtimeException e) {
            throw new InvalidModuleException(
                    report.withProblems(List.of(GuestText.of(oneLine(e)))));
        }
    }

    /**
     * Compiles and links a module that nothing was asked about before.
     *
     * @throws WasmtimeException when the engine does not take it
     */
    CompiledModule compiled(ModuleHash hash, byte[] wasm) {
        try (var bytes = NativeBytes.allocate(wasm.length)) {
            bytes.buffer().put(wasm);
            return linked(hash, MachineCode.compile(engine, bytes), 8L * wasm.length);
        }
    }

    /**
     * Loads the machine code of a module. It is trusted: who can choose it can run anything in this
     * process.
     *
     * @param code is copied
     * @throws WasmtimeException when it is no machine code for this sandbox, or the module cannot
     *     run in it
     */
    public CompiledModule load(ModuleHash hash, NativeBytes code, int offset, int length) {
        return linked(hash, MachineCode.load(engine, code, offset, length), length);
    }

    private CompiledModule linked(ModuleHash hash, MachineCode code, long codeBytes) {
        try {
            return new CompiledModule(hash, code, linker.instantiatePre(code.module()), codeBytes);
        } catch (RuntimeException e) {
            code.close();
            throw e;
        }
    }

    /**
     * Runs a module once, from its entry to its end.
     *
     * @return the account of the run, whatever its outcome
     * @throws WasmcloudException when the run cannot begin: more memory declared than allowed, or
     *     no room for another run
     */
    public Receipt run(CompiledModule module, RunRequest request) {
        return run(module, request, new Cancellation());
    }

    /**
     * Runs a module once, from its entry to its end.
     *
     * @param cancellation ends the run from another thread
     * @return the account of the run, whatever its outcome
     * @throws WasmcloudException when the run cannot begin: more memory declared than allowed, or
     *     no room for another run
     */
    public Receipt run(CompiledModule module, RunRequest request, Cancellation cancellation) {
        return run(module, request, cancellation, Sandbox::unsampled);
    }

    /**
     * Runs a module once and samples what it computes: its stack at each of the engine's ticks, not
     * while it waits in a host call.
     *
     * @param name what the profile calls the guest
     * @param interval the sandbox's {@link SandboxSettings#tick}, as the profile tells it
     * @throws WasmcloudException when the run cannot begin: more memory declared than allowed, or
     *     no room for another run
     */
    public ProfiledRun profile(
            CompiledModule module,
            RunRequest request,
            Cancellation cancellation,
            String name,
            Duration interval) {
        try (var profiler = GuestProfiler.create(name, interval, module.module())) {
            var receipt = run(module, request, cancellation, new Sampler(profiler));
            return new ProfiledRun(receipt, profiler.finish());
        }
    }

    private Receipt run(
            CompiledModule module,
            RunRequest request,
            Cancellation cancellation,
            Consumer<Store> atTick) {
        requireMemory(module, request.limits());
        var start = System.nanoTime();
        var cpuStart = ThreadClock.cpuNanos();
        var run = functions.begin(request, cancellation);
        try (var store = Store.create(engine, new Guest(run))) {
            bound(store, run, atTick);
            var execution = Execution.of(store, module);
            var outcome = closed(run, execution.outcome());
            return new Receipt(
                    outcome,
                    Duration.ofNanos(System.nanoTime() - start),
                    ThreadClock.since(cpuStart),
                    request.limits().fuel() - store.fuel(),
                    execution.memoryBytes(),
                    run.hostCalls(functions),
                    run.resourcesOpened(),
                    run.bytesIn(),
                    run.bytesOut(),
                    run.outboundRequests(),
                    engineVersion);
        }
    }

    private static void unsampled(Store store) {}

    private static void requireMemory(CompiledModule module, RunLimits limits) {
        if (module.initialPages() > limits.memoryPages()) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "the module begins with %d pages of memory (expected: at most %d, the run's limit)"
                            .formatted(module.initialPages(), limits.memoryPages()));
        }
    }

    private static void bound(Store store, Run run, Consumer<Store> atTick) {
        var limits = run.request().limits();
        store.limits(
                new StoreLimits(
                        limits.memoryPages() * PAGE,
                        limits.tableElements(),
                        1,
                        SandboxEngine.TABLES_OF_A_MODULE,
                        1));
        store.fuel(limits.fuel());
        store.onEpochDeadline(
                () -> {
                    atTick.accept(store);
                    run.checkTime();
                    return 1;
                });
        store.epochDeadline(1);
    }

    private static Outcome closed(Run run, Outcome outcome) {
        try {
            run.close();
            return outcome;
        } catch (Exception e) {
            return Ending.platformFailed(e);
        }
    }

    @Override
    public void close() {
        ticker.close();
        linker.close();
        engine.close();
    }
}
