package run.wasmcloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.VariableName;
import run.wasmcloud.store.Function;
import run.wasmcloud.store.Store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Timeout(180)
class RotateMasterKeyIT {
    private static final VariableName KEY = new VariableName("KEY");

    @TempDir private Path folder;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private int run(String... options) {
        var out = new PrintStream(output, true, StandardCharsets.UTF_8);
        var nothing = new ByteArrayInputStream(new byte[0]);
        var shell = new Shell(nothing, out, out, false, false, false, Map.of(), Clock.systemUTC());
        var arguments =
                Stream.concat(
                        Stream.of("admin", "rotate-master-key", "--data", folder.toString()),
                        Stream.of(options));
        return Main.tool(shell).run(arguments.toArray(String[]::new));
    }

    private List<String> keys() throws IOException {
        return Files.readAllLines(Store.masterKeys(folder));
    }

    @Test
    void sealsEverySecretAnewAndKeepsOrForgetsTheOldKeys() throws IOException {
        Function function;
        try (var store = Store.embedded(folder)) {
            var owner =
                    store.users()
                            .create(
                                    "ada@example.com",
                                    "correct horse battery staple",
                                    Role.USER,
                                    Plan.PAID);
            function = store.functions().create(owner, Optional.empty(), "");
            store.secrets().put(function, KEY, "value");
        }
        var first = keys();

        assertThat(run()).as(output.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(keys()).hasSize(2).endsWith(first.getFirst());
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("1 secrets are sealed with the new key")
                .doesNotContain(first.getFirst().substring(first.getFirst().indexOf(':') + 1));

        assertThat(run("--forget")).isZero();
        assertThat(keys()).hasSize(1).doesNotContain(first.getFirst());
        try (var store = Store.embedded(folder)) {
            assertThat(store.secrets().values(function.id()).byName())
                    .isEqualTo(Map.of("KEY", "value"));
        }
    }

    @Test
    void leavesAServerThatRunsAlone() throws IOException {
        try (var _ = Store.embedded(folder)) {
            var before = keys();
            assertThat(run()).isNotZero();
            assertThat(keys()).isEqualTo(before);
        }
    }
}
