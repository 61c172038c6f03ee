package run.wasmcloud.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.User;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

@ExtendWith(TestApi.Provider.class)
class BillingRoutesIT {
    private static final String EVENTS = "/v1/billing/events";

    private final TestApi api;
    private final String id = UUID.randomUUID().toString();
    private final Instant now = Instant.now();

    BillingRoutesIT(TestApi api) {
        this.api = api;
    }

    private static String event(UUID user, String plan, Instant at) {
        return """
        {"type": "plan-changed", "user": "%s", "plan": "%s", "occurredAt": "%s"}\
        """
                .formatted(user, plan, at);
    }

    private static String signature(String id, long time, String body)
            throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        var key = Base64.getDecoder().decode(TestApi.BILLING_SECRET.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var sum = mac.doFinal("%s.%d.%s".formatted(id, time, body).getBytes(UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(sum);
    }

    private Call call(String eventId, long time, String signature, String body) {
        return api.call("POST", EVENTS)
                .header("webhook-id", eventId)
                .header("webhook-timestamp", String.valueOf(time))
                .header("webhook-signature", signature)
                .json(body);
    }

    private Call signed(String eventId, String body) throws GeneralSecurityException {
        var time = now.getEpochSecond();
        return call(eventId, time, signature(eventId, time, body), body);
    }

    private Plan plan(User user) {
        return api.store().users().find(user.id()).orElseThrow().plan();
    }

    @Test
    void setsAUsersPlanOnce() throws Exception {
        var user = api.user(Plan.FREE);
        var body = event(user.id().value(), "paid", now);

        var first = signed(id, body).ok();
        assertThat(first.path("applied").asBoolean()).isTrue();
        assertThat(plan(user)).isEqualTo(Plan.PAID);

        var again = signed(id, body).ok();
        assertThat(again.path("repeated").asBoolean()).isTrue();
        var late = signed(id + "-late", event(user.id().value(), "free", now.minusSeconds(9))).ok();
        assertThat(late.path("applied").asBoolean()).isFalse();
        assertThat(plan(user)).isEqualTo(Plan.PAID);
    }

    @Test
    void takesAnEventThatIsSignedWithOneOfTwoSecrets() throws Exception {
        var user = api.user(Plan.FREE);
        var body = event(user.id().value(), "applicant", now);
        var time = now.getEpochSecond();

        call(id, time, "v1,bm90IG91cnM= " + signature(id, time, body), body).ok();

        assertThat(plan(user)).isEqualTo(Plan.APPLICANT);
    }

    @Test
    void refusesWhatIsNotSignedByTheSecretNow() throws Exception {
        var user = api.user(Plan.FREE);
        var body = event(user.id().value(), "paid", now);
        var time = now.getEpochSecond();
        var good = signature(id, time, body);

        call(id, time, good, body.replace("paid", "free")).refused(401, "not-signed-in");
        call(id + "x", time, good, body).refused(401, "not-signed-in");
        call(id, time + 1, good, body).refused(401, "not-signed-in");
        call(id, time, good.replace("v1,", "v2,"), body).refused(401, "not-signed-in");
        call(id, time, "", body).refused(401, "not-signed-in");
        api.call("POST", EVENTS).json(body).refused(401, "not-signed-in");
        for (var away : List.of(time - 301, time + 330)) {
            var reply =
                    call(id, away, signature(id, away, body), body).refused(401, "not-signed-in");
            assertThat(reply.text("detail")).contains("time is");
        }
        assertThat(plan(user)).isEqualTo(Plan.FREE);
    }

    @Test
    void tellsAllThatIsWrongWithAnEvent() throws Exception {
        var reply = signed(id, "{\"type\": \"nothing\"}").refused(422, "invalid-value");

        assertThat(reply.json().path("errors").findValuesAsString("pointer"))
                .containsExactly("/type", "/user", "/plan", "/occurredAt");
        signed(id, event(UUID.randomUUID(), "paid", now)).refused(404, "not-found");
        signed(id, "{").refused(400, "malformed-request");
        signed(id, event(UUID.randomUUID(), "gold", now)).refused(422, "invalid-value");
    }

    @Test
    void wantsSecretsOfTheRightFormAndDoesNotTellThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BillingSettings(List.of("whsec_c2hvcnQ=")))
                .withMessageNotContaining("c2hvcnQ");
        assertThat(new BillingSettings(List.of(TestApi.BILLING_SECRET)).toString())
                .doesNotContain("whsec");
    }
}
