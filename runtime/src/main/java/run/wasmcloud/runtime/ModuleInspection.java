package run.wasmcloud.runtime;

import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.MemoryLimits;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.ModuleReport.Abi;
import run.wasmcloud.model.ModuleReport.Import;
import run.wasmcloud.model.ModuleReport.MemorySize;
import run.wasmcloud.model.RunLimits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes the module report: what a module is, what it needs, and why it cannot run if it cannot.
 * Thread-safe.
 */
public final class ModuleInspection {
    /** A module with more of them runs, but what is told of it stays readable. */
    private static final int MOST_LISTED = 1_000;

    private static final String BUILD = "build a program for wasm32-wasip1";
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final int HEADER = 8;
    private static final int COMPONENT_LAYER = 1;

    private final ImportInspection imports;
    private final SandboxSettings settings;
    private final Validation validation;

    /** Tells whether bytes are a module; it meets the bytes of strangers before all other code. */
    @FunctionalInterface
    interface Validation {
        /** Returns why they are none; empty when they are one. */
        Optional<String> problem(byte[] wasm);
    }

    /** Makes an inspection for modules that may import these functions. */
    ModuleInspection(HostFunctions functions, SandboxSettings settings, Validation validation) {
        this.imports = new ImportInspection(functions);
        this.settings = settings;
        this.validation = validation;
    }

    /** Returns the report of a file that is to be a module, whatever it is. */
    ModuleReport report(byte[] wasm) {
        return report(wasm, settings.memoryPages(), settings.tableElements());
    }

    /** Returns the report of a file that is to be a module and to run with these limits. */
    ModuleReport report(byte[] wasm, RunLimits limits) {
        return report(
                wasm,
                Math.min(limits.memoryPages(), settings.memoryPages()),
                Math.min(limits.tableElements(), settings.tableElements()));
    }

    private ModuleReport report(byte[] wasm, int memoryPages, int tableElements) {
        return header(wasm)
                .or(() -> validation.problem(wasm).map(ModuleInspection::invalid))
                .map(
                        problem ->
                                unreadable(
                                        wasm,
                                        isComponent(wasm) ? Abi.COMPONENT : Abi.UNKNOWN,
                                        problem))
                .orElseGet(() -> read(wasm, memoryPages, tableElements));
    }

    private static String invalid(String problem) {
        return "the module is malformed, truncated, or of features that are not supported (%s);"
                        .formatted(problem)
                + " build it or upload it again";
    }

    private static Optional<String> header(byte[] wasm) {
        if (wasm.length == 0) {
            return Optional.of("the file is empty (expected: a WebAssembly module)");
        }
        if (!startsWithMagic(wasm)) {
            return Optional.of(
                    "this is not WebAssembly (expected: a binary that begins with \\0asm); "
                            + BUILD
                            + ", or assemble WebAssembly text with wat2wasm first");
        }
        if (wasm.length < HEADER) {
            return Optional.of("the file ends within its header: it is truncated; upload it again");
        }
        if (isComponent(wasm)) {
            return Optional.of(
                    "this is a component (WASI 0.2 or later), and functions are modules (WASI"
                            + " preview 1); build for wasm32-wasip1");
        }
        return wasm[4] == 1 && wasm[5] == 0 && wasm[6] == 0 && wasm[7] == 0
                ? Optional.empty()
                : Optional.of(
                        "the file is of an unknown version of WebAssembly (expected: version 1); "
                                + BUILD);
    }

    private static boolean startsWithMagic(byte[] wasm) {
        var present = Math.min(wasm.length, MAGIC.length);
        return IntStream.range(0, present).allMatch(i -> wasm[i] == MAGIC[i]);
    }

    /** The component model's preamble has a layer field behind the version. */
    private static boolean isComponent(byte[] wasm) {
        return wasm.length >= HEADER && startsWithMagic(wasm) && wasm[6] == COMPONENT_LAYER;
    }

    private static ModuleReport unreadable(byte[] wasm, Abi abi, String problem) {
        return new ModuleReport(
                ModuleHash.of(wasm),
                wasm.length,
                abi,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(problem));
    }

    /** The parser is not ours: whatever it throws, the module is one that cannot be read. */
    private ModuleReport read(byte[] wasm, int memoryPages, int tableElements) {
        try {
            return report(wasm, ModuleSections.read(wasm), memoryPages, tableElements);
        } catch (RuntimeException e) {
            return unreadable(wasm, Abi.UNKNOWN, invalid(String.valueOf(e.getMessage())));
        }
    }

    private ModuleReport report(
            byte[] wasm, ModuleSections sections, int memoryPages, int tableElements) {
        var exports = exports(sections);
        var imported = imports.of(sections);
        var memory = memory(sections);
        var problems = new ArrayList<String>();
        problems.addAll(imports.problems(imported));
        problems.addAll(entryProblems(exports, sections));
        problems.addAll(sizeProblems(sections, memory, memoryPages, tableElements));
        return new ModuleReport(
                ModuleHash.of(wasm),
                wasm.length,
                abi(imported),
                entry(exports).map(EntryPoint::export),
                exports.stream().limit(MOST_LISTED).map(Export::name).map(GuestText::of).toList(),
                imported.stream().limit(MOST_LISTED).toList(),
                memory,
                sections.bodies().size(),
                sections.bodies().stream().mapToInt(bytes -> bytes).max().orElse(0),
                features(sections),
                notListed(exports.size(), imported.size()),
                problems);
    }

