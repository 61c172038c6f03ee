package run.wasmcloud.store;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.TokenId;
import run.wasmcloud.model.TokenScope;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells who a token's bearer is: first the signature is checked, then the token's and the user's
 * rows are read, so that a revoked token or a locked user is refused at once. Thread-safe.
 */
public final class TokenChecker {
    private static final int LONGEST = 4096;

    private final Jdbi jdbi;
    private final SigningKeys keys;

    TokenChecker(Jdbi jdbi, SigningKeys keys) {
        this.jdbi = jdbi;
        this.keys = keys;
    }

    /**
     * Returns who is asking.
     *
     * @param jwt in the compact form of RFC 7515; may be anything
     * @throws WasmcloudException {@code NOT_SIGNED_IN} when it is no valid token of an active user,
     *     {@code UNAVAILABLE} when the database does not answer
     */
    public Caller check(String jwt) {
        var bearer = signed(jwt).flatMap(this::bearer).orElseThrow(() -> refused("is not valid"));
        if (bearer.revoked()) {
            throw refused("was revoked");
        }
        if (bearer.expired()) {
            throw refused("has expired");
        }
        if (bearer.caller().user().state() == UserState.LOCKED) {
            throw refused("belongs to a locked account");
        }
        return bearer.caller();
    }

    private Optional<JWTClaimsSet> signed(String jwt) {
        if (jwt.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var parsed = SignedJWT.parse(jwt);
            return hasOurSignature(parsed)
                    ? Optional.of(parsed.getJWTClaimsSet()).filter(TokenChecker::isForUs)
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean hasOurSignature(SignedJWT jwt) throws JOSEException {
        var id = jwt.getHeader().getKeyID();
        if (id == null || !JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())) {
            return false;
        }
        var key = keys.find(id);
        return key.isPresent() && jwt.verify(new MACVerifier(key.get().secret()));
    }

    private static boolean isForUs(JWTClaimsSet claims) {
        return TokenSigner.ISSUER.equals(claims.getIssuer())
                && List.of(TokenSigner.AUDIENCE).equals(claims.getAudience())
                && isId(claims.getSubject())
                && isId(claims.getJWTID())
                && claims.getExpirationTime() != null;
    }

    private static boolean isId(@Nullable String text) {
        try {
            return text != null && UUID.fromString(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Bearer> bearer(JWTClaimsSet claims) {
        var user = UserId.parse(claims.getSubject());
        var token = TokenId.parse(claims.getJWTID());
        return DatabaseAway.noticed("Tokens cannot be checked", () -> bearer(user, token));
    }

    private Optional<Bearer> bearer(UserId user, TokenId token) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT users.*, <limits>, tokens.id AS token_id, scope,
                                               functions.name AS function_name,
                                               revoked_at IS NOT NULL AS revoked,
                                               expires_at <= now() AS expired
                                        FROM tokens JOIN users ON users.id = tokens.user_id
                                        JOIN plans ON plans.name = users.plan
                                        LEFT JOIN functions ON functions.id = function_id
                                        WHERE tokens.id = :token AND users.id = :user
                                        """)
                                .define("limits", Plans.COLUMNS)
                                .bind("token", token.value())
                                .bind("user", user.value())
                                .map(TokenChecker::read)
                                .findOne());
    }

    private static Bearer read(ResultSet row, StatementContext context) throws SQLException {
        return new Bearer(
                new Caller(
                        Users.user(row, context),
                        new TokenId(Rows.uuid(row, "token_id")),
                        Rows.value(TokenScope.class, row, "scope"),
                        Optional.ofNullable(row.getString("function_name")).map(FunctionName::new),
                        Plans.limits(row)),
                row.getBoolean("revoked"),
                row.getBoolean("expired"));
    }

    private static WasmcloudException refused(String why) {
        return new WasmcloudException(
                ErrorCode.NOT_SIGNED_IN, "The token " + why + ": sign in, or make a new token");
    }

    private record Bearer(Caller caller, boolean revoked, boolean expired) {}
}
