package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.wire.ApplicationRequest;
import run.wasmcloud.model.wire.DecisionRequest;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.model.wire.PlanRequest;
import run.wasmcloud.model.wire.UserPatch;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;

class AdministrationIT {
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final AccessToken TOKEN = new AccessToken("secret.jwt.text");
    private static final String USER =
            """
            {"id":"%s","email":"ada@example.com","emailVerified":true,"role":"user","state":"locked","plan":"free",
             "createdAt":"2026-01-02T03:04:05Z"}\
            """
                    .formatted(ID);
    private static final String APPLICATION =
            """
            {"id":"%s","user":"%s","email":"ada@example.com","reason":"maps","state":"open",
             "note":"","createdAt":"2026-01-02T03:04:05Z"}\
            """
                    .formatted(ID, ID);
    private static final String PLAN =
            """
            {"name":"free","limits":{"functions":20,"fuelAMonth":null},
             "updatedAt":"2026-01-02T03:04:05Z"}\
            """;
    private static final String EVENT =
            """
            {"id":"%s","at":"2026-01-02T03:04:05Z","action":"function.create","subject":"hello",
             "details":{"a":"b"},"by":"owner","address":"203.0.113.7"}\
            """
                    .formatted(ID);

    private static String page(String item) {
        return "{\"items\":[" + item + "]}";
    }

    private static WasmcloudClient client(RecordingServer server) {
        return new WasmcloudClient(ClientSettings.of(server.address(), TOKEN));
    }

    @Test
    void findsAndChangesUsers() throws IOException {
        try (var server = new RecordingServer(Answer.json(page(USER)), Answer.json(USER));
                var client = client(server)) {
            assertThat(client.users().list("ada").stream().toList()).hasSize(1);
            var patch = new UserPatch(UserState.LOCKED, null, null, "spam");
            assertThat(client.users().change(ID, patch).state()).isEqualTo(UserState.LOCKED);

            assertThat(server.asked().get(0).target()).isEqualTo("/v1/users?search=ada");
            assertThat(server.asked().get(1).method()).isEqualTo("PATCH");
            assertThat(server.asked().get(1).target()).isEqualTo("/v1/users/" + ID);
            assertThat(server.asked().get(1).text())
                    .isEqualTo("{\"state\":\"locked\",\"reason\":\"spam\"}");
        }
    }

    @Test
    void appliesAndDecides() throws IOException {
        try (var server =
                        new RecordingServer(
                                Answer.json(APPLICATION),
                                Answer.json(page(APPLICATION)),
                                Answer.json(APPLICATION),
                                Answer.json(APPLICATION));
                var client = client(server)) {
            var applications = client.applications();
            var made = applications.create(new ApplicationRequest("maps"));
            assertThat(made.state()).isEqualTo(ApplicationState.OPEN);
            assertThat(made.decidedAt()).isNull();
            assertThat(applications.list(ApplicationState.OPEN)).containsExactly(made);
            applications.approve(ID, new DecisionRequest("welcome"));
            applications.reject(ID, new DecisionRequest(null));

            assertThat(server.asked())
                    .extracting(asked -> asked.method() + " " + asked.target())
                    .containsExactly(
                            "POST /v1/applications",
                            "GET /v1/applications?state=open",
                            "POST /v1/applications/" + ID + "/approve",
                            "POST /v1/applications/" + ID + "/reject");
        }
    }

    @Test
    void readsAndChangesPlans() throws IOException {
        try (var server =
                        new RecordingServer(
                                Answer.json(PLAN),
                                Answer.json(page(PLAN)),
                                Answer.json(PLAN),
                                Answer.json(PLAN));
                var client = client(server)) {
            var limits = client.limits();
            assertThat(limits.limits()).containsEntry("functions", 20L);
            assertThat(limits.limits()).containsEntry("fuelAMonth", null);
            assertThat(client.plans().list()).containsExactly(limits);
            assertThat(client.plans().get(Plan.FREE)).isEqualTo(limits);
            client.plans()
                    .put(
                            Plan.FREE,
                            new PlanRequest(Map.of("functions", 21L), new MoneyItem(900L, "EUR")));

            assertThat(server.asked().get(3).target()).isEqualTo("/v1/plans/free");
            assertThat(server.asked().get(3).text())
                    .isEqualTo(
                            "{\"limits\":{\"functions\":21},\"price\":{\"amount\":900,\"currency\":\"EUR\"}}");
        }
    }

    @Test
    void readsTheAuditTrail() throws IOException {
        try (var server = new RecordingServer(Answer.json(page(EVENT)), Answer.json(page(EVENT)));
                var client = client(server)) {
            var filter = new AuditFilter("function.create", "hello", ID, null, null);
            var event = client.audit(filter).stream().findFirst().orElseThrow();
            assertThat(event.details()).containsEntry("a", "b");
            assertThat(client.audit(AuditFilter.none()).stream()).hasSize(1);

            assertThat(server.asked().get(0).target())
                    .isEqualTo("/v1/audit?action=function.create&subject=hello&user=" + ID);
            assertThat(server.asked().get(1).target()).isEqualTo("/v1/audit");
        }
    }
}
