package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** Accounts and administration, against an API that answers what the test says. */
class AdminVerbsIT {
    private static final String ID = "019a0000-0000-7000-8000-000000000001";
    private static final String USER =
            "{\"id\":\"%s\",\"email\":\"ada@example.com\",\"role\":\"user\",\"state\":\"%s\",\"plan\":\"%s\",\"createdAt\":\"2026-01-02T03:04:05Z\"}";
    private static final String PLAN =
            "{\"name\":\"free\",\"limits\":{\"functions\":20,\"invocationsAMonth\":%s},\"updatedAt\":\"2026-01-02T03:04:05Z\"}";

    @TempDir private Path home;
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi();
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    private Tool tool() {
        return new Tool(home)
                .with("WASMCLOUD_API", api.address())
                .with("WASMCLOUD_TOKEN", "env.token");
    }

    private static String page(String... items) {
        return "{\"items\":[" + String.join(",", items) + "]}";
    }

    private static String application(String state) {
        return ("{\"id\":\"%s\",\"user\":\"%s\",\"email\":\"ada@example.com\",\"reason\":\"a"
                    + " \\u001bhook\",\"state\":\"%s\",\"note\":\"\",\"createdAt\":\"2026-01-02T03:04:05Z\"}")
                .formatted(ID, ID, state);
    }

    @Test
    void signsUpWithoutAToken() {
        api.on("POST /v1/users", "");

        var result =
                new Tool(home)
                        .with("WASMCLOUD_API", api.address())
                        .reading("correct horse\nnot this\n")
                        .run("signup", "--email", "ada@example.com", "--invitation", "inv");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(api.asked())
                .containsExactly(
                        "POST /v1/users {\"email\":\"ada@example.com\",\"password\":\"correct"
                                + " horse\",\"invitation\":\"inv\"}");
        assertThat(api.tokens()).containsExactly("null");
        assertThat(result.err()).contains("wasmcloud login --api " + api.address());
    }

    @Test
    void appliesAndShowsWhatBecameOfIt() {
        api.on("POST /v1/applications", application("open"))
                .on("GET /v1/applications", page(application("open")));

        assertThat(tool().run("apply", "--reason", "a hook").out())
                .isEqualTo("Applied. An administrator decides.\n");
        assertThat(tool().run("apply").out()).contains("STATE", "open", "a \\x1bhook");
    }

    @Test
    void restoresADeletedFunction() {
        var function =
                "{\"id\":\"%s\",\"name\":\"hello\",\"description\":\"\",\"url\":\"http://hello.run\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"updatedAt\":\"2026-01-02T03:04:05Z\",\"deletedAt\":\"2026-01-03T03:04:05Z\",\"restorableUntil\":\"2026-02-02T03:04:05Z\"}"
                        .formatted(ID);
        api.on("GET /v1/functions", page(function))
                .on("POST /v1/functions/hello/restore", function);

        assertThat(tool().run("list", "--deleted").out())
                .contains("RESTORABLE UNTIL", "hello", "2026-02-02 03:04:05");
        assertThat(api.asked()).containsExactly("GET /v1/functions?deleted=true");
        assertThat(tool().run("restore", "hello").out())
                .isEqualTo("Restored hello: http://hello.run\n");
    }

    @Test
    void signsAndRevokesAddresses() {
        api.on(
                        "POST /v1/functions/hello/signed-urls",
                        "{\"url\":\"http://hello.run/a?signature=x\",\"path\":\"/a\",\"prefix\":false,\"method\":\"GET\",\"expiresAt\":\"2026-01-31T13:00:00Z\"}")
                .on("DELETE /v1/functions/hello/signed-urls", "");

        assertThat(tool().run("sign-url", "hello", "--path", "/a", "--expires", "1h").out())
                .isEqualTo("http://hello.run/a?signature=x\n");
        assertThat(api.asked().getLast())
                .contains("\"path\":\"/a\"", "\"expiresAt\":\"2026-01-31T13:00:00Z\"");
        assertThat(tool().run("sign-url", "hello", "--revoke").err()).contains("are invalid");
    }

    @Test
    void listsAndChangesAccounts() {
        api.on("GET /v1/users", page(USER.formatted(ID, "active", "applicant")))
                .on("PATCH /v1/users/" + ID, USER.formatted(ID, "locked", "free"));

        assertThat(tool().run("admin", "users", "--search", "ada").out())
                .contains("ada@example.com", "applicant", ID);
        assertThat(api.asked()).containsExactly("GET /v1/users?search=ada");

        var changed =
                tool().run(
                                "admin",
                                "user",
                                "ADA@example.com",
                                "--state",
                                "locked",
                                "--plan",
                                "free",
                                "--reason",
                                "spam");

        assertThat(changed.out()).isEqualTo("ada@example.com: role user, plan free, locked\n");
        assertThat(api.asked().getLast())
                .isEqualTo(
                        "PATCH /v1/users/%s {\"state\":\"locked\",\"plan\":\"free\",\"reason\":\"spam\"}"
                                .formatted(ID));
    }

