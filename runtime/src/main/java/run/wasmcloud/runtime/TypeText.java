package run.wasmcloud.runtime;

import run.endive.wasm.types.ExternalType;
import run.endive.wasm.types.FunctionImport;
import run.endive.wasm.types.ValType;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The types of a module's functions in the text format, as {@link FunctionType} writes them. */
final class TypeText {
    private TypeText() {}

    /**
     * Returns the type with an index.
     *
     * @throws IllegalArgumentException when there is none
     */
    static String of(int typeIndex, ModuleSections sections) {
        var types = sections.types();
        if (types == null || typeIndex < 0 || typeIndex >= types.typeCount()) {
            throw new IllegalArgumentException("a function has a type that does not exist");
        }
        var type = types.getType(typeIndex);
        return "(func" + clause("param", type.params()) + clause("result", type.returns()) + ")";
    }

    /**
     * Returns the type of the function with an index: the imported ones come first.
     *
     * @throws IllegalArgumentException when there is none
     */
    static String ofFunction(int function, ModuleSections sections) {
        var imported = importedFunctions(sections);
        if (function < imported.size()) {
            return of(imported.get(function).typeIndex(), sections);
        }
        var defined = sections.functions();
        if (defined == null || function - imported.size() >= defined.functionCount()) {
            throw new IllegalArgumentException("an export names a function that does not exist");
        }
        return of(defined.getFunctionType(function - imported.size()), sections);
    }

    private static List<FunctionImport> importedFunctions(ModuleSections sections) {
        var imports = sections.imports();
        return imports == null
                ? List.of()
                : imports.stream()
                        .filter(each -> each.importType() == ExternalType.FUNCTION)
                        .map(FunctionImport.class::cast)
                        .toList();
    }

    private static String clause(String word, List<ValType> types) {
        return types.isEmpty()
                ? ""
                : types.stream()
                        .map(type -> type.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" ", " (" + word + " ", ")"));
    }
}
