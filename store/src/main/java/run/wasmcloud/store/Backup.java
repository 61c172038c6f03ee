package run.wasmcloud.store;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

import javax.sql.DataSource;

/**
 * A copy of everything that a store keeps, in one file: all tables at one moment, and the modules
 * and files. The keys are not in it: who has the file cannot read secrets or make tokens. It needs
 * none of PostgreSQL's programs, and its rows are text, so that they go into a server of another
 * version. Stateless.
 */
public final class Backup {
    private Backup() {}

    /**
     * What a backup has.
     *
     * @param migration the last migration of its database
     * @param damaged the hashes of blobs that could not be copied: they are damaged in their store
     */
    public record Summary(
            int migration, int tables, long rows, long blobs, long bytes, List<String> damaged) {
        public Summary {
            damaged = List.copyOf(damaged);
        }

        static Summary of(BackupContents contents, List<String> damaged) {
            var entries = contents.entries();
            return new Summary(
                    contents.migration(),
                    contents.tables().size(),
                    entries.stream().mapToLong(BackupContents.Entry::rows).sum(),
                    entries.stream()
                            .filter(entry -> entry.name().startsWith(BackupContents.BLOBS))
                            .count(),
                    entries.stream().mapToLong(BackupContents.Entry::bytes).sum(),
                    damaged);
        }
    }

    /**
     * Writes a backup, while everything goes on.
     *
     * @param file is made, for its owner only; a part of one is never left behind
     * @throws WasmcloudException {@code CONFLICT} when the file is there, {@code UNAVAILABLE} when
     *     the database or the module store fails
     */
    public static Summary write(DatabaseAddress address, BlobStore blobs, Path file) {
        try (var connection = connect(address);
                var database = Database.connected(address)) {
            return BackupWriter.write(file, connection, database.pool(), blobs);
        } catch (SQLException | IOException e) {
            throw failed("written", e);
        }
    }

    /**
     * Puts everything that a backup has into an empty database and a module store, and brings the
     * tables up to this version. When it fails, the database is as empty as before, and it can be
     * tried again.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when the file is no whole backup, {@code
     *     CONFLICT} when the database is not empty or the backup is a newer program's
     */
    public static Summary restore(Path file, DatabaseAddress address, BlobStore blobs) {
        try (var reader = BackupReader.open(file);
                var database = Database.connected(address)) {
            var pool = database.pool();
            requireKnown(reader.contents(), pool);
            requireEmpty(pool, reader.contents().migration());
            reader.putBlobs(blobs);
            Migrations.apply(pool, reader.contents().migration());
            try (var connection = connect(address)) {
                reader.fillTables(connection);
            }
            Migrations.apply(pool);
            return Summary.of(reader.contents(), List.of());
        } catch (SQLException | IOException e) {
            throw failed("restored", e);
        }
    }

    private static void requireKnown(BackupContents contents, DataSource pool) {
        var known = Migrations.known(pool);
        if (contents.migration() > known) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT,
                    "The backup has tables of version %d, and this program knows them up to %d (expected: a program as new as the one that wrote it)"
                            .formatted(contents.migration(), known));
        }
    }

    /** One whose tables are there but have no user is what a restore that failed leaves. */
    private static void requireEmpty(DataSource pool, int migration) throws SQLException {
        try (var connection = pool.getConnection()) {
            if (!hasTable(connection, "flyway_schema_history")) {
                requireNoTables(connection);
            } else if (Migrations.applied(pool) != migration || hasUsers(connection)) {
                throw notEmpty();
            }
        }
    }

    private static void requireNoTables(Connection connection) throws SQLException {
        if (!BackupTables.tables(connection).isEmpty()) {
            throw notEmpty();
        }
    }

    private static boolean hasTable(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, "public." + name);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean hasUsers(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT EXISTS (SELECT FROM users)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static WasmcloudException notEmpty() {
        return new WasmcloudException(
                ErrorCode.CONFLICT,
                "The database is not empty (expected: a new database; a backup is never mixed with"
                        + " what is there)");
    }

    /** Not from the pool: a large table takes longer than any request may. */
    private static Connection connect(DatabaseAddress address) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", "wasmcloud-backup");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private static WasmcloudException failed(String what, Exception cause) {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "The backup was not %s: %s".formatted(what, cause.getMessage()),
                cause);
    }
}
