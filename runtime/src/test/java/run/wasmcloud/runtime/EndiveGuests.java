package run.wasmcloud.runtime;

import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;
import run.endive.wasm.types.ValType;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Runs guests on Endive's interpreter with the very host functions that the sandbox has: a second
 * opinion on everything but fuel, which it does not count, and the frames of a trap.
 */
public final class EndiveGuests implements GuestEngine {
    private static final long STACK = 16 << 20;
    private static final String VERSION = "endive, interpreted";

    private final HostFunctions functions;
    private final ModuleInspection inspection;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("endive-", 0).stackSize(STACK).factory());

    /** Makes an engine whose guests may import these. */
    public EndiveGuests(List<HostLibrary<?>> libraries) {
        functions = HostFunctions.of(libraries);
        inspection =
                new ModuleInspection(
                        functions, SandboxSettings.forGuests(1), _ -> Optional.empty());
    }

    @Override
    public Receipt run(byte[] wasm, RunRequest request, Cancellation cancellation) {
        var report = inspection.report(wasm, request.limits());
        if (!report.runnable()) {
            throw new InvalidModuleException(report);
        }
        var module = Parser.parse(wasm);
        return GuestRuns.await(threads.submit(() -> run(module, request, cancellation)));
    }

    private Receipt run(WasmModule module, RunRequest request, Cancellation cancellation) {
        var run = functions.begin(request, cancellation);
        var guest = new EndiveGuest(run);
        var outcome = closed(run, outcome(module, guest, request.limits()));
        return new Receipt(
                outcome,
                Duration.ZERO,
                Duration.ZERO,
                0,
                guest.peakMemoryBytes(),
                run.hostCalls(functions),
                run.resourcesOpened(),
                run.bytesIn(),
                run.bytesOut(),
                run.outboundRequests(),
                VERSION);
    }

    private Outcome outcome(WasmModule module, EndiveGuest guest, RunLimits limits) {
        try {
            var instance = instance(module, guest, limits);
            var entry = EntryPoint.among(name -> exports(module, name)).orElseThrow();
            var results = instance.export(entry.export()).apply();
            return EntryPoint.outcome(
                    results == null || results.length == 0 ? List.of() : List.of((int) results[0]));
        } catch (Throwable thrown) {
            return EndiveEnding.of(thrown);
        }
    }

    private static boolean exports(WasmModule module, String name) {
        var section = module.exportSection();
        return IntStream.range(0, section.exportCount())
                .mapToObj(section::getExport)
                .anyMatch(
                        export ->
                                export.name().equals(name)
                                        && export.exportType() == ExternalType.FUNCTION);
    }

    private Instance instance(WasmModule module, EndiveGuest guest, RunLimits limits) {
        var instance =
                Instance.builder(module)
                        .withImportValues(imports(guest))
                        .withMemoryFactory(
                                declared ->
                                        guest.keep(new ByteArrayMemory(bound(declared, limits))))
                        .withTableFactory(
                                (table, value) -> new TableInstance(bound(table, limits), value))
                        .withUnsafeExecutionListener((_, _) -> guest.step())
                        .withStart(false)
                        .withInitialize(false)
                        .build();
        return instance.initialize(false);
    }

    private ImportValues imports(EndiveGuest guest) {
        return ImportValues.builder()
                .withFunctions(
                        functions.all().stream()
                                .map(bound -> (ImportFunction) imported(bound, guest))
                                .toList())
                .build();
    }

    private static HostFunction imported(HostFunctions.Bound<?> bound, EndiveGuest guest) {
        var function = bound.function();
        return new HostFunction(
                function.module(),
                function.name(),
                run.endive.wasm.types.FunctionType.of(
                        types(function.type().parameters()), types(function.type().results())),
                (_, arguments) -> guest.serve(bound, arguments));
    }

    private static List<ValType> types(List<ValueType> types) {
        return types.stream().map(EndiveGuests::type).toList();
    }

    private static ValType type(ValueType type) {
        return switch (type) {
            case I32 -> ValType.I32;
            case I64 -> ValType.I64;
            case F32 -> ValType.F32;
            case F64 -> ValType.F64;
        };
    }

    private static MemoryLimits bound(MemoryLimits declared, RunLimits limits) {
        return new MemoryLimits(
                declared.initialPages(), Math.min(declared.maximumPages(), limits.memoryPages()));
    }

    private static Table bound(Table table, RunLimits limits) {
        return new Table(
                table.elementType(),
                new TableLimits(
                        table.limits().min(),
                        Math.min(table.limits().max(), limits.tableElements())),
                table.initialize());
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
    public boolean meters() {
        return false;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
