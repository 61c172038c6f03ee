package run.wasmcloud.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.util.List;

/**
 * Writes rows as CSV, RFC 4180, in UTF-8. A text that a spreadsheet would take for a formula gets
 * an apostrophe before it: what guests write is in these files.
 */
final class CsvTable implements AutoCloseable {
    private static final String BEGINNINGS_OF_FORMULAS = "=+-@\t\r\n|%";

    private final CSVPrinter printer;

    CsvTable(OutputStream stream, List<String> columns) throws IOException {
        printer =
                new CSVPrinter(
                        new BufferedWriter(new OutputStreamWriter(stream, UTF_8)),
                        CSVFormat.RFC4180);
        printer.printRecord(columns);
    }

    /** Writes a row; null is an empty cell. */
    void add(List<? extends @Nullable Object> cells) throws IOException {
        for (var cell : cells) {
            printer.print(cell instanceof String text ? harmless(text) : cell);
        }
        printer.println();
    }

    private static String harmless(String text) {
        return !text.isEmpty() && BEGINNINGS_OF_FORMULAS.indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
    }

    /** Writes out what is buffered; the stream stays open. */
    @Override
    public void close() throws IOException {
        printer.flush();
    }
}
