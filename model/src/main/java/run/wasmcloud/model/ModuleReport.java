package run.wasmcloud.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the platform can tell of a module without running it.
 *
 * @param size in bytes
 * @param entry the exported function that a run calls; empty when there is none
 * @param exports the names of all exports
 * @param memory the memory that the guest exports; empty when there is none
 * @param functions how many functions the module defines
 * @param largestFunctionBytes the longest function body, in bytes
 * @param features what the module uses beyond WebAssembly 1.0, for example {@code simd}
 * @param warnings what may surprise
 * @param problems why the module cannot run, each with the remedy; empty when it can
 */
public record ModuleReport(
        ModuleHash sha256,
        long size,
        Abi abi,
        Optional<String> entry,
        List<String> exports,
        List<Import> imports,
        Optional<MemorySize> memory,
        int functions,
        int largestFunctionBytes,
        List<String> features,
        List<String> warnings,
        List<String> problems) {
    public ModuleReport {
        exports = List.copyOf(exports);
        imports = List.copyOf(imports);
        features = List.copyOf(features);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /** Returns this report with more problems. */
    public ModuleReport withProblems(List<String> more) {
        return new ModuleReport(
                sha256,
                size,
                abi,
                entry,
                exports,
                imports,
                memory,
                functions,
                largestFunctionBytes,
                features,
                warnings,
                Stream.concat(problems.stream(), more.stream()).toList());
    }

    /** Tells whether an executor could run the module. */
    public boolean runnable() {
        return problems.isEmpty();
    }

    /** The interface that a module's imports belong to. */
    public enum Abi {
        OLIN("olin"),
        WASI_PREVIEW1("wasi-preview1"),
        COMPONENT("component"),
        UNKNOWN("unknown");

        private final String word;

        Abi(String word) {
            this.word = word;
        }

        /** Returns the word for this interface in reports. */
        public String word() {
            return word;
        }
    }

    /**
     * One import.
     *
     * @param type in the text format, for example {@code (func (param i32) (result i32))}
     * @param satisfiedBy the host function that serves it; empty when none does
     */
    public record Import(String module, String name, String type, Optional<String> satisfiedBy) {}

    /**
     * The size of a linear memory, in pages of 64 KiB.
     *
     * @param maximumPages empty when the module sets no bound
     */
    public record MemorySize(long initialPages, Optional<Long> maximumPages) {}
}
