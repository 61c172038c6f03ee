package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.OutboundLimits;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The versions of functions. Thread-safe. */
public final class Deployments {
    /** What tells of a deployment's files. */
    static final String FILES =
            "file_archives.files AS file_count, file_archives.unpacked_bytes AS file_bytes";

    private static final String SELECT =
            """
            SELECT deployments.*, modules.bytes,
                   deployments.id = active_deployment_id IS TRUE AS active,
                   %s
            FROM deployments
            JOIN functions ON functions.id = function_id
            JOIN modules ON modules.sha256 = module_sha256
            LEFT JOIN file_archives ON file_archives.sha256 = files_sha256
            """
                    .formatted(FILES);

    private final Jdbi jdbi;
    private final KeptBlobs blobs;
    private final Changes changes;

    Deployments(Jdbi jdbi, KeptBlobs blobs, Changes changes) {
        this.jdbi = jdbi;
        this.blobs = blobs;
        this.changes = changes;
    }

    /**
     * Deploys a module that is brought along: its bytes, its row, the deployment and the activation
     * are kept together or not at all. When this returns, they outlive a crash.
     *
     * @param report of a module that can run
     * @throws WasmcloudException {@code NOT_FOUND} when the function was deleted meanwhile, {@code
     *     PRECONDITION_FAILED} when the basis has changed
     */
    public Deployment deploy(
            NewDeployment wanted, UserId uploader, byte[] wasm, ModuleReport report) {
        return deploy(wanted, new NewModule.Uploaded(uploader, wasm, report), Optional.empty());
    }

    /**
     * Deploys a module that is kept already.
     *
     * @throws WasmcloudException {@code NOT_FOUND} when the function was deleted meanwhile, {@code
     *     PRECONDITION_FAILED} when the basis has changed
     */
    public Deployment deploy(NewDeployment wanted, ModuleHash module) {
        return deploy(wanted, new NewModule.Kept(module), Optional.empty());
    }

    /**
     * Deploys a module, and files that are brought along: all is kept together or not at all. When
     * this returns, it outlives a crash.
     *
     * @param files those that the wanted settings name; empty when they are kept already
     * @throws WasmcloudException {@code NOT_FOUND} when the function was deleted meanwhile, {@code
     *     PRECONDITION_FAILED} when the basis has changed
     */
    public Deployment deploy(NewDeployment wanted, NewModule module, Optional<NewFiles> files) {
        var deployment =
                jdbi.inTransaction(
                        handle -> {
                            var hash = keep(handle, module);
                            files.ifPresent(brought -> keep(handle, brought));
                            return insert(handle, wanted, hash);
                        });
        publish(wanted.function());
        return deployment;
    }

    /** The bytes come before the locks on rows: they may take long. */
    private ModuleHash keep(Handle handle, NewModule module) {
        return switch (module) {
            case NewModule.Kept kept -> kept.hash();
            case NewModule.Uploaded uploaded -> {
                blobs.keep(handle, uploaded.wasm());
                yield Modules.insert(handle, uploaded.uploader(), uploaded.report()).hash();
            }
        };
    }

    private void keep(Handle handle, NewFiles brought) {
        blobs.keep(handle, brought.zip());
        FileArchives.insert(handle, brought.files());
    }

    private static Deployment insert(Handle handle, NewDeployment wanted, ModuleHash module) {
        var number = nextNumber(handle, wanted.function().id());
        requireBasis(handle, wanted);
        var id = insert(handle, wanted, module, number);
        if (wanted.activate()) {
            activate(handle, wanted.function().id(), id);
        }
        removeBeyondPlan(handle, wanted.function());
        note(handle, wanted.function(), number, "create");
        return find(handle, wanted.function().id(), number).orElseThrow();
    }

    private static void note(Handle handle, Function function, int number, String verb) {
        AuditTrail.note(
                handle,
                function.owner(),
                "deployment." + verb,
                function.name().value(),
                Map.of("number", String.valueOf(number)));
    }

