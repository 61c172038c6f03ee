package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Writes results to standard output, as text or as JSON. */
final class Output {
    private final Shell shell;
    private final Format format;
    private final WireJson json = new WireJson();

    Output(Shell shell, Format format) {
        this.shell = shell;
        this.format = format;
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    boolean coloured() {
        return shell.outColoured();
    }

    /** Writes one record, or the lines that say the same to a person. */
    void record(Object item, Supplier<List<String>> lines) {
        if (isJson()) {
            shell.out().println(json.writeIndented(item));
        } else {
            lines.get().forEach(shell.out()::println);
        }
    }

    /**
     * Writes a list: a JSON array, or a table.
     *
     * @param none what to say to a person when the list is empty
     */
    <T> void list(List<T> items, Function<List<T>, Table> table, String none) {
        if (isJson()) {
            shell.out().println(json.writeIndented(items));
        } else if (items.isEmpty()) {
            note(none);
        } else {
            table.apply(items).lines(coloured()).forEach(shell.out()::println);
        }
    }

    /** Writes each item as it comes: a line of JSON, or a line for a person. */
    <T> void stream(Stream<T> items, Function<T, String> line) {
        items.takeWhile(_ -> !shell.out().checkError())
                .forEach(
                        item ->
                                shell.out()
                                        .println(isJson() ? json.write(item) : line.apply(item)));
        shell.out().flush();
    }

    /** Says something to a person that is no result: to standard error, and not beside JSON. */
    void note(String text) {
        if (!isJson()) {
            shell.err().println(text);
        }
    }
}
