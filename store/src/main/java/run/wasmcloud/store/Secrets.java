package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.VariableBounds;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of functions: in a function's environment, and shown to nobody. A changed one is seen
 * by the next invocation, whichever version it runs. Thread-safe.
 */
public final class Secrets {
    private static final int BATCH = 100;

    private final Jdbi jdbi;
    private final SecretBox box;
    private final Changes changes;

    Secrets(Jdbi jdbi, SecretBox box, Changes changes) {
        this.jdbi = jdbi;
        this.box = box;
        this.changes = changes;
    }

    /** Returns a function's secrets by name, without their values. */
    public List<Secret> list(FunctionId function) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM secrets WHERE function_id = :function ORDER"
                                                + " BY name COLLATE \"C\"")
                                .bind("function", function.value())
                                .map(Secrets::secret)
                                .list());
    }

    /**
     * Sets a secret.
     *
     * @param value with nothing in it that {@link VariableBounds} complains of
     * @throws WasmcloudException {@code NOT_FOUND} when the function was deleted meanwhile, {@code
     *     QUOTA_REACHED} when the function has too many, or they are too long together
     */
    public Secret put(Function function, VariableName name, String value) {
        var secret =
                jdbi.inTransaction(
                        handle -> {
                            note(handle, function, name, "put");
                            return put(handle, function.id(), name, value);
                        });
        publish(function);
        return secret;
    }

    private Secret put(Handle handle, FunctionId function, VariableName name, String value) {
        lock(handle, function);
        requireRoom(handle, function, name, value);
        return handle.createQuery(
                        """
                        INSERT INTO secrets (function_id, name, key_id, sealed)
                        VALUES (:function, :name, :key, :sealed)
                        ON CONFLICT (function_id, name) DO UPDATE
                            SET key_id = excluded.key_id, sealed = excluded.sealed,
                                set_at = clock_timestamp()
                        RETURNING *
                        """)
                .bind("function", function.value())
                .bind("name", name.value())
                .bind("key", box.keyId())
                .bind("sealed", box.seal(function, name, value))
                .map(Secrets::secret)
                .one();
    }

    /** Locks the function's row, so that secrets that come at once are counted. */
    private static void lock(Handle handle, FunctionId function) {
        var found =
                handle.createQuery(
                                """
                                SELECT id FROM functions WHERE id = :id AND deleted_at IS NULL
                                FOR NO KEY UPDATE
                                """)
                        .bind("id", function.value())
                        .map((row, _) -> Rows.uuid(row, "id"))
                        .findOne();
        if (found.isEmpty()) {
            throw new WasmcloudException(
                    ErrorCode.NOT_FOUND, "The function was deleted: restore it, or create another");
        }
    }

    private static void requireRoom(
            Handle handle, FunctionId function, VariableName name, String value) {
        var others = others(handle, function, name);
        if (others.count() >= VariableBounds.MOST) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "%d of %d secrets of the function are used: remove one"
                            .formatted(others.count(), VariableBounds.MOST));
        }
        var bytes = others.bytes() + VariableBounds.bytes(name.value() + value);
        if (bytes > VariableBounds.TOTAL_BYTES) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "The function's secrets would take %d bytes (expected: at most %d): remove one, or ship a file"
                            .formatted(bytes, VariableBounds.TOTAL_BYTES));
        }
    }

    /** How much the secrets of other names take: sealed, which is a little more than open. */
    private record Others(int count, long bytes) {}

    private static Others others(Handle handle, FunctionId function, VariableName name) {
        return handle.createQuery(
                        """
                        SELECT count(*) AS count,
                               coalesce(sum(octet_length(name) + octet_length(sealed)), 0) AS bytes
                        FROM secrets WHERE function_id = :function AND name <> :name
                        """)
                .bind("function", function.value())
                .bind("name", name.value())
                .map((row, _) -> new Others(row.getInt("count"), row.getLong("bytes")))
                .one();
    }

    /**
     * Removes a secret.
     *
     * @return false when the function has no such secret
     */
    public boolean delete(Function function, VariableName name) {
        var deleted =
                jdbi.inTransaction(
                        handle -> {
                            var gone = delete(handle, function.id(), name);
                            if (gone) {
                                note(handle, function, name, "delete");
                            }
                            return gone;
                        });
        if (deleted) {
            publish(function);
        }
        return deleted;
    }

    private static boolean delete(Handle handle, FunctionId function, VariableName name) {
        return handle.createUpdate(
                                "DELETE FROM secrets WHERE function_id = :function AND name ="
                                        + " :name")
                        .bind("function", function.value())
                        .bind("name", name.value())
                        .execute()
                > 0;
    }

    private static void note(Handle handle, Function function, VariableName name, String verb) {
        AuditTrail.note(
                handle,
                function.owner(),
                "secret." + verb,
                function.name().value(),
                Map.of("name", name.value()));
    }

    private void publish(Function function) {
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
    }

    /**
     * Returns a function's secrets open, for its runs.
     *
     * @throws WasmcloudException {@code INTERNAL} when one does not open
     */
    public SecretValues values(FunctionId function) {
        var values = new HashMap<String, String>();
        for (var row : jdbi.withHandle(handle -> sealed(handle, function))) {
            values.put(row.name().value(), box.open(function, row.name(), row.bytes()));
        }
        return new SecretValues(values);
    }

    private static List<Sealed> sealed(Handle handle, FunctionId function) {
        return handle.createQuery("SELECT * FROM secrets WHERE function_id = :function")
                .bind("function", function.value())
                .map(Secrets::sealed)
                .list();
    }

    /** A row with its sealed value. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sealed(FunctionId function, VariableName name, byte[] bytes) {}

    /**
     * Seals with the newest key what is sealed with others, a hundred rows in a transaction. It may
     * be repeated, and go on while secrets are set and read; values stay as they are.
     *
     * @return how many secrets were sealed anew
     * @throws WasmcloudException {@code INTERNAL} when one does not open: those before it are
     *     sealed anew
     */
    public int reencrypt() {
        var total = 0;
        int batch;
        do {
            batch = jdbi.inTransaction(this::reencryptSome);
            total += batch;
        } while (batch > 0);
        return total;
    }

    private int reencryptSome(Handle handle) {
        var rows =
                handle.createQuery(
                                """
                                SELECT * FROM secrets WHERE key_id <> :newest
                                ORDER BY function_id, name LIMIT :limit FOR UPDATE
                                """)
                        .bind("newest", box.keyId())
                        .bind("limit", BATCH)
                        .map(Secrets::sealed)
                        .list();
        rows.forEach(row -> reencrypt(handle, row));
        return rows.size();
    }

    private void reencrypt(Handle handle, Sealed row) {
        handle.createUpdate(
                        """
                        UPDATE secrets SET key_id = :key, sealed = :sealed
                        WHERE function_id = :function AND name = :name
                        """)
                .bind("key", box.keyId())
                .bind("sealed", box.reseal(row.function(), row.name(), row.bytes()))
                .bind("function", row.function().value())
                .bind("name", row.name().value())
                .execute();
    }

    private static Sealed sealed(ResultSet row, StatementContext context) throws SQLException {
        return new Sealed(
                new FunctionId(Rows.uuid(row, "function_id")),
                new VariableName(row.getString("name")),
                row.getBytes("sealed"));
    }

    private static Secret secret(ResultSet row, StatementContext context) throws SQLException {
        return new Secret(
                new VariableName(row.getString("name")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "set_at"));
    }
}