    @Test
    void saysWhichAccountThereIsNot() {
        api.on("GET /v1/users", page());

        assertThat(tool().run("admin", "user", "bob@example.com", "--plan", "free").status())
                .isEqualTo(ExitCode.NOT_FOUND.status());
        assertThat(tool().run("admin", "user", "bob", "--plan", "free").err())
                .contains("bob is neither an address nor an id");
        assertThat(tool().run("admin", "user", ID).err()).contains("Nothing to change");
        assertThat(tool().run("admin", "user", ID, "--plan", "gold").err())
                .contains("gold (expected: applicant, free, paid)");
    }

    @Test
    void invitesAndTakesBack() {
        api.on(
                        "POST /v1/invitations",
                        "{\"id\":\"%s\",\"email\":\"a@b.c\",\"expiresAt\":\"2026-02-07T12:00:00Z\",\"token\":\"t\",\"link\":\"https://panel/join?t\"}"
                                .formatted(ID))
                .on("DELETE /v1/invitations/" + ID, "")
                .on(
                        "GET /v1/invitations",
                        page(
                                "{\"id\":\"%s\",\"createdAt\":\"2026-01-02T03:04:05Z\",\"expiresAt\":\"2026-02-07T12:00:00Z\"}"
                                        .formatted(ID)));

        var invited = tool().run("admin", "invite", "--email", "a@b.c", "--expires", "7d");

        assertThat(invited.out()).isEqualTo("https://panel/join?t\n");
        assertThat(api.asked().getLast())
                .contains("\"email\":\"a@b.c\"", "\"expiresAt\":\"2026-02-07T12:00:00Z\"");
        assertThat(tool().run("admin", "invitations").out()).contains("anybody", ID);
        assertThat(tool().run("admin", "invitations", "--revoke", ID).err())
                .contains("Took back " + ID);
    }

    @Test
    void decidesApplications() {
        api.on("GET /v1/applications", page(application("open")))
                .on("POST /v1/applications/" + ID + "/approve", application("approved"))
                .on("POST /v1/applications/" + ID + "/reject", application("rejected"));

        assertThat(tool().run("admin", "applications").out()).contains(ID, "ada@example.com");
        assertThat(tool().run("admin", "decide", ID, "approve").out())
                .isEqualTo("ada@example.com: approved\n");
        assertThat(tool().run("admin", "decide", ID, "reject", "--note", "why?").out())
                .isEqualTo("ada@example.com: rejected\n");
        assertThat(api.asked().getLast()).endsWith("{\"note\":\"why?\"}");
        assertThat(tool().run("admin", "decide", ID, "ignore").err())
                .contains("ignore (expected: approve, reject)");
    }

    @Test
    void showsAndChangesPlans() {
        api.on("GET /v1/plans", page(PLAN.formatted("1000000")))
                .on("GET /v1/plans/free", PLAN.formatted("1000000"))
                .on("PUT /v1/plans/free", PLAN.formatted("null"));

        assertThat(tool().run("admin", "plans").out())
                .containsPattern("FIGURE +free\nfunctions +20\ninvocationsAMonth +1000000");
        var changed = tool().run("admin", "plan", "free", "functions=30", "invocationsAMonth=none");

        assertThat(changed.out()).contains("no bound");
        assertThat(api.asked().getLast())
                .isEqualTo(
                        "PUT /v1/plans/free"
                                + " {\"limits\":{\"functions\":30,\"invocationsAMonth\":null}}");
        assertThat(tool().run("admin", "plan", "free", "function=3").err())
                .contains("function is none of a plan's figures", "Did you mean functions?");
        assertThat(tool().run("admin", "plan", "free", "functions=many").err())
                .contains("functions=many (expected: a whole number, or none)");
    }

    @Test
    void suspendsAndLifts() {
        api.on(
                        "POST /v1/functions/miner/suspension",
                        "{\"reason\":\"overuse\",\"note\":\"\",\"since\":\"2026-01-02T03:04:05Z\"}")
                .on("DELETE /v1/functions/miner/suspension", "");

        assertThat(tool().run("admin", "suspend", "miner", "--reason", "overuse").out())
                .isEqualTo("Suspended miner (overuse)\n");
        assertThat(tool().run("admin", "unsuspend", "miner").err())
                .isEqualTo("miner answers again.\n");
    }

    @Test
    void showsLimitsAndTheAuditLog() {
        api.on("GET /v1/limits", PLAN.formatted("null"))
                .on(
                        "GET /v1/audit",
                        page(
                                "{\"id\":\"%s\",\"at\":\"2026-01-02T03:04:05Z\",\"action\":\"secret.put\",\"subject\":\"hello\",\"details\":{\"key\":\"TOKEN\"},\"by\":\"owner\",\"user\":\"%s\",\"address\":\"192.0.2.7\"}"
                                        .formatted(ID, ID)));

        assertThat(tool().run("limits").out()).contains("functions", "20", "no bound");
        assertThat(tool().run("audit", "--action", "secret.put").out())
                .contains("secret.put", "hello", "key=TOKEN", "192.0.2.7");
        assertThat(api.asked().getLast()).isEqualTo("GET /v1/audit?action=secret.put");
    }
}
