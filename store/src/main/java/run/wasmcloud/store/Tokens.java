package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tokens' rows: what makes a JWT valid. Thread-safe. */
public final class Tokens {
    /** How many API tokens of an account may be valid at once. */
    public static final int MOST_API_TOKENS = 500;

    private final Jdbi jdbi;
    private final TokenSigner signer;

    Tokens(Jdbi jdbi, TokenSigner signer) {
        this.jdbi = jdbi;
        this.signer = signer;
    }

    /**
     * Makes a token.
     *
     * @param name at most 100 characters
     * @param expiresAt counted in whole seconds, as JWTs do
     * @throws WasmcloudException {@code QUOTA_REACHED} when the account has as many API tokens as
     *     it may have
     */
    public IssuedToken issue(
            UserId user, Token.Kind kind, String name, TokenScope scope, Instant expiresAt) {
        return issue(user, kind, name, scope, Optional.empty(), expiresAt);
    }

    /**
     * Makes a token.
     *
     * @param name at most 100 characters
     * @param function the user's, and the only one that the token is for; empty for all
     * @param expiresAt counted in whole seconds, as JWTs do
     * @throws WasmcloudException {@code QUOTA_REACHED} when the account has as many API tokens as
     *     it may have
     */
    public IssuedToken issue(
            UserId user,
            Token.Kind kind,
            String name,
            TokenScope scope,
            Optional<Function> function,
            Instant expiresAt) {
        var end = expiresAt.truncatedTo(ChronoUnit.SECONDS);
        var token = insert(user, kind, name, scope, function, end);
        return new IssuedToken(token, signer.sign(token));
    }

    private Token insert(
            UserId user,
            Token.Kind kind,
            String name,
            TokenScope scope,
            Optional<Function> function,
            Instant expiresAt) {
        return jdbi.inTransaction(
                handle -> {
                    if (kind == Token.Kind.API) {
                        requireRoom(handle, user);
                    }
                    var token =
                            handle.createQuery(
                                            """
                                            INSERT INTO tokens (id, user_id, kind, name, scope, function_id, expires_at)
                                            VALUES (:id, :user, :kind, :name, :scope, :function, :expiresAt)
                                            RETURNING *, CAST(:functionName AS text) AS function_name
                                            """)
                                    .bind("id", TokenId.create().value())
                                    .bind("user", user.value())
                                    .bind("kind", Rows.word(kind))
                                    .bind("name", Rows.text(name))
                                    .bind("scope", Rows.word(scope))
                                    .bindByType(
                                            "function",
                                            function.map(bound -> bound.id().value()).orElse(null),
                                            UUID.class)
                                    .bindByType(
                                            "functionName",
                                            function.map(bound -> bound.name().value())
                                                    .orElse(null),
                                            String.class)
                                    .bind("expiresAt", expiresAt)
                                    .map(Tokens::token)
                                    .one();
                    note(handle, token, "create");
                    return token;
                });
    }

    private static void requireRoom(Handle handle, UserId user) {
        handle.execute("SELECT FROM users WHERE id = ? FOR NO KEY UPDATE", user.value());
        var used =
                handle.createQuery(
                                """
                                SELECT count(*) FROM tokens
                                WHERE user_id = :user AND kind = 'api' AND revoked_at IS NULL
                                  AND expires_at > now()
                                """)
                        .bind("user", user.value())
                        .mapTo(Integer.class)
                        .one();
        if (used >= MOST_API_TOKENS) {
            throw new WasmcloudException(
                    ErrorCode.QUOTA_REACHED,
                    "%d of %d API tokens of the account are used: revoke one"
                            .formatted(used, MOST_API_TOKENS));
        }
    }

    private static void note(Handle handle, Token token, String verb) {
        var thing = token.kind() == Token.Kind.SESSION ? "session." : "token.";
        AuditTrail.note(
                handle,
                token.user(),
                thing + verb,
                token.id().toString(),
                Map.of("name", token.name(), "scope", Rows.word(token.scope())));
    }

    /** Returns a user's live tokens of a kind, the newest first. */
    public List<Token> list(UserId user, Token.Kind kind) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT tokens.*, functions.name AS function_name
                                        FROM tokens LEFT JOIN functions ON functions.id = function_id
                                        WHERE user_id = :user AND kind = :kind
                                          AND revoked_at IS NULL AND expires_at > now()
                                        ORDER BY tokens.id DESC LIMIT 1000
                                        """)
                                .bind("user", user.value())
                                .bind("kind", Rows.word(kind))
                                .map(Tokens::token)
                                .list());
    }

    /** Returns a user's live token. */
    public Optional<Token> find(UserId user, TokenId token) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT tokens.*, functions.name AS function_name
                                        FROM tokens LEFT JOIN functions ON functions.id = function_id
                                        WHERE user_id = :user AND tokens.id = :id
                                          AND revoked_at IS NULL AND expires_at > now()
                                        """)
                                .bind("user", user.value())
                                .bind("id", token.value())
                                .map(Tokens::token)
                                .findOne());
    }

    /**
     * Makes a token invalid from the next request on.
     *
     * @return false when the user has no such live token
     */
    public boolean revoke(UserId user, TokenId token) {
        return jdbi.inTransaction(
                handle -> {
                    var revoked =
                            handle.createQuery(
                                            """
                                            UPDATE tokens SET revoked_at = now()
                                            WHERE user_id = :user AND id = :id
                                              AND revoked_at IS NULL AND expires_at > now()
                                            RETURNING *, NULL::text AS function_name
                                            """)
                                    .bind("user", user.value())
                                    .bind("id", token.value())
                                    .map(Tokens::token)
                                    .findOne();
                    revoked.ifPresent(gone -> note(handle, gone, "revoke"));
                    return revoked.isPresent();
                });
    }

    /**
     * Removes the rows of tokens that expired so long ago that nobody asks why they are refused.
     */
    void purge() {
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "DELETE FROM tokens WHERE expires_at < now() - interval '30"
                                        + " days'"));
    }

    private static Token token(ResultSet row, StatementContext context) throws SQLException {
        return new Token(
                new TokenId(Rows.uuid(row, "id")),
                new UserId(Rows.uuid(row, "user_id")),
                Rows.value(Token.Kind.class, row, "kind"),
                row.getString("name"),
                Rows.value(TokenScope.class, row, "scope"),
                Optional.ofNullable(row.getString("function_name")).map(FunctionName::new),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"));
    }
}
