package run.wasmcloud.wasmtime;

import java.util.List;

/**
 * The type of a function.
 *
 * @param parameters the types of its parameters
 * @param results the types of its results
 */
public record FuncType(List<ValueType> parameters, List<ValueType> results) implements ExternType {
    /** Copies the lists. */
    public FuncType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    /** A function with these parameters and no results. */
    public static FuncType of(ValueType... parameters) {
        return new FuncType(List.of(parameters), List.of());
    }

    /** A function with the same parameters and these results. */
    public FuncType returning(ValueType... types) {
        return new FuncType(parameters, List.of(types));
    }

    /**
     * Whether all parameters and results are numbers, so that Java can call or define such a
     * function.
     */
    public boolean isNumeric() {
        return areNumbers(parameters) && areNumbers(results);
    }

    private static boolean areNumbers(List<ValueType> types) {
        for (var type : types) {
            if (!type.isNumber()) {
                return false;
            }
        }
        return true;
    }

    int slots() {
        return Math.max(parameters.size(), results.size());
    }
}