    /** Locks the function's row, so that deployments at once get different numbers. */
    private static int nextNumber(Handle handle, FunctionId function) {
        return handle.createQuery(
                        """
                        UPDATE functions SET last_deployment = last_deployment + 1
                        WHERE id = :id AND deleted_at IS NULL
                        RETURNING last_deployment
                        """)
                .bind("id", function.value())
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(Deployments::functionGone);
    }

    /** The function's row is locked: nothing changes between this and the commit. */
    private static void requireBasis(Handle handle, NewDeployment wanted) {
        var active = active(handle, wanted.function().id());
        var holds =
                switch (wanted.basis()) {
                    case Basis.Nothing _ -> true;
                    case Basis.Active basis ->
                            basis.number() == active.map(Deployment::number).orElse(0);
                    case Basis.ActiveSettings basis ->
                            basis.settings()
                                    .equals(
                                            active.map(Deployment::settings)
                                                    .orElseGet(DeploymentSettings::none));
                };
        if (!holds) {
            throw new WasmcloudException(
                    ErrorCode.PRECONDITION_FAILED,
                    "The function was changed meanwhile: look at it again, and repeat");
        }
    }

    private static DeploymentId insert(
            Handle handle, NewDeployment wanted, ModuleHash module, int number) {
        var id = DeploymentId.create();
        var limits = wanted.limits();
        var settings = wanted.settings();
        handle.createUpdate(
                        """
                        INSERT INTO deployments (id, function_id, number, module_sha256, message,
                            memory_pages, table_elements, fuel, wall_millis, output_bytes, log_bytes,
                            log_line_bytes, descriptors, temporary_bytes, outbound_requests,
                            outbound_answer_bytes, policy, config, files_sha256)
                        VALUES (:id, :function, :number, :module, :message,
                            :memoryPages, :tableElements, :fuel, :wallMillis, :outputBytes, :logBytes,
                            :logLineBytes, :descriptors, :temporaryBytes, :outboundRequests,
                            :outboundAnswerBytes, :policy, CAST(:config AS jsonb), :files)
                        """)
                .bind("id", id.value())
                .bind("function", wanted.function().id().value())
                .bind("number", number)
                .bind("module", module.hex())
                .bind("message", Rows.text(wanted.message()))
                .bind("memoryPages", limits.memoryPages())
                .bind("tableElements", limits.tableElements())
                .bind("fuel", limits.fuel())
                .bind("wallMillis", limits.wallTime().toMillis())
                .bind("outputBytes", limits.outputBytes())
                .bind("logBytes", limits.logBytes())
                .bind("logLineBytes", limits.logLineBytes())
                .bind("descriptors", limits.descriptors())
                .bind("temporaryBytes", limits.temporaryBytes())
                .bind("outboundRequests", limits.outbound().requests())
                .bind("outboundAnswerBytes", limits.outbound().answerBytes())
                .bind("policy", settings.policy())
                .bind("config", Rows.json((Object) settings.config()))
                .bind("files", settings.files().map(files -> files.archive().hex()).orElse(null))
                .execute();
        return id;
    }

    private static void activate(Handle handle, FunctionId function, DeploymentId deployment) {
        handle.createUpdate(
                        "UPDATE functions SET active_deployment_id = :deployment WHERE id ="
                                + " :function")
                .bind("deployment", deployment.value())
                .bind("function", function.value())
                .execute();
    }

    /** Keeps the active deployment and the newest others, as many as the owner's plan allows. */
    private static void removeBeyondPlan(Handle handle, Function function) {
        handle.createUpdate(
                        """
                        DELETE FROM deployments WHERE id IN (
                            SELECT deployments.id FROM deployments
                            JOIN functions ON functions.id = function_id
                            WHERE function_id = :function
                              AND deployments.id IS DISTINCT FROM active_deployment_id
                            ORDER BY number DESC OFFSET :others)
                        """)
                .bind("function", function.id().value())
                .bind("others", Plans.limits(handle, function.owner()).deploymentsKept() - 1)
                .execute();
    }

