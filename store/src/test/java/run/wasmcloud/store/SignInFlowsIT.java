package run.wasmcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.ErrorCode;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

@ExtendWith(TestStore.class)
class SignInFlowsIT {
    private static final URI RETURN = URI.create("http://127.0.0.1:1/");

    private final Store store;
    private final SignInFlows flows;

    SignInFlowsIT(Store store) {
        this.store = store;
        this.flows = store.signInFlows();
    }

    @Test
    void keepsAFlowUntilItsProviderSendsTheBrowserBackOnce() {
        var begun = flows.begin("corp", RETURN, "c");

        assertThat(flows.take("another", begun.state())).isEmpty();
        assertThat(flows.take("corp", OneTimeToken.create())).isEmpty();
        assertThat(flows.take("corp", begun.state())).contains(begun.flow());
        assertThat(flows.take("corp", begun.state())).isEmpty();
    }

    @Test
    void letsFlowsAndCodesExpire() {
        var begun = flows.begin("corp", RETURN, "c");
        var verifier = OneTimeToken.create();
        var code = flows.complete(flow(verifier), TestStore.user(store));
        expire("sign_in_flows", "state_hash", begun.state());
        expire("sign_in_codes", "code_hash", code);

        assertThat(flows.take("corp", begun.state())).isEmpty();
        assertThat(UsersIT.refusal(() -> flows.redeem(code, verifier)))
                .isEqualTo(ErrorCode.WRONG_CREDENTIALS);
        flows.purge();
    }

    private void expire(String table, String column, OneTimeToken token) {
        store.jdbi()
                .useHandle(
                        handle ->
                                assertThat(
                                                handle.execute(
                                                        "UPDATE "
                                                                + table
                                                                + " SET expires_at = now() WHERE "
                                                                + column
                                                                + " = ?",
                                                        token.hash()))
                                        .isOne());
    }

    @Test
    void letsOneOfManyRedeemACode() throws Exception {
        var verifier = OneTimeToken.create();
        var code = flows.complete(flow(verifier), TestStore.user(store));
        Callable<Optional<ErrorCode>> redeem =
                () -> {
                    try {
                        flows.redeem(code, verifier);
                        return Optional.empty();
                    } catch (run.wasmcloud.model.WasmcloudException e) {
                        return Optional.of(e.code());
                    }
                };
        var outcomes = new ArrayList<Optional<ErrorCode>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(Collections.nCopies(10, redeem))) {
                outcomes.add(each.get());
            }
        }
        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Optional::isPresent)
                .containsOnly(Optional.of(ErrorCode.WRONG_CREDENTIALS));
    }

    private static SignInFlow flow(OneTimeToken verifier) {
        return new SignInFlow(
                "corp",
                OneTimeToken.create(),
                OneTimeToken.create(),
                RETURN,
                new String(verifier.challenge(), java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void makesTheChallengeAsRfc7636Does() {
        var verifier = new OneTimeToken("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

        assertThat(verifier.challenge())
                .asString()
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
