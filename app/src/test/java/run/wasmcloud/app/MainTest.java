package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import run.wasmcloud.cli.Shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** The whole tool: its own commands and those of servers. */
class MainTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private String run(String... arguments) {
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        var nothing = new ByteArrayInputStream(new byte[0]);
        var shell = new Shell(nothing, out, out, false, false, false, Map.of(), Clock.systemUTC());
        assertThat(Main.tool(shell).run(arguments)).isZero();
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsTheCommandsOfServersBesideItsOwn() {
        assertThat(run("--help")).contains("up ", "api ", "executor ", "admin ", "deploy ");
    }

    @Test
    void hasWhatOperatorsDoBesideWhatAdministratorsDo() {
        assertThat(run("admin", "--help"))
                .contains(
                        "backup",
                        "restore",
                        "rotate-master-key",
                        "create-administrator",
                        "users",
                        "suspend");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "api",
                "executor",
                "admin backup",
                "admin restore",
                "admin rotate-master-key",
                "admin create-administrator"
            })
    void showsAnExampleOfEachServerCommand(String verb) {
        assertThat(run((verb + " --help").split(" "))).contains("Example", "  wasmcloud " + verb);
    }
}
