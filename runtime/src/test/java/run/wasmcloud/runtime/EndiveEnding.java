package run.wasmcloud.runtime;

import run.endive.wasm.WasmEngineException;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.runtime.bulk.CodeOrigin;

import java.util.List;

/** Tells from what Endive threw how the run ended, in the words that the sandbox has for it. */
final class EndiveEnding {
    /** Endive's words where they begin otherwise than the specification's tests have it. */
    private static final List<List<String>> WORDS =
            List.of(
                    List.of("Trapped on unreachable instruction", "unreachable"),
                    List.of("undefined element", "out of bounds table access"),
                    List.of("uninitialized element", "uninitialized element"),
                    List.of("out of bounds memory access", "out of bounds memory access"));

    private EndiveEnding() {}

    static Outcome of(Throwable thrown) {
        return switch (thrown) {
            case WasmEngineException trap -> new Outcome.Trapped(name(trap), List.of());
            case StackOverflowError _ -> new Outcome.Trapped("call stack exhausted", List.of());
            default -> new Ending(CodeOrigin.UNCHANGED).of(thrown, List::of);
        };
    }

    private static String name(WasmEngineException trap) {
        var message = String.valueOf(trap.getMessage());
        return WORDS.stream()
                .filter(words -> message.startsWith(words.getFirst()))
                .map(List::getLast)
                .findFirst()
                .orElse(message);
    }
}
