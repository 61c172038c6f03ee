package run.wasmcloud.runtime;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.wasmtime.FuncType;
import run.wasmcloud.wasmtime.Module;
import run.wasmcloud.wasmtime.ModuleExport;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The exports that a run may begin at, the preferred one first. */
enum EntryPoint {
    /** A command's entry: falling off its end is exit status 0. */
    START("_start"),
    /** The entry of older Olin guests: its result is the exit status. */
    CWA_MAIN("cwa_main");

    private final String export;

    EntryPoint(String export) {
        this.export = export;
    }

    /** Returns the name of the export. */
    String export() {
        return export;
    }

    /** Returns the type that the export must have. */
    FunctionType type() {
        return switch (this) {
            case START -> FunctionType.taking();
            case CWA_MAIN -> FunctionType.taking().giving(ValueType.I32);
        };
    }

    /** Returns the one that a run begins at, given which exports there are. */
    static Optional<EntryPoint> among(Predicate<String> exported) {
        return Arrays.stream(values()).filter(entry -> exported.test(entry.export)).findFirst();
    }

    /** Returns the export of an admitted module that a run begins at. */
    static ModuleExport of(Module module) {
        return among(
                        name ->
                                module.export(name)
                                        .filter(export -> export.type() instanceof FuncType)
                                        .isPresent())
                .flatMap(entry -> module.export(entry.export))
                .orElseThrow();
    }

    /** Tells from what an entry gave how the run ended. */
    static Outcome outcome(List<Object> results) {
        return results.isEmpty() || results.getFirst().equals(0)
                ? new Outcome.Completed()
                : new Outcome.Exited((Integer) results.getFirst());
    }
}
