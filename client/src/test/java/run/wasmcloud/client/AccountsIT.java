package run.wasmcloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import run.wasmcloud.client.RecordingServer.Answer;
import run.wasmcloud.client.RecordingServer.Asked;
import run.wasmcloud.model.wire.InvitationRequest;
import run.wasmcloud.model.wire.PasswordChangeRequest;
import run.wasmcloud.model.wire.ProviderItem;
import run.wasmcloud.model.wire.SignUpRequest;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

class AccountsIT {
    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final AccessToken TOKEN = new AccessToken("secret.jwt.text");

    private static WasmcloudClient client(URI api) {
        return new WasmcloudClient(ClientSettings.of(api, TOKEN));
    }

    private static String route(Asked asked) {
        return asked.method() + " " + asked.target();
    }

    @Test
    void signsUp() throws IOException {
        try (var server = new RecordingServer(new Answer(202, "", ""));
                var client = client(server.address())) {
            client.accounts().signUp(new SignUpRequest("ada@example.com", "pass words", null));

            var asked = server.asked().getFirst();
            assertThat(route(asked)).isEqualTo("POST /v1/users");
            assertThat(asked.text())
                    .isEqualTo("{\"email\":\"ada@example.com\",\"password\":\"pass words\"}");
        }
    }

    @Test
    void confirmsChangesAndDeletes() throws IOException {
        var nothing = new Answer(204, "", "");
        var reset =
                """
                {"token":"t","link":"https://panel.example.com/new-password?token=t",
                 "expiresAt":"2026-01-02T03:04:05Z"}\
                """;
        try (var server =
                        new RecordingServer(
                                nothing,
                                nothing,
                                nothing,
                                nothing,
                                nothing,
                                nothing,
                                Answer.json(reset));
                var client = client(server.address())) {
            var accounts = client.accounts();
            accounts.confirm("a/b", "old words");
            accounts.askForVerification();
            accounts.askForPasswordReset("ada@example.com");
            accounts.resetPassword("t", "new words");
            accounts.changePassword(new PasswordChangeRequest("old words", "new words"));
            accounts.delete(null);

            assertThat(accounts.createPasswordReset(ID).token()).isEqualTo("t");
            assertThat(server.asked())
                    .extracting(asked -> route(asked) + " " + asked.text())
                    .containsExactly(
                            "PUT /v1/verifications/a%2Fb {\"password\":\"old words\"}",
                            "POST /v1/whoami/verifications ",
                            "POST /v1/password-resets {\"email\":\"ada@example.com\"}",
                            "PUT /v1/password-resets/t {\"password\":\"new words\"}",
                            "PUT /v1/whoami/password {\"currentPassword\":\"old"
                                    + " words\",\"newPassword\":\"new words\"}",
                            "DELETE /v1/whoami {}",
                            "POST /v1/users/" + ID + "/password-resets ");
        }
    }

    @Test
    void signsInThroughAProvider() throws IOException {
        var providers = "{\"items\":[{\"name\":\"corp\",\"title\":\"Corp\"}]}";
        var session =
                """
                {"id":"%s","name":"x","scope":"admin","expiresAt":"2026-01-02T03:04:05Z","token":"t"}\
                """
                        .formatted(ID);
        try (var server = new RecordingServer(Answer.json(providers), Answer.json(session));
                var client = client(server.address())) {
            var sessions = client.sessions();
            assertThat(sessions.providers())
                    .extracting(ProviderItem::title)
                    .containsExactly("Corp");
            assertThat(sessions.address("corp", URI.create("http://127.0.0.1:1/x"), "c"))
                    .isEqualTo(
                            URI.create(
                                    server.address()
                                            + "/v1/auth/corp?return=http%3A%2F%2F127.0.0.1%3A1%2Fx&challenge=c"));
            assertThat(sessions.redeem("c", "v").token()).isEqualTo("t");
            assertThat(server.asked())
                    .extracting(asked -> route(asked) + " " + asked.text())
                    .containsExactly(
                            "GET /v1/auth ",
                            "POST /v1/auth/sessions {\"code\":\"c\",\"verifier\":\"v\"}");
        }
    }

    @Test
    void makesListsAndTakesBackInvitations() throws IOException {
        var created =
                """
                {"id":"%s","expiresAt":"2026-01-02T03:04:05Z","token":"t",
                 "link":"https://panel.example.com/sign-up?token=t"}\
                """
                        .formatted(ID);
        var page =
                """
                {"items":[{"id":"%s","email":"ada@example.com","createdAt":"2026-01-02T03:04:05Z",
                 "expiresAt":"2026-01-02T03:04:05Z"}]}\
                """
                        .formatted(ID);
        try (var server =
                        new RecordingServer(
                                Answer.json(created), Answer.json(page), new Answer(204, "", ""));
                var client = client(server.address())) {
            var made = client.invitations().create(new InvitationRequest("ada@example.com", null));
            var listed = client.invitations().list().stream().toList();
            client.invitations().delete(ID);

            assertThat(made.token()).isEqualTo("t");
            assertThat(requireNonNull(listed.getFirst().email())).isEqualTo("ada@example.com");
            assertThat(server.asked())
                    .extracting(AccountsIT::route)
                    .containsExactly(
                            "POST /v1/invitations",
                            "GET /v1/invitations",
                            "DELETE /v1/invitations/" + ID);
        }
    }
}
