package run.wasmcloud.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** What a function takes and gives. WebAssembly core specification, section 2.3.6. */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
    public FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** Returns the type of a function that takes these and gives nothing. */
    public static FunctionType taking(ValueType... parameters) {
        return new FunctionType(List.of(parameters), List.of());
    }

    /** Returns the type of a function that takes the same as this one and gives these. */
    public FunctionType giving(ValueType... newResults) {
        return new FunctionType(parameters, List.of(newResults));
    }

    /**
     * Returns the type in the text format, for example {@code (func (param i32 i64) (result i32))}.
     */
    @Override
    public String toString() {
        return "(func" + clause("param", parameters) + clause("result", results) + ")";
    }

    private static String clause(String word, List<ValueType> types) {
        return types.isEmpty()
                ? ""
                : types.stream()
                        .map(ValueType::toString)
                        .collect(Collectors.joining(" ", " (" + word + " ", ")"));
    }
}
