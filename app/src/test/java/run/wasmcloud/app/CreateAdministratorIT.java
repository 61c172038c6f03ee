package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;
import run.wasmcloud.store.Store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(180)
class CreateAdministratorIT {
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir private Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private int run(String input, String email, String... options) {
        output.reset();
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8));
        var shell = new Shell(in, out, out, false, false, false, Map.of(), Clock.systemUTC());
        var arguments = new ArrayList<>(List.of("admin", "create-administrator", "--email", email));
        arguments.addAll(List.of("--data", folder.toString()));
        arguments.addAll(List.of(options));
        return Main.tool(shell).run(arguments.toArray(String[]::new));
    }

    private String said() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesAnAccountThatMaySignInAsAnAdministrator() throws IOException {
        assertThat(run(PASSWORD, "Ada@example.com")).as(said()).isZero();

        try (var store = Store.embedded(folder)) {
            var user = store.users().signIn("ada@example.com", PASSWORD);
            assertThat(user.role()).isEqualTo(Role.ADMIN);
            assertThat(user.plan()).isEqualTo(Plan.PAID);
        }
        assertThat(run(PASSWORD, "ada@example.com")).isEqualTo(ExitCode.CONFLICT.status());
        assertThat(said()).contains("has an account", "--existing").doesNotContain(PASSWORD);
    }

    @Test
    void givesALockedAccountItsRightsAndItsOwnPassword() throws IOException {
        try (var store = Store.embedded(folder)) {
            var user = store.users().create("bob@example.com", PASSWORD, Role.USER, Plan.FREE);
            store.users().setState(user.id(), UserState.LOCKED);
        }

        assertThat(run("", "bob@example.com", "--existing")).as(said()).isZero();

        try (var store = Store.embedded(folder)) {
            var user = store.users().signIn("bob@example.com", PASSWORD);
            assertThat(user.role()).isEqualTo(Role.ADMIN);
        }
        assertThat(run("", "eve@example.com", "--existing")).isEqualTo(ExitCode.NOT_FOUND.status());
        assertThat(said()).contains("No account has the address eve@example.com");
    }

    @Test
    void refusesWhatTheApiWouldRefuse() {
        assertThat(run("password", "ada@example.com")).isEqualTo(ExitCode.INVALID.status());
        assertThat(said()).contains("must have 10 to 256 characters");
        assertThat(run(PASSWORD, "ada")).isEqualTo(ExitCode.INVALID.status());
        assertThat(said()).contains("an address like");
        assertThat(folder).isEmptyDirectory();
    }
}
