package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.DeploymentId;
import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a host's first label leads. Thread-safe. */
public final class Routing {
    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})--(.+)");

    private static final String COLUMNS =
            "deployments.*, functions.name, owner_id, state, plan, request_body, visibility,"
                    + " address_salt, suspension_reason, "
                    + Deployments.FILES
                    + ", "
                    + Plans.COLUMNS;

    private final Jdbi jdbi;

    Routing(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns what answers to a label: a function's name leads to its active deployment, {@code
     * vN--NAME} to its deployment N.
     *
     * @param label any text, lower case
     */
    public Optional<ActiveDeployment> find(String label) {
        if (label.indexOf('.') >= 0) {
            return ofHost(label);
        }
        var version = VERSION.matcher(label);
        if (version.matches()) {
            return find(version.group(2), Integer.parseInt(version.group(1)));
        }
        return FunctionName.isValid(label) ? active(label) : Optional.empty();
    }

    /**
     * Returns whether a function's runs may go on; empty when it is gone for good, as with its
     * owner's account.
     */
    public Optional<Standing> standing(FunctionId function) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT state, visibility, address_salt, suspension_reason
                                        FROM functions JOIN users ON users.id = owner_id
                                        WHERE functions.id = :function
                                        """)
                                .bind("function", function.value())
                                .map(
                                        (row, _) ->
                                                new Standing(
                                                        Rows.value(UserState.class, row, "state"),
                                                        Access.of(row).suspension()))
                                .findOne());
    }

    private Optional<ActiveDeployment> find(String name, int number) {
        return FunctionName.isValid(name) ? numbered(name, number) : Optional.empty();
    }

    private Optional<ActiveDeployment> ofHost(String host) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT <columns> FROM domains
                                        JOIN functions ON functions.id = domains.function_id
                                        JOIN deployments ON deployments.id = active_deployment_id
                                        JOIN users ON users.id = owner_id
                                        JOIN plans ON plans.name = plan
                                        LEFT JOIN file_archives ON file_archives.sha256 = files_sha256
                                        WHERE host = :host AND verified_at IS NOT NULL
                                          AND deleted_at IS NULL
                                        """)
                                .define("columns", COLUMNS)
                                .bind("host", Rows.text(host))
                                .map(Routing::deployment)
                                .findOne());
    }

    private Optional<ActiveDeployment> active(String name) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT <columns> FROM functions
                                        JOIN deployments ON deployments.id = active_deployment_id
                                        JOIN users ON users.id = owner_id
                                        JOIN plans ON plans.name = plan
                                        LEFT JOIN file_archives ON file_archives.sha256 = files_sha256
                                        WHERE functions.name = :name AND deleted_at IS NULL
                                        """)
                                .define("columns", COLUMNS)
                                .bind("name", name)
                                .map(Routing::deployment)
                                .findOne());
    }

    private Optional<ActiveDeployment> numbered(String name, int number) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT <columns> FROM functions
                                        JOIN deployments ON function_id = functions.id
                                        JOIN users ON users.id = owner_id
                                        JOIN plans ON plans.name = plan
                                        LEFT JOIN file_archives ON file_archives.sha256 = files_sha256
                                        WHERE functions.name = :name AND number = :number AND deleted_at IS NULL
                                        """)
                                .define("columns", COLUMNS)
                                .bind("name", name)
                                .bind("number", number)
                                .map(Routing::deployment)
                                .findOne());
    }

    private static ActiveDeployment deployment(ResultSet row, StatementContext context)
            throws SQLException {
        var plan = Plans.limits(row);
        return new ActiveDeployment(
                new FunctionId(Rows.uuid(row, "function_id")),
                new FunctionName(row.getString("name")),
                new UserId(Rows.uuid(row, "owner_id")),
                Rows.value(UserState.class, row, "state"),
                Rows.value(Plan.class, row, "plan"),
                plan,
                new DeploymentId(Rows.uuid(row, "id")),
                row.getInt("number"),
                new ModuleHash(row.getString("module_sha256")),
                Deployments.limits(row).within(plan.run()),
                Deployments.settings(row),
                Rows.value(RequestBodyForm.class, row, "request_body"),
                Access.of(row));
    }
}
