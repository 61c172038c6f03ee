package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions that users own. Thread-safe. */
public final class Functions {
    private static final int ATTEMPTS_AT_A_NAME = 20;
    private static final int SUGGESTIONS = 3;

    private final Jdbi jdbi;
    private final Changes changes;

    Functions(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    /**
     * Makes a function without a deployment.
     *
     * @param name empty to have one generated
     * @param description at most 1,000 characters
     * @throws WasmcloudException {@code NAME_TAKEN} with free names in the field error, {@code
     *     QUOTA_REACHED}
     */
    public Function create(User owner, Optional<FunctionName> name, String description) {
        var function =
                jdbi.inTransaction(
                        handle -> {
                            var made = create(handle, owner, name, description);
                            note(handle, made.id(), made.name(), owner.id(), "create");
                            return made;
                        });
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
        return function;
    }

    private static void note(
            Handle handle, FunctionId id, FunctionName name, UserId owner, String verb) {
        AuditTrail.note(
                handle, owner, "function." + verb, name.value(), Map.of("id", id.toString()));
    }

    private static Function create(
            Handle handle, User owner, Optional<FunctionName> name, String description) {
        requireQuota(handle, owner);
        if (name.isEmpty()) {
            return createWithGeneratedName(handle, owner, description);
        }
        return insert(handle, owner, name.get(), description)
                .orElseThrow(() -> taken(handle, name.get()));
    }

    private static Function createWithGeneratedName(Handle handle, User owner, String description) {
        for (var attempt = 0; attempt < ATTEMPTS_AT_A_NAME; attempt++) {
            var function = insert(handle, owner, GeneratedNames.next(), description);
            if (function.isPresent()) {
                return function.get();
            }
        }
        throw new WasmcloudException(
                ErrorCode.UNAVAILABLE, "No free name was found: choose one yourself");
    }

    private static Optional<Function> insert(
            Handle handle, User owner, FunctionName name, String description) {
        return handle.createQuery(
                        """
                        INSERT INTO functions (id, owner_id, name, description)
                        VALUES (:id, :owner, :name, :description)
                        ON CONFLICT (name) DO NOTHING
                        RETURNING *, NULL::integer AS active_number
                        """)
                .bind("id", FunctionId.create().value())
                .bind("owner", owner.id().value())
                .bind("name", name.value())
                .bind("description", Rows.text(description))
                .map(Functions::function)
                .findOne();
    }

    /** Locks the owner's row, so that two requests at once cannot both take the last place. */
    private static void requireQuota(Handle handle, User owner) {
        handle.execute("SELECT FROM users WHERE id = ? FOR NO KEY UPDATE", owner.id().value());
        var quota = Plans.limits(handle, owner.id()).functions();
        var used =
                handle.createQuery(
                                "SELECT count(*) FROM functions WHERE owner_id = :owner AND"
                                        + " deleted_at IS NULL")
                        .bind("owner", owner.id().value())
                        .mapTo(Integer.class)
                        .one();
        if (used >= quota) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "%d of %d functions of the plan %s are used: delete one, or ask for a larger plan"
                            .formatted(used, quota, Rows.word(owner.plan())));
        }
    }

    /** Returns how many functions a user has that are not deleted. */
    public int count(UserId owner) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT count(*) FROM functions WHERE owner_id = :owner AND"
                                                + " deleted_at IS NULL")
                                .bind("owner", owner.value())
                                .mapTo(Integer.class)
                                .one());
    }

    private static WasmcloudException taken(Handle handle, FunctionName name) {
        var free =
                free(handle, GeneratedNames.like(name)).stream()
                        .limit(SUGGESTIONS)
                        .map(FunctionName::value)
                        .collect(Collectors.joining(", "));
        var detail = "'%s' is taken; free are %s".formatted(name, free);
        return new WasmcloudException(
                ErrorCode.NAME_TAKEN, detail, List.of(new FieldError("/name", detail)), null);
    }

    private static List<FunctionName> free(Handle handle, List<FunctionName> names) {
        var taken =
                handle.createQuery("SELECT name FROM functions WHERE name IN (<names>)")
                        .bindList("names", names.stream().map(FunctionName::value).toList())
                        .mapTo(String.class)
                        .set();
        return names.stream().filter(name -> !taken.contains(name.value())).toList();
    }

    /** Returns a user's function. */
    public Optional<Function> find(UserId owner, FunctionName name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT functions.*, deployments.number AS active_number
                                        FROM functions LEFT JOIN deployments
                                          ON deployments.id = active_deployment_id
                                        WHERE owner_id = :owner AND name = :name AND deleted_at IS NULL
                                        """)
                                .bind("owner", owner.value())
                                .bind("name", name.value())
                                .map(Functions::function)
                                .findOne());
    }

    /**
     * Returns a part of a user's functions, by name.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     */
    public Slice<Function> list(UserId owner, Optional<String> after, int limit) {
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT functions.*, deployments.number AS active_number
                                                FROM functions LEFT JOIN deployments
                                                  ON deployments.id = active_deployment_id
                                                WHERE owner_id = :owner AND deleted_at IS NULL
                                                  AND name > :after
                                                ORDER BY name LIMIT :limit
                                                """)
                                        .bind("owner", owner.value())
                                        .bind("after", Rows.text(after.orElse("")))
                                        .bind("limit", limit + 1)
                                        .map(Functions::function)
                                        .list());
        return Slice.of(rows, limit, function -> function.name().value());
    }

    /**
     * Deletes a function softly: its name stays taken and it can be brought back for 30 days.
     *
     * @return false when the user has no such function
     */
    public boolean delete(UserId owner, FunctionName name) {
        var deleted =
                jdbi.inTransaction(
                        handle -> {
                            var gone = delete(handle, owner, name);
                            gone.ifPresent(id -> note(handle, id, name, owner, "delete"));
                            return gone;
                        });
        deleted.ifPresent(id -> changes.publish(new Change.FunctionChanged(id, name)));
        return deleted.isPresent();
    }

    private static Optional<FunctionId> delete(Handle handle, UserId owner, FunctionName name) {
        return handle.createQuery(
                        """
                        UPDATE functions SET deleted_at = now()
                        WHERE owner_id = :owner AND name = :name AND deleted_at IS NULL
                        RETURNING id
                        """)
                .bind("owner", owner.value())
                .bind("name", name.value())
                .map((row, _) -> new FunctionId(Rows.uuid(row, "id")))
                .findOne();
    }

    /** Removes for good what was deleted so long ago that it can no longer be brought back. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM functions WHERE deleted_at < now() - interval '30"
                                        + " days'"));
    }

    static Function function(ResultSet row, StatementContext context) throws SQLException {
        return new Function(
                new FunctionId(Rows.uuid(row, "id")),
                new UserId(Rows.uuid(row, "owner_id")),
                new FunctionName(row.getString("name")),
                row.getString("description"),
                Optional.ofNullable(row.getObject("active_number", Integer.class)),
                Rows.value(Visibility.class, row, "visibility"),
                FunctionAccess.suspension(row),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