    /**
     * Makes the function's address lead to one of its deployments, older or newer.
     *
     * @return empty when there is no such deployment
     */
    public Optional<Deployment> activate(Function function, int number) {
        var activated =
                jdbi.inTransaction(
                        handle -> {
                            find(handle, function.id(), number)
                                    .ifPresent(
                                            found -> {
                                                activate(handle, function.id(), found.id());
                                                note(handle, function, number, "activate");
                                            });
                            return find(handle, function.id(), number);
                        });
        activated.ifPresent(_ -> publish(function));
        return activated;
    }

    /** Returns the deployment that a function's address leads to; empty when there is none. */
    public Optional<Deployment> active(FunctionId function) {
        return jdbi.withHandle(handle -> active(handle, function));
    }

    private static Optional<Deployment> active(Handle handle, FunctionId function) {
        return handle.createQuery(
                        """
                        <select>
                        WHERE function_id = :function AND deployments.id = active_deployment_id
                        """)
                .define("select", SELECT)
                .bind("function", function.value())
                .map(Deployments::deployment)
                .findOne();
    }

    /** Returns one of a function's deployments. */
    public Optional<Deployment> find(FunctionId function, int number) {
        return jdbi.withHandle(handle -> find(handle, function, number));
    }

    private static Optional<Deployment> find(Handle handle, FunctionId function, int number) {
        return handle.createQuery(
                        """
                        <select>
                        WHERE function_id = :function AND number = :number
                        """)
                .define("select", SELECT)
                .bind("function", function.value())
                .bind("number", number)
                .map(Deployments::deployment)
                .findOne();
    }

    /**
     * Returns a part of a function's deployments, the newest first.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     * @throws WasmcloudException {@code INVALID_VALUE} when the cursor is none
     */
    public Slice<Deployment> list(FunctionId function, Optional<String> after, int limit) {
        var before = after.map(Cursors::number).orElse(Integer.MAX_VALUE);
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                <select>
                                                WHERE function_id = :function AND number < :before
                                                ORDER BY number DESC LIMIT :limit
                                                """)
                                        .define("select", SELECT)
                                        .bind("function", function.value())
                                        .bind("before", before)
                                        .bind("limit", limit + 1)
                                        .map(Deployments::deployment)
                                        .list());
        return Slice.of(rows, limit, deployment -> String.valueOf(deployment.number()));
    }

    private void publish(Function function) {
        changes.publish(new Change.FunctionChanged(function.id(), function.name()));
    }

    private static Deployment deployment(ResultSet row, StatementContext context)
            throws SQLException {
        return new Deployment(
                new DeploymentId(Rows.uuid(row, "id")),
                new FunctionId(Rows.uuid(row, "function_id")),
                row.getInt("number"),
                new ModuleHash(row.getString("module_sha256")),
                row.getLong("bytes"),
                row.getBoolean("active"),
                row.getString("message"),
                limits(row),
                settings(row),
                Rows.instant(row, "created_at"));
    }

    static DeploymentSettings settings(ResultSet row) throws SQLException {
        var archive = row.getString("files_sha256");
        return new DeploymentSettings(
                row.getString("policy"),
                Rows.texts(row, "config"),
                archive == null
                        ? Optional.empty()
                        : Optional.of(
                                new ShippedFiles(
                                        new ModuleHash(archive),
                                        row.getInt("file_count"),
                                        row.getLong("file_bytes"))));
    }

    static RunLimits limits(ResultSet row) throws SQLException {
        return new RunLimits(
                row.getInt("memory_pages"),
                row.getInt("table_elements"),
                row.getLong("fuel"),
                Duration.ofMillis(row.getLong("wall_millis")),
                row.getLong("output_bytes"),
                row.getLong("log_bytes"),
                row.getInt("log_line_bytes"),
                row.getInt("descriptors"),
                row.getLong("temporary_bytes"),
                new OutboundLimits(
                        row.getInt("outbound_requests"), row.getLong("outbound_answer_bytes")));
    }

    private static WasmcloudException functionGone() {
        return new WasmcloudException(
                ErrorCode.NOT_FOUND, "The function was deleted: restore it, or create another");
    }
}