    private static List<String> notListed(int exports, int imports) {
        return Math.max(exports, imports) <= MOST_LISTED
                ? List.of()
                : List.of(
                        "the module has %d exports and %d imports, of which the first %d are listed"
                                .formatted(exports, imports, MOST_LISTED));
    }

    private static List<Export> exports(ModuleSections sections) {
        var exports = sections.exports();
        return exports == null
                ? List.of()
                : IntStream.range(0, exports.exportCount()).mapToObj(exports::getExport).toList();
    }

    private static boolean has(List<Export> exports, String name, ExternalType type) {
        return exports.stream()
                .anyMatch(export -> export.name().equals(name) && export.exportType() == type);
    }

    private static Optional<EntryPoint> entry(List<Export> exports) {
        return EntryPoint.among(name -> has(exports, name, ExternalType.FUNCTION));
    }

    private static List<String> entryProblems(List<Export> exports, ModuleSections sections) {
        var problems = new ArrayList<String>();
        entry(exports)
                .ifPresentOrElse(
                        entry -> problems.addAll(typeProblems(entry, exports, sections)),
                        () ->
                                problems.add(
                                        "the module exports no function _start (nor cwa_main); "
                                                + BUILD
                                                + " (a command with main, not a library)"));
        if (!has(exports, CompiledModule.MEMORY, ExternalType.MEMORY)) {
            problems.add("the module exports no memory; export its memory under the name memory");
        }
        return problems;
    }

    private static List<String> typeProblems(
            EntryPoint entry, List<Export> exports, ModuleSections sections) {
        return exports.stream()
                .filter(export -> export.name().equals(entry.export()))
                .map(export -> TypeText.ofFunction(export.index(), sections))
                .filter(type -> !type.equals(entry.type().toString()))
                .map(
                        type ->
                                "the export %s has the type %s (expected: %s)"
                                        .formatted(entry.export(), type, entry.type()))
                .toList();
    }

    private static Optional<MemorySize> memory(ModuleSections sections) {
        var memories = sections.memories();
        return memories == null || memories.memoryCount() == 0
                ? Optional.empty()
                : Optional.of(size(memories.getMemory(0).limits()));
    }

    private static MemorySize size(MemoryLimits limits) {
        return new MemorySize(
                limits.initialPages(),
                limits.maximumPages() < MemoryLimits.MAX_PAGES
                        ? Optional.of((long) limits.maximumPages())
                        : Optional.empty());
    }

    private static List<String> sizeProblems(
            ModuleSections sections,
            Optional<MemorySize> memory,
            int memoryPages,
            int tableElements) {
        var problems = new ArrayList<String>();
        memory.filter(size -> size.initialPages() > memoryPages)
                .ifPresent(
                        size ->
                                problems.add(
                                        "the module begins with %d pages of memory (expected: at most %d); link it with less initial memory"
                                                .formatted(size.initialPages(), memoryPages)));
        largestTable(sections).stream()
                .filter(elements -> elements > tableElements)
                .forEach(
                        elements ->
                                problems.add(
                                        "the module has a table of %d elements (expected: at most %d)"
                                                .formatted(elements, tableElements)));
        var tables = tables(sections);
        if (tables > SandboxEngine.TABLES_OF_A_MODULE) {
            problems.add(
                    "the module has %d tables (expected: at most %d)"
                            .formatted(tables, SandboxEngine.TABLES_OF_A_MODULE));
        }
        return problems;
    }

    private static int tables(ModuleSections sections) {
        var tables = sections.tables();
        return tables == null ? 0 : tables.tableCount();
    }

    private static OptionalInt largestTable(ModuleSections sections) {
        var tables = sections.tables();
        return tables == null
                ? OptionalInt.empty()
                : IntStream.range(0, tables.tableCount())
                        .map(
                                i ->
                                        (int)
                                                Math.min(
                                                        tables.getTable(i).limits().min(),
                                                        Integer.MAX_VALUE))
                        .max();
    }

    private static Abi abi(List<Import> imports) {
        var modules = imports.stream().map(Import::module).distinct().toList();
        if (modules.contains("wasi_snapshot_preview1") || modules.contains("wasi_unstable")) {
            return Abi.WASI_PREVIEW1;
        }
        return modules.contains("env") || modules.contains("cwa") ? Abi.OLIN : Abi.UNKNOWN;
    }

    private static List<String> features(ModuleSections sections) {
        var tables = sections.tables();
        return Stream.of(
                        sections.hasDataCount() ? "bulk-memory" : "",
                        hasMultiValue(sections) ? "multi-value" : "",
                        tables != null && tables.tableCount() > 1 ? "reference-types" : "")
                .filter(feature -> !feature.isEmpty())
                .toList();
    }

    private static boolean hasMultiValue(ModuleSections sections) {
        var types = sections.types();
        return types != null
                && IntStream.range(0, types.typeCount())
                        .anyMatch(i -> types.getType(i).returns().size() > 1);
    }
}
