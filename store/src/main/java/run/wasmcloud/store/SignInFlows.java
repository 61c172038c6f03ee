package run.wasmcloud.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.net.URI;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The steps of signing in elsewhere, each of which can be taken once, and soon. Thread-safe.
 *
 * <p>That the sign-in ends where it began is made sure of by the challenge: the code at the end is
 * of use only with the verifier, which never leaves who began. So neither a stolen code, nor a
 * sign-in that somebody began for somebody else, leads to a session.
 */
public final class SignInFlows {
    private static final Duration FLOW_LIFE = Duration.ofMinutes(10);
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final Jdbi jdbi;

    SignInFlows(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Begins a sign-in.
     *
     * @param challenge the SHA-256 of the starter's verifier, in Base64 for addresses
     */
    public SignInFlow.Begun begin(String provider, URI returnTo, String challenge) {
        var flow =
                new SignInFlow(
                        provider,
                        OneTimeToken.create(),
                        OneTimeToken.create(),
                        returnTo,
                        challenge);
        var state = OneTimeToken.create();
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO sign_in_flows (state_hash, provider, nonce, verifier,
                                            return_to, challenge, expires_at)
                                        VALUES (:state, :provider, :nonce, :verifier, :returnTo, :challenge,
                                            now() + make_interval(secs => :seconds))
                                        """)
                                .bind("state", state.hash())
                                .bind("provider", provider)
                                .bind("nonce", flow.nonce().text())
                                .bind("verifier", flow.verifier().text())
                                .bind("returnTo", returnTo.toString())
                                .bind("challenge", challenge)
                                .bind("seconds", (double) FLOW_LIFE.toSeconds())
                                .execute());
        return new SignInFlow.Begun(state, flow);
    }

    /** Returns the sign-in that a state belongs to, this once. */
    public Optional<SignInFlow> take(String provider, OneTimeToken state) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        DELETE FROM sign_in_flows
                                        WHERE state_hash = :state AND provider = :provider
                                          AND expires_at > now()
                                        RETURNING *
                                        """)
                                .bind("state", state.hash())
                                .bind("provider", Rows.text(provider))
                                .map(SignInFlows::flow)
                                .findOne());
    }

    private static SignInFlow flow(ResultSet row, StatementContext context) throws SQLException {
        return new SignInFlow(
                row.getString("provider"),
                new OneTimeToken(row.getString("nonce")),
                new OneTimeToken(row.getString("verifier")),
                URI.create(row.getString("return_to")),
                row.getString("challenge"));
    }

    /** Makes the code that its starter takes the session with. */
    public OneTimeToken complete(SignInFlow flow, User user) {
        var code = OneTimeToken.create();
        jdbi.useHandle(
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO sign_in_codes (code_hash, user_id, challenge, expires_at)
                                        VALUES (:code, :user, :challenge,
                                            now() + make_interval(secs => :seconds))
                                        """)
                                .bind("code", code.hash())
                                .bind("user", user.id().value())
                                .bind("challenge", flow.challenge())
                                .bind("seconds", (double) CODE_LIFE.toSeconds())
                                .execute());
        return code;
    }

    /**
     * Returns who has signed in. The code is used up, whether or not the verifier is right.
     *
     * @throws WasmcloudException {@code WRONG_CREDENTIALS}; {@code NOT_ALLOWED} when the account
     *     was locked meanwhile
     */
    public User redeem(OneTimeToken code, OneTimeToken verifier) {
        return jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                DELETE FROM sign_in_codes
                                                WHERE code_hash = :code AND expires_at > now()
                                                RETURNING user_id, challenge
                                                """)
                                        .bind("code", code.hash())
                                        .map(
                                                (row, _) ->
                                                        new Code(
                                                                new UserId(
                                                                        Rows.uuid(row, "user_id")),
                                                                row.getString("challenge")))
                                        .findOne()
                                        .filter(found -> found.isOf(verifier))
                                        .flatMap(found -> Users.find(handle, found.user())))
                .map(Users::active)
                .orElseThrow(
                        () ->
                                new WasmcloudException(
                                        ErrorCode.WRONG_CREDENTIALS,
                                        "The code was used, has expired or is another one's: sign"
                                                + " in once more"));
    }

    private record Code(UserId user, String challenge) {
        boolean isOf(OneTimeToken verifier) {
            return MessageDigest.isEqual(verifier.challenge(), challenge.getBytes(US_ASCII));
        }
    }

    /** Removes what has expired. */
    void purge() {
        jdbi.useHandle(
                handle -> {
                    handle.execute("DELETE FROM sign_in_flows WHERE expires_at < now()");
                    handle.execute("DELETE FROM sign_in_codes WHERE expires_at < now()");
                });
    }
}
