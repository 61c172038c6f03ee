package run.wasmcloud.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under headings, in columns as wide as they need to be. */
final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Column(String heading, boolean right) {}

    /**
     * Makes a table without rows.
     *
     * @param headings one a column; those that begin with {@code >} are for figures, set to the
     *     right
     */
    Table(String... headings) {
        columns = Stream.of(headings).map(Table::column).toList();
    }

    private static Column column(String heading) {
        return heading.startsWith(">")
                ? new Column(heading.substring(1), true)
                : new Column(heading, false);
    }

    /** Adds a row: a {@link Cell} or any other value for each column. */
    void add(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(
                    "%d values (expected: %d)".formatted(values.length, columns.size()));
        }
        rows.add(
                Stream.of(values)
                        .map(value -> value instanceof Cell cell ? cell : Cell.of(value))
                        .toList());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the lines, the headings first. */
    List<String> lines(boolean coloured) {
        var headings =
                columns.stream().map(column -> new Cell(column.heading(), Style.STRONG)).toList();
        return Stream.concat(Stream.of(headings), rows.stream())
                .map(row -> line(row, coloured))
                .toList();
    }

    private String line(List<Cell> row, boolean coloured) {
        var line = new StringBuilder();
        IntStream.range(0, row.size()).forEach(at -> append(line, row.get(at), at, coloured));
        return line.toString().stripTrailing();
    }

    private void append(StringBuilder line, Cell cell, int at, boolean coloured) {
        var padding = " ".repeat(width(at) - cell.width());
        var text = cell.style().paint(cell.text(), coloured);
        line.append(at == 0 ? "" : GAP)
                .append(columns.get(at).right() ? padding + text : text + padding);
    }

    private int width(int at) {
        var heading = columns.get(at).heading().length();
        return Math.max(
                heading, rows.stream().mapToInt(row -> row.get(at).width()).max().orElse(0));
    }
}
