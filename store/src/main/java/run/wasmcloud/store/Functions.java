package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.GeneratedNames;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions that users own. Thread-safe. */
public final class Functions {
    private static final int ATTEMPTS_AT_A_NAME = 20;
    private static final int SUGGESTIONS = 3;

    /** How long a deleted function can be brought back. */
    public static final Duration RESTORABLE = Duration.ofDays(30);

    private static final String SELECT =
            """
            SELECT functions.*, deployments.number AS active_number
            FROM functions LEFT JOIN deployments ON deployments.id = active_deployment_id
            """;

    private static final Quota QUOTA =
            new Quota(
                    PlanFigure.FUNCTIONS,
                    """
                    SELECT count(*) FROM functions WHERE owner_id = :owner AND deleted_at IS NULL
                    """);

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
        publish(function);
        return function;
    }

    private static void note(
            Handle handle, FunctionId id, FunctionName name, UserId owner, String verb) {
        AuditTrail.note(
                handle, owner, "function." + verb, name.value(), Map.of("id", id.toString()));
    }

    private static Function create(
            Handle handle, User owner, Optional<FunctionName> name, String description) {
        QUOTA.requireRoom(handle, owner.id());
        if (name.isEmpty()) {
            return createWithGeneratedName(handle, owner, description);
        }
        return insert(handle, owner, name.get(), description)
                .orElseThrow(() -> taken(handle, owner, name.get()));
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

    private static WasmcloudException taken(Handle handle, User owner, FunctionName name) {
        var free =
                free(handle, GeneratedNames.like(name)).stream()
                        .limit(SUGGESTIONS)
                        .map(FunctionName::value)
                        .collect(Collectors.joining(", "));
        var detail =
                isDeletedOf(handle, owner, name)
                        ? "you deleted '%s', which keeps its name: restore it; or free are %s"
                                .formatted(name, free)
                        : "'%s' is taken; free are %s".formatted(name, free);
        return new WasmcloudException(
                ErrorCode.NAME_TAKEN, detail, List.of(new FieldError("/name", detail)), null);
    }

    private static boolean isDeletedOf(Handle handle, User owner, FunctionName name) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM functions
                            WHERE owner_id = :owner AND name = :name AND deleted_at IS NOT NULL)
                        """)
                .bind("owner", owner.id().value())
                .bind("name", name.value())
                .mapTo(Boolean.class)
                .one();
    }

    private static List<FunctionName> free(Handle handle, List<FunctionName> names) {
        var taken =
                handle.createQuery("SELECT name FROM functions WHERE name IN (<names>)")
                        .bindList("names", names.stream().map(FunctionName::value).toList())
                        .mapTo(String.class)
                        .set();
        return names.stream().filter(name -> !taken.contains(name.value())).toList();
    }

    /** Returns a user's function that is not deleted. */
    public Optional<Function> find(UserId owner, FunctionName name) {
        return jdbi.withHandle(handle -> find(handle, owner, name));
    }

    private static Optional<Function> find(Handle handle, UserId owner, FunctionName name) {
        return handle.createQuery(
                        "<select> WHERE owner_id = :owner AND name = :name AND deleted_at IS NULL")
                .define("select", SELECT)
                .bind("owner", owner.value())
                .bind("name", name.value())
                .map(Functions::function)
                .findOne();
    }

    /**
     * Returns a part of a user's functions, by name.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     */
    public Slice<Function> list(UserId owner, Optional<String> after, int limit) {
        return list("deleted_at IS NULL", owner, after, limit);
    }

    /**
     * Returns a part of a user's functions that are deleted and can be brought back, by name.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     */
    public Slice<Function> deleted(UserId owner, Optional<String> after, int limit) {
        return list(isRestorable(), owner, after, limit);
    }

    private static String isRestorable() {
        return "deleted_at > now() - interval '%d days'".formatted(RESTORABLE.toDays());
    }

    private Slice<Function> list(
            String condition, UserId owner, Optional<String> after, int limit) {
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                <select>
                                                WHERE owner_id = :owner AND <condition> AND name > :after
                                                ORDER BY name LIMIT :limit
                                                """)
                                        .define("select", SELECT)
                                        .define("condition", condition)
                                        .bind("owner", owner.value())
                                        .bind("after", Rows.text(after.orElse("")))
                                        .bind("limit", limit + 1)
                                        .map(Functions::function)
                                        .list());
        return Slice.of(rows, limit, function -> function.name().value());
    }

    /**
     * Changes a function's settings.
     *
     * @param seen the settings' version that the change was made for; empty for whichever is there
     * @return empty when the function is deleted, or has other settings than were seen
     */
    public Optional<Function> change(
            FunctionId function, FunctionChange change, Optional<Integer> seen) {
        var changed = jdbi.inTransaction(handle -> change(handle, function, change, seen));
        changed.ifPresent(this::publish);
        return changed;
    }

    private static Optional<Function> change(
            Handle handle, FunctionId function, FunctionChange change, Optional<Integer> seen) {
        var updated =
                handle.createUpdate(
                                """
                                UPDATE functions
                                SET description = coalesce(:description, description),
                                    request_body = coalesce(:requestBody, request_body),
                                    visibility = coalesce(:visibility, visibility),
                                    settings_version = settings_version + 1
                                WHERE id = :id
                                  AND settings_version = coalesce(CAST(:seen AS integer), settings_version)
                                  AND deleted_at IS NULL
                                """)
                        .bind("id", function.value())
                        .bind("description", change.description().map(Rows::text).orElse(null))
                        .bind("requestBody", change.requestBody().map(Rows::word).orElse(null))
                        .bind("visibility", change.visibility().map(Rows::word).orElse(null))
                        .bind("seen", seen.orElse(null))
                        .execute();
        var changed = updated == 0 ? Optional.<Function>empty() : find(handle, function);
        changed.ifPresent(now -> note(handle, now.id(), now.name(), now.owner(), "change"));
        return changed;
    }

    private static Optional<Function> find(Handle handle, FunctionId function) {
        return handle.createQuery("<select> WHERE functions.id = :id")
                .define("select", SELECT)
                .bind("id", function.value())
                .map(Functions::function)
                .findOne();
    }

    private void publish(Function function) {
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
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

    /**
     * Brings a deleted function back, with all that it had; one that is not deleted stays as it is.
     *
     * @return empty when the user has no such function, or deleted it too long ago
     * @throws WasmcloudException {@code QUOTA_REACHED}
     */
    public Optional<Function> restore(User owner, FunctionName name) {
        var restored = jdbi.inTransaction(handle -> restore(handle, owner, name));
        restored.ifPresent(this::publish);
        return restored;
    }

    private static Optional<Function> restore(Handle handle, User owner, FunctionName name) {
        var deleted =
                handle.createQuery(
                                """
                                SELECT id FROM functions
                                WHERE owner_id = :owner AND name = :name AND <condition>
                                FOR UPDATE
                                """)
                        .define("condition", isRestorable())
                        .bind("owner", owner.id().value())
                        .bind("name", name.value())
                        .map((row, _) -> Rows.uuid(row, "id"))
                        .findOne();
        if (deleted.isPresent()) {
            QUOTA.requireRoom(handle, owner.id());
            handle.execute("UPDATE functions SET deleted_at = NULL WHERE id = ?", deleted.get());
            note(handle, new FunctionId(deleted.get()), name, owner.id(), "restore");
        }
        return find(handle, owner.id(), name);
    }

    /**
     * Removes for good what was deleted so long ago that it can no longer be brought back; the
     * names are free then.
     */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM functions
                                        WHERE deleted_at IS NOT NULL AND NOT (<condition>)
                                        """)
                                .define("condition", isRestorable())
                                .execute());
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
                Rows.value(RequestBodyForm.class, row, "request_body"),
                row.getInt("settings_version"),
                Optional.ofNullable(row.getObject("deleted_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
