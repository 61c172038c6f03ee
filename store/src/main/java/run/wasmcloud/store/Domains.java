package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.FunctionId;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.PlanFigure;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The host names of functions' own. Several functions may claim one; it leads to at most one, whose
 * owner has proved it. Thread-safe.
 */
public final class Domains {
    /** How many checks in a row fail before a name leads nowhere. */
    public static final int MOST_FAILURES = 3;

    private static final String SELECT =
            """
            SELECT domains.*, name, owner_id FROM domains
            JOIN functions ON functions.id = function_id AND deleted_at IS NULL
            """;

    private static final Quota QUOTA =
            new Quota(
                    PlanFigure.DOMAINS,
                    """
                    SELECT count(*) FROM domains JOIN functions ON functions.id = function_id
                    WHERE owner_id = :owner
                    """);

    private final Jdbi jdbi;
    private final Changes changes;
    private final DomainChallenges challenges;

    Domains(Jdbi jdbi, Changes changes, SigningKeys keys) {
        this.jdbi = jdbi;
        this.changes = changes;
        this.challenges = new DomainChallenges(keys);
    }

    /** Returns the values of the TXT record that prove a claim; the first is the one to be told. */
    public List<String> challenges(Domain domain) {
        return challenges.values(domain);
    }

    /**
     * Claims a host name for a function; does nothing when it has claimed it before.
     *
     * @param host in ASCII, lower case
     * @return whether the claim is new
     * @throws WasmcloudException {@code QUOTA_REACHED}
     */
    public boolean add(Function function, String host) {
        return jdbi.inTransaction(
                handle -> {
                    handle.execute(
                            "SELECT FROM users WHERE id = ? FOR NO KEY UPDATE",
                            function.owner().value());
                    if (find(handle, function.id(), host).isPresent()) {
                        return false;
                    }
                    QUOTA.requireRoom(handle, function.owner());
                    handle.execute(
                            "INSERT INTO domains (function_id, host) VALUES (?, ?)",
                            function.id().value(),
                            host);
                    note(handle, function.owner(), function.name(), host, "add");
                    return true;
                });
    }

    private static void note(
            Handle handle, UserId owner, FunctionName function, String host, String verb) {
        AuditTrail.note(handle, owner, "domain." + verb, function.value(), Map.of("host", host));
    }

    /** Returns a function's claim. */
    public Optional<Domain> find(FunctionId function, String host) {
        return jdbi.withHandle(handle -> find(handle, function, host));
    }

    private static Optional<Domain> find(Handle handle, FunctionId function, String host) {
        return handle.createQuery("<select> WHERE function_id = :function AND host = :host")
                .define("select", SELECT)
                .bind("function", function.value())
                .bind("host", host)
                .map(Domains::domain)
                .findOne();
    }

