package run.wasmcloud.store;

import org.postgresql.PGConnection;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.sql.DataSource;

/**
 * Writes a backup: a zip of every table in PostgreSQL's text form, of one moment, and of the blobs,
 * with the list of all that as its last entry. A file that is cut has no such entry and no
 * directory, and so is none. Used once, by one thread.
 */
final class BackupWriter {
    private static final int AT_ONCE = 1_000;

    private final ZipOutputStream zip;
    private final List<BackupContents.Entry> entries = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();

    private BackupWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    /** Writes a file that is not there before, whole or not at all. */
    static Backup.Summary write(Path file, Connection connection, DataSource pool, BlobStore blobs)
            throws IOException, SQLException {
        if (Files.exists(file)) {
            throw new WasmcloudException(
                    ErrorCode.CONFLICT, file + " is there already (expected: a new file)");
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            var summary = writeUnfinished(unfinished, connection, pool, blobs);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                PrivateFiles.syncFolder(folder);
            }
            return summary;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Backup.Summary writeUnfinished(
            Path file, Connection connection, DataSource pool, BlobStore blobs)
            throws IOException, SQLException {
        var options =
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        var forOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, options, forOwner)) {
            var zip =
                    new ZipOutputStream(
                            new BufferedOutputStream(Channels.newOutputStream(channel)));
            var writer = new BackupWriter(zip);
            var contents = writer.contents(connection, pool, blobs);
            zip.finish();
            zip.flush();
            channel.force(true);
            return Backup.Summary.of(contents, writer.damaged);
        }
    }

    private BackupContents contents(Connection connection, DataSource pool, BlobStore blobs)
            throws IOException, SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        // The first query fixes the moment that all others see.
        var tables = BackupTables.tables(connection);
        for (var table : tables) {
            add(connection, table);
        }
        var sequences = BackupTables.sequences(connection);
        var compiled = compiledForms(connection);
        connection.rollback();
        addBlobs(blobs, compiled);
        var contents =
                new BackupContents(
                        BackupContents.FORMAT,
                        Migrations.applied(pool),
                        connection.getMetaData().getDatabaseProductVersion(),
                        Instant.now(),
                        tables,
                        sequences,
                        entries);
        zip.putNextEntry(new ZipEntry(BackupContents.NAME));
        zip.write(JsonMapper.shared().writeValueAsBytes(contents));
        zip.closeEntry();
        return contents;
    }

    private void add(Connection connection, BackupTables.Table table)
            throws IOException, SQLException {
        var copy =
                "COPY (SELECT %s FROM %s) TO STDOUT"
                        .formatted(table.quotedColumns(), BackupTables.quoted(table.name()));
        add(
                BackupContents.TABLES + table.name(),
                stream -> {
                    try {
                        return connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyOut(copy, stream);
                    } catch (SQLException e) {
                        throw new IOException("reading the table " + table.name(), e);
                    }
                });
    }

    private static Set<String> compiledForms(Connection connection) throws SQLException {
        var hashes = new HashSet<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT blob_sha256 FROM compiled_forms")) {
            while (row.next()) {
                hashes.add(row.getString(1));
            }
        }
        return hashes;
    }

    /** What was put before the tables' moment is among them: bytes are there before their row. */
    private void addBlobs(BlobStore blobs, Set<String> leftOut) throws IOException {
        var after = "";
        List<BlobStore.Blob> part;
        do {
            part = blobs.list(after, AT_ONCE);
            for (var blob : part) {
                if (!leftOut.contains(blob.hash().hex())) {
                    addBlob(blobs, blob.hash());
                }
            }
            after = part.isEmpty() ? "" : part.getLast().hash().hex();
        } while (part.size() == AT_ONCE);
    }

    private void addBlob(BlobStore blobs, ModuleHash hash) throws IOException {
        try {
            var bytes = blobs.read(hash);
            if (bytes.isPresent()) {
                add(
                        BackupContents.BLOBS + hash.hex(),
                        stream -> {
                            stream.write(bytes.get());
                            return 0;
                        });
            }
        } catch (DamagedBlobException _) {
            damaged.add(hash.hex());
        }
    }

    private interface Content {
        /** Writes it; returns how many rows it has. */
        long write(OutputStream stream) throws IOException;
    }

    private void add(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var counted = new Counted(zip, BlobChecks.sha256());
        var rows = content.write(counted);
        zip.closeEntry();
        entries.add(new BackupContents.Entry(name, counted.bytes, counted.sha256(), rows));
    }

    /** Counts and hashes what goes into an entry, which it does not close. */
    private static final class Counted extends DigestOutputStream {
        private long bytes;

        Counted(OutputStream stream, MessageDigest digest) {
            super(stream, digest);
        }

        @Override
        public void write(int value) throws IOException {
            super.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] values, int offset, int length) throws IOException {
            super.write(values, offset, length);
            bytes += length;
        }

        String sha256() {
            return HexFormat.of().formatHex(getMessageDigest().digest());
        }
    }
}
