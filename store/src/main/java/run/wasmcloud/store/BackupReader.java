package run.wasmcloud.store;

import org.postgresql.PGConnection;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a backup that {@link BackupWriter} wrote. Used by one thread. */
final class BackupReader implements AutoCloseable {
    /** The list of the entries of a large installation. */
    private static final int LONGEST_CONTENTS = 512 << 20;

    private final Path file;
    private final ZipFile zip;
    private final BackupContents contents;

    private BackupReader(Path file, ZipFile zip, BackupContents contents) {
        this.file = file;
        this.zip = zip;
        this.contents = contents;
    }

    /**
     * Opens a file and reads it once from beginning to end: what does not have its checksum is
     * refused before anything is changed.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when it is no whole backup
     */
    static BackupReader open(Path file) throws IOException {
        var zip = zip(file);
        try {
            var reader = new BackupReader(file, zip, contents(file, zip));
            reader.requireWhole();
            return reader;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw notWhole(file, String.valueOf(e.getMessage()));
        }
    }

    private static BackupContents contents(Path file, ZipFile zip) throws IOException {
        var entry = zip.getEntry(BackupContents.NAME);
        if (entry == null) {
            throw notWhole(file, "it has no " + BackupContents.NAME);
        }
        try (var stream = zip.getInputStream(entry)) {
            var contents =
                    JsonMapper.shared()
                            .readValue(stream.readNBytes(LONGEST_CONTENTS), BackupContents.class);
            if (contents.format() != BackupContents.FORMAT) {
                throw notWhole(
                        file,
                        "its form is %d, and this program reads %d"
                                .formatted(contents.format(), BackupContents.FORMAT));
            }
            return contents;
        } catch (JacksonException | ZipException e) {
            throw notWhole(file, BackupContents.NAME + " cannot be read");
        }
    }

    private static WasmcloudException notWhole(Path file, String why) {
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE,
                "%s is no whole backup: %s (expected: a file that wasmcloud admin backup wrote to its end)"
                        .formatted(file, why));
    }

    private void requireWhole() throws IOException {
        if (zip.size() != contents.entries().size() + 1) {
            throw notWhole(
                    file,
                    "it has %d entries of %d".formatted(zip.size(), contents.entries().size() + 1));
        }
        for (var entry : contents.entries()) {
            try (var stream = new DigestInputStream(stream(entry.name()), BlobChecks.sha256())) {
                var bytes = stream.transferTo(java.io.OutputStream.nullOutputStream());
                var sha256 = HexFormat.of().formatHex(stream.getMessageDigest().digest());
                if (bytes != entry.bytes() || !sha256.equals(entry.sha256())) {
                    throw notWhole(file, entry.name() + " is damaged");
                }
            } catch (ZipException e) {
                throw notWhole(file, entry.name() + " is damaged");
            }
        }
    }

    private InputStream stream(String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw notWhole(file, name + " is missing");
        }
        return zip.getInputStream(entry);
    }

    BackupContents contents() {
        return contents;
    }

    /** Puts the blobs; those that are there stay. */
    void putBlobs(BlobStore blobs) throws IOException {
        for (var entry : contents.entries()) {
            if (entry.name().startsWith(BackupContents.BLOBS)) {
                putBlob(blobs, entry.name());
            }
        }
    }

    private void putBlob(BlobStore blobs, String name) throws IOException {
        var hash = new ModuleHash(name.substring(BackupContents.BLOBS.length()));
        try (var stream = stream(name)) {
            if (!blobs.put(stream.readAllBytes()).equals(hash)) {
                throw notWhole(file, name + " has other bytes than its name says");
            }
        }
    }

    /** Fills the tables, in one transaction: all of them or none. */
    void fillTables(Connection connection) throws IOException, SQLException {
        connection.setAutoCommit(false);
        var keys = BackupTables.foreignKeys(connection);
        for (var key : keys) {
            execute(connection, "ALTER TABLE %s DROP CONSTRAINT %s", key.table(), key.name());
        }
        var present = BackupTables.tables(connection);
        for (var table : present) {
            execute(connection, "ALTER TABLE %s DISABLE TRIGGER USER", table.name());
        }
        // Some migrations make first rows; the backup has them, too.
        execute(
                connection,
                "TRUNCATE "
                        + present.stream()
                                .map(table -> BackupTables.quoted(table.name()))
                                .collect(Collectors.joining(", ")));
        for (var table : contents.tables()) {
            fill(connection, table);
        }
        for (var table : present) {
            execute(connection, "ALTER TABLE %s ENABLE TRIGGER USER", table.name());
        }
        for (var key : keys) {
            execute(
                    connection,
                    "ALTER TABLE %s ADD CONSTRAINT %s " + key.definition().replace("%", "%%"),
                    key.table(),
                    key.name());
        }
        setSequences(connection);
        execute(connection, "UPDATE revisions SET revision = revision + 1");
        connection.commit();
    }

    private void fill(Connection connection, BackupTables.Table table)
            throws IOException, SQLException {
        var name = BackupContents.TABLES + table.name();
        var copy =
                "COPY %s (%s) FROM STDIN"
                        .formatted(BackupTables.quoted(table.name()), table.quotedColumns());
        try (var stream = stream(name)) {
            var rows = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, stream);
            var expected = contents.entries().stream().filter(entry -> entry.name().equals(name));
            if (expected.noneMatch(entry -> entry.rows() == rows)) {
                throw notWhole(file, "%s has %d rows".formatted(name, rows));
            }
        }
    }

    private void setSequences(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?)")) {
            for (var sequence : contents.sequences().entrySet()) {
                statement.setString(1, BackupTables.quoted(sequence.getKey()));
                statement.setLong(2, sequence.getValue());
                statement.execute();
            }
        }
    }

    private static void execute(Connection connection, String sql, String... names)
            throws SQLException {
        var quoted = java.util.Arrays.stream(names).map(BackupTables::quoted).toArray();
        try (var statement = connection.createStatement()) {
            statement.execute(quoted.length == 0 ? sql : sql.formatted(quoted));
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
