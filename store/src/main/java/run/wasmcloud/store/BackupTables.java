package run.wasmcloud.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the catalogue says of the tables that a backup holds. Names come from it, quoted. */
final class BackupTables {
    /**
     * Migrations make the first again. The second is machine code, which is made again when it is
     * not there.
     */
    private static final String LEFT_OUT = "('flyway_schema_history', 'compiled_forms')";

    private BackupTables() {}

    /**
     * A table, partitioned ones as a whole.
     *
     * @param columns those that are stored
     */
    record Table(String name, List<String> columns) {
        Table {
            columns = List.copyOf(columns);
        }

        String quotedColumns() {
            return columns.stream().map(BackupTables::quoted).collect(Collectors.joining(", "));
        }
    }

    /** A rule between two tables, which is put aside while they are filled. */
    record ForeignKey(String table, String name, String definition) {}

    static List<Table> tables(Connection connection) throws SQLException {
        var columns = new LinkedHashMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                SELECT relname, attname FROM pg_class
                                JOIN pg_attribute ON attrelid = pg_class.oid
                                WHERE relnamespace = 'public'::regnamespace
                                  AND relkind IN ('r', 'p') AND NOT relispartition
                                  AND relname NOT IN %s
                                  AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                                ORDER BY relname, attnum
                                """
                                        .formatted(LEFT_OUT))) {
            while (row.next()) {
                columns.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        return columns.entrySet().stream()
                .map(entry -> new Table(entry.getKey(), entry.getValue()))
                .toList();
    }

    static List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
        var keys = new ArrayList<ForeignKey>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                SELECT relname, conname, pg_get_constraintdef(pg_constraint.oid)
                                FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
                                WHERE contype = 'f' AND conparentid = 0
                                  AND relnamespace = 'public'::regnamespace
                                ORDER BY relname, conname
                                """)) {
            while (row.next()) {
                keys.add(new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return keys;
    }

    /** Returns where each sequence is that has been used. */
    static Map<String, Long> sequences(Connection connection) throws SQLException {
        var sequences = new LinkedHashMap<String, Long>();
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                SELECT sequencename, last_value FROM pg_sequences
                                WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1
                                """)) {
            while (row.next()) {
                sequences.put(row.getString(1), row.getLong(2));
            }
        }
        return sequences;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