    /** Returns whose claim a host name leads to. */
    public Optional<Domain> holder(String host) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT domains.*, name, owner_id FROM domains
                                        JOIN functions ON functions.id = function_id
                                        WHERE host = :host AND verified_at IS NOT NULL
                                        """)
                                .bind("host", host)
                                .map(Domains::domain)
                                .findOne());
    }

    /**
     * Returns a part of a function's claims, by host name.
     *
     * @param after the last part's {@code next}; empty for the first part
     * @param limit the most items, at least 1
     */
    public Slice<Domain> list(FunctionId function, Optional<String> after, int limit) {
        var rows =
                jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                <select> WHERE function_id = :function AND host > :after
                                                ORDER BY host LIMIT :limit
                                                """)
                                        .define("select", SELECT)
                                        .bind("function", function.value())
                                        .bind("after", Rows.text(after.orElse("")))
                                        .bind("limit", limit + 1)
                                        .map(Domains::domain)
                                        .list());
        return Slice.of(rows, limit, Domain::host);
    }

    /**
     * Removes a function's claim; the name leads nowhere from now on.
     *
     * @return false when the function has no such claim
     */
    public boolean delete(Function function, String host) {
        var deleted =
                jdbi.inTransaction(
                        handle -> {
                            var rows =
                                    handle.execute(
                                            "DELETE FROM domains WHERE function_id = ? AND host ="
                                                    + " ?",
                                            function.id().value(),
                                            host);
                            if (rows > 0) {
                                note(handle, function.owner(), function.name(), host, "remove");
                            }
                            return rows > 0;
                        });
        publish(function.id(), function.name());
        return deleted;
    }

    /**
     * Has a name lead to a function: its DNS proves the claim.
     *
     * @return false when it leads to another function
     */
    public boolean verified(Domain domain) {
        var leads =
                jdbi.inTransaction(
                        handle -> {
                            lock(handle, domain.host());
                            return !isHeldByAnother(handle, domain) && verify(handle, domain) > 0;
                        });
        publish(domain.function(), domain.name());
        return leads;
    }

    /** Lets one process at a time decide where a name leads. */
    private static void lock(Handle handle, String host) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "domain " + host);
    }

    private static boolean isHeldByAnother(Handle handle, Domain domain) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM domains
                            WHERE host = :host AND verified_at IS NOT NULL AND function_id <> :function)
                        """)
                .bind("host", domain.host())
                .bind("function", domain.function().value())
                .mapTo(Boolean.class)
                .one();
    }

    private static int verify(Handle handle, Domain domain) {
        if (domain.verifiedAt().isEmpty()) {
            note(handle, domain.owner(), domain.name(), domain.host(), "verify");
        }
        return handle.createUpdate(
                        """
                        UPDATE domains
                        SET verified_at = COALESCE(verified_at, now()), checked_at = now(), failures = 0
                        WHERE function_id = :function AND host = :host
                        """)
                .bind("function", domain.function().value())
                .bind("host", domain.host())
                .execute();
    }

    /** Counts that a name's DNS does not prove the claim; after a few times it leads nowhere. */
    public void failed(Domain domain) {
        failed(domain, MOST_FAILURES);
    }

    /** Takes a name from a function whose claim its DNS proves no more. */
    public void release(Domain domain) {
        failed(domain, 1);
    }

    private void failed(Domain domain, int most) {
        jdbi.useTransaction(
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE domains
                                        SET checked_at = now(), failures = failures + 1,
                                            verified_at = CASE WHEN failures + 1 < :most THEN verified_at END
                                        WHERE function_id = :function AND host = :host
                                        """)
                                .bind("most", most)
                                .bind("function", domain.function().value())
                                .bind("host", domain.host())
                                .execute());
        publish(domain.function(), domain.name());
    }

    private void publish(FunctionId function, FunctionName name) {
        changes.publish(new Change.FunctionChanged(function, name));
    }

    /**
     * Takes claims that are to be checked again: each day, and each hour when not proved yet. Each
     * is given to one process.
     */
    public List<Domain> takeDue(int limit) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH due AS (
                                            SELECT function_id, host FROM domains
                                            WHERE checked_at < now() - CASE WHEN verified_at IS NULL
                                                THEN interval '1 hour' ELSE interval '1 day' END
                                            ORDER BY checked_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                                        UPDATE domains SET checked_at = now() FROM due, functions
                                        WHERE domains.function_id = due.function_id
                                          AND domains.host = due.host AND functions.id = due.function_id
                                        RETURNING domains.*, name, owner_id
                                        """)
                                .bind("limit", limit)
                                .map(Domains::domain)
                                .list());
    }

    /** Removes claims that nobody has proved in a month. */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM domains WHERE verified_at IS NULL AND created_at <"
                                        + " now() - interval '30 days'"));
    }

    private static Domain domain(ResultSet row, StatementContext context) throws SQLException {
        return new Domain(
                new FunctionId(Rows.uuid(row, "function_id")),
                new FunctionName(row.getString("name")),
                new UserId(Rows.uuid(row, "owner_id")),
                row.getString("host"),
                Optional.ofNullable(row.getObject("verified_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Rows.instant(row, "checked_at"),
                Rows.instant(row, "created_at"));
    }
}
