package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Which plans users were on, and at which prices: triggers keep that, whoever changes a plan.
 * Thread-safe.
 */
public final class PlanPeriods {
    private final Jdbi jdbi;

    PlanPeriods(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Returns a user's periods in a time, the earliest first. The last one goes to the time's end
     * when nothing has ended it.
     */
    public List<PlanPeriod> list(UserId user, Instant since, Instant until) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH held AS (
                                            SELECT plan, since, lead(since) OVER (ORDER BY since) AS until
                                            FROM user_plans WHERE user_id = :user),
                                        prices AS (
                                            SELECT plan, amount, currency, since,
                                                lead(since) OVER (PARTITION BY plan ORDER BY since) AS until
                                            FROM plan_prices),
                                        periods AS (
                                            SELECT held.plan, amount AS price_amount, currency AS price_currency,
                                                GREATEST(held.since, prices.since, :since) AS since,
                                                LEAST(held.until, prices.until, :until) AS until
                                            FROM held JOIN prices ON prices.plan = held.plan)
                                        SELECT * FROM periods WHERE since < until ORDER BY since
                                        """)
                                .bind("user", user.value())
                                .bind("since", since)
                                .bind("until", until)
                                .map(PlanPeriods::period)
                                .list());
    }

    private static PlanPeriod period(ResultSet row, StatementContext context) throws SQLException {
        return new PlanPeriod(
                Rows.value(Plan.class, row, "plan"),
                Rows.instant(row, "since"),
                Rows.instant(row, "until"),
                Plans.price(row));
    }
}
