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
    private final Progress progress;
    private final WireJson json = new WireJson();

    /**
     * Makes it.
     *
     * @param progress what is taken away before anything is written
     */
    Output(Shell shell, Format format, Progress progress) {
        this.shell = shell;
        this.format = format;
        this.progress = progress;
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    boolean coloured() {
        return shell.outColoured();
    }

    /** Writes one record, or the lines that say the same to a person. */
    void record(Object item, Supplier<List<String>> lines) {
        progress.clear();
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
        progress.clear();
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

    /**
     * Writes an item at once.
     *
     * @return whether anybody still reads
     */
    <T> boolean next(T item, Function<T, String> line) {
        shell.out().println(isJson() ? json.write(item) : line.apply(item));
        return !shell.out().checkError();
    }

    /** Says something to a person that is no result: to standard error, and not beside JSON. */
    void note(String text) {
        progress.clear();
        if (!isJson()) {
            shell.err().println(text);
        }
    }
}
