package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.PlanLimits;
import run.wasmcloud.model.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the users of each plan may use. Thread-safe. */
public final class Plans {
    private static final String PREFIX = "plan_";

    /** The figures of {@code plans}, under names that no other table's columns have. */
    static final String COLUMNS =
            listed(figure -> "plans.%1$s AS %2$s%1$s".formatted(figure.column(), PREFIX));

    private static final String ASSIGNMENTS =
            listed(figure -> "%1$s = :%1$s".formatted(figure.column()));

    private final Jdbi jdbi;
    private final Changes changes;

    Plans(Jdbi jdbi, Changes changes) {
        this.jdbi = jdbi;
        this.changes = changes;
    }

    private static String listed(Function<PlanFigure, String> form) {
        return Arrays.stream(PlanFigure.values()).map(form).collect(Collectors.joining(", "));
    }

    /** Returns a plan. */
    public StoredPlan find(Plan name) {
        return jdbi.withHandle(handle -> find(handle, name));
    }

    /** Returns what holds for the users of a plan. */
    public PlanLimits limits(Plan name) {
        return find(name).limits();
    }

    private static StoredPlan find(Handle handle, Plan name) {
        return handle.createQuery("SELECT plans.*, <columns> FROM plans WHERE name = :name")
                .define("columns", COLUMNS)
                .bind("name", Rows.word(name))
                .map(Plans::plan)
                .one();
    }

    /** Returns what holds for a user at the moment. */
    static PlanLimits limits(Handle handle, UserId user) {
        return handle.createQuery(
                        """
                        SELECT <columns> FROM users JOIN plans ON plans.name = users.plan
                        WHERE users.id = :user
                        """)
                .define("columns", COLUMNS)
                .bind("user", user.value())
                .map((row, _) -> limits(row))
                .one();
    }

    /** Returns all plans, the smallest first. */
    public List<StoredPlan> list() {
        return Arrays.stream(Plan.values()).map(this::find).toList();
    }

    /** The same, at the price that it has. */
    public Optional<StoredPlan> put(Plan name, PlanLimits limits, OptionalInt version) {
        return put(name, limits, Optional.empty(), version);
    }

    /**
     * Changes what the users of a plan may use, from their next request on.
     *
     * @param price of a calendar month from now on; empty to leave it as it is
     * @param version what must still be the plan's version; empty when any will do
     * @return empty when it is another version
     */
    public Optional<StoredPlan> put(
            Plan name, PlanLimits limits, Optional<Money> price, OptionalInt version) {
        var put =
                jdbi.inTransaction(
                        handle -> {
                            handle.execute(
                                    "SELECT FROM plans WHERE name = ? FOR UPDATE", Rows.word(name));
                            var before = find(handle, name);
                            if (version.isPresent() && version.getAsInt() != before.version()) {
                                return Optional.<StoredPlan>empty();
                            }
                            update(handle, name, limits);
                            price.ifPresent(money -> setPrice(handle, name, money));
                            AuditTrail.note(
                                    handle,
                                    "plan.change",
                                    Rows.word(name),
                                    differences(before, limits, price));
                            return Optional.of(find(handle, name));
                        });
        put.ifPresent(_ -> changes.publish(new Change.EverythingChanged()));
        return put;
    }

    private static void update(Handle handle, Plan name, PlanLimits limits) {
        var update =
                handle.createUpdate(
                                "UPDATE plans SET version = version + 1, <assignments>"
                                        + " WHERE name = :name")
                        .define("assignments", ASSIGNMENTS)
                        .bind("name", Rows.word(name));
        for (var figure : PlanFigure.values()) {
            var value = limits.figure(figure);
            update.bindByType(
                    figure.column(), value == PlanFigure.UNBOUNDED ? null : value, Long.class);
        }
        update.execute();
    }

    private static void setPrice(Handle handle, Plan name, Money price) {
        handle.createUpdate(
                        """
                        UPDATE plans SET price_amount = :amount, price_currency = :currency
                        WHERE name = :name
                        """)
                .bind("amount", price.amount())
                .bind("currency", price.currency())
                .bind("name", Rows.word(name))
                .execute();
    }

    private static Map<String, String> differences(
            StoredPlan plan, PlanLimits after, Optional<Money> price) {
        var before = plan.limits();
        var differences = new TreeMap<String, String>();
        if (price.isPresent() && !price.equals(plan.price())) {
            differences.put("price", text(plan.price()) + " → " + text(price));
        }
        for (var figure : PlanFigure.values()) {
            if (before.figure(figure) != after.figure(figure)) {
                differences.put(
                        figure.word(),
                        text(before.figure(figure)) + " → " + text(after.figure(figure)));
            }
        }
        return differences;
    }

    private static String text(Optional<Money> price) {
        return price.map(money -> money.amount() + " " + money.currency()).orElse("none");
    }

    /** Reads the columns {@code price_amount} and {@code price_currency}. */
    static Optional<Money> price(ResultSet row) throws SQLException {
        var amount = row.getLong("price_amount");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Money(amount, row.getString("price_currency")));
    }

    private static String text(long value) {
        return value == PlanFigure.UNBOUNDED ? "no bound" : String.valueOf(value);
    }

    private static StoredPlan plan(ResultSet row, StatementContext context) throws SQLException {
        return new StoredPlan(
                Rows.value(Plan.class, row, "name"),
                limits(row),
                price(row),
                row.getInt("version"),
                Rows.instant(row, "updated_at"));
    }

    /** Reads the columns that {@link #COLUMNS} names. */
    static PlanLimits limits(ResultSet row) throws SQLException {
        var figures = new EnumMap<PlanFigure, Long>(PlanFigure.class);
        for (var figure : PlanFigure.values()) {
            var value = row.getLong(PREFIX + figure.column());
            figures.put(figure, row.wasNull() ? PlanFigure.UNBOUNDED : value);
        }
        return PlanLimits.of(figures::get);
    }
}
