package run.wasmcloud.app.reference;

import run.wasmcloud.runtime.HostFunction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the pages about what guests may import: text of the repository, and the functions. */
final class HostFunctionReference {
    private HostFunctionReference() {}

    /** Returns a page: its text is in the file {@code NAME.txt} of the folder of references. */
    static String page(Path repository, String name, List<? extends HostFunction<?>> functions)
            throws IOException {
        var text = repository.resolve("docs/reference/" + name + ".txt");
        return Files.readString(text).strip() + "\n\n## Functions\n\n" + table(functions);
    }

    private static String table(List<? extends HostFunction<?>> functions) {
        return functions.stream()
                .collect(
                        Collectors.groupingBy(
                                HostFunction::module, java.util.TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(
                        module ->
                                "### Module `%s`\n\n| function | type | what it does |\n|---|---|---|\n%s\n"
                                        .formatted(module.getKey(), rows(module.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String rows(List<? extends HostFunction<?>> functions) {
        return functions.stream()
                .map(
                        function ->
                                "| `%s` | `%s` | %s |\n"
                                        .formatted(
                                                function.name(),
                                                function.type(),
                                                function.description()))
                .collect(Collectors.joining());
    }
}
