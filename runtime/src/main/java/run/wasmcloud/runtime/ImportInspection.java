package run.wasmcloud.runtime;

import run.endive.wasm.types.FunctionImport;
import run.wasmcloud.model.ModuleReport.Import;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Tells which of a module's imports the host serves, and what to change about those that it does
 * not.
 */
final class ImportInspection {
    /** More than this many problems help nobody. */
    private static final int MOST_PROBLEMS = 20;

    private final HostFunctions functions;

    ImportInspection(HostFunctions functions) {
        this.functions = functions;
    }

    /** Returns a module's imports, in its own order. */
    List<Import> of(ModuleSections sections) {
        var imports = sections.imports();
        var types = new HashMap<Integer, String>();
        return imports == null
                ? List.of()
                : imports.stream()
                        .map(
                                each ->
                                        of(
                                                each,
                                                index ->
                                                        types.computeIfAbsent(
                                                                index,
                                                                i -> TypeText.of(i, sections))))
                        .toList();
    }

    /** Many imports may share one long type: so they share its text too. */
    private Import of(run.endive.wasm.types.Import each, IntFunction<String> types) {
        var type =
                each instanceof FunctionImport function
                        ? types.apply(function.typeIndex())
                        : "(" + each.importType().name().toLowerCase(Locale.ROOT) + ")";
        var served =
                functions
                        .find(each.module(), each.name())
                        .filter(function -> function.type().toString().equals(type))
                        .map(HostFunction::qualifiedName);
        return new Import(
                GuestText.of(each.module()), GuestText.of(each.name()), GuestText.of(type), served);
    }

    /** Returns a sentence for each import that is not served, up to a bound. */
    List<String> problems(List<Import> imports) {
        var unserved = imports.stream().filter(each -> each.satisfiedBy().isEmpty()).toList();
        var problems = new ArrayList<String>();
        unserved.stream().limit(MOST_PROBLEMS).map(this::problem).forEach(problems::add);
        if (unserved.size() > MOST_PROBLEMS) {
            problems.add(
                    "and %d more imports that are not served"
                            .formatted(unserved.size() - MOST_PROBLEMS));
        }
        return problems;
    }

    private String problem(Import unserved) {
        var name = unserved.module() + "." + unserved.name();
        return functions
                .find(unserved.module(), unserved.name())
                .map(
                        function ->
                                "the import %s has the type %s (expected: %s)"
                                        .formatted(name, unserved.type(), function.type()))
                .orElseGet(
                        () ->
                                "the import %s %s is not served%s"
                                        .formatted(
                                                name,
                                                unserved.type(),
                                                nearest(unserved)
                                                        .map(near -> "; the nearest is " + near)
                                                        .orElse("")));
    }

    private Optional<String> nearest(Import unserved) {
        return functions.names().stream()
                .filter(name -> distance(unserved, name) <= 1 + unserved.name().length() / 4)
                .min(Comparator.comparingInt(name -> distance(unserved, name)));
    }

    private static int distance(Import unserved, String qualifiedName) {
        return EditDistance.between(
                unserved.name(), qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1));
    }
}
