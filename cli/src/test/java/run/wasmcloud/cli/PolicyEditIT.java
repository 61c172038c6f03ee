package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Editing a policy, with scripts in the editor's place. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class PolicyEditIT {
    private static final String ROUTE = "/v1/functions/hello/policy";
    private static final String POLICY =
            "{\"text\":\"allow ^a\\n\",\"source\":\"owner\",\"deployment\":2,\"warnings\":[],"
                    + "\"limits\":{\"memoryPages\":16,\"fuel\":1000,\"wallMillis\":100}}";
    private static final String DEPLOYMENT =
            "{\"id\":\"019a0000-0000-7000-8000-000000000001\",\"number\":3,\"module\":\"ab\","
                + "\"moduleBytes\":9,\"active\":true,\"message\":\"\",\"limits\":{\"memoryPages\":1,"
                + "\"fuel\":2,\"wallMillis\":3},\"createdAt\":\"2026-01-02T03:04:05Z\"}";

    @TempDir private Path home;
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi().on("GET " + ROUTE, POLICY).on("PUT " + ROUTE, DEPLOYMENT);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    /** Edits with a shell command that finds the file's name in {@code $1}. */
    private Tool.Result edit(String typed, String command) throws IOException {
        var script = Files.writeString(home.resolve("editor"), command + "\n");
        return new Tool(home)
                .with("WASMCLOUD_API", api.address())
                .with("WASMCLOUD_TOKEN", "a.b.c")
                .with("EDITOR", "sh " + script)
                .onTerminal()
                .reading(typed)
                .run("policy", "edit", "hello", "-m", "more");
    }

    private static Path kept(Tool.Result result) {
        var text = result.err().replaceAll("\u001b\\[[0-9;]*m", "");
        var found = Pattern.compile("kept in (\\S+)\\.\n").matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Path.of(found.group(1));
    }

    @Test
    void storesWhatWasEditedUnlessItChangedMeanwhile() throws IOException {
        var result =
                edit("", "cp \"$1\" %s; echo 'allow ^b' >> \"$1\"".formatted(home.resolve("seen")));

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("hello runs version 3, under the new policy");
        assertThat(home.resolve("seen")).hasContent("allow ^a\n");
        assertThat(api.asked().getLast())
                .isEqualTo(
                        "PUT "
                                + ROUTE
                                + "?message=more&activate=true {\"text\":\"allow ^a\\n"
                                + "allow ^b\\n"
                                + "\"}");
        assertThat(api.conditions().getLast()).isEqualTo("\"2\"");
    }

    @Test
    void storesNothingWhenNothingWasChanged() throws IOException {
        var result = edit("", "true");

        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("Nothing was changed");
        assertThat(api.asked()).containsExactly("GET " + ROUTE);
    }

    @Test
    void opensWhatIsNotValidAgain() throws IOException {
        var result =
                edit(
                        "y\n",
                        "if grep -q bad \"$1\"; then echo 'allow ^c' > \"$1\"; else echo bad >"
                                + " \"$1\"; fi");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("hello.policy, line 1, column 1: 'bad'", "Edit it again?");
        assertThat(api.asked().getLast()).endsWith("{\"text\":\"allow ^c\\n\"}");
    }

    @Test
    void keepsTheTextOfWhoGivesUp() throws IOException {
        var result = edit("n\n", "echo bad > \"$1\"");

        assertThat(result.status()).isEqualTo(ExitCode.INVALID.status());
        assertThat(kept(result)).hasContent("bad\n");
    }

    @Test
    void keepsTheTextWhenTheServerHasAnotherPolicyMeanwhile() throws IOException {
        api.refusing("PUT " + ROUTE, 412, "Changed meanwhile", "look again");

        var result = edit("y\ny\n", "echo 'allow ^x' > \"$1\"");

        assertThat(result.status()).isEqualTo(ExitCode.CONFLICT.status());
        assertThat(result.err()).contains("Changed meanwhile").doesNotContain("Edit it again");
        assertThat(kept(result)).hasContent("allow ^x\n");
    }

    @Test
    void saysThatTheEditorFailed() throws IOException {
        var result = edit("", "exit 3");

        assertThat(result.status()).isEqualTo(ExitCode.FAILURE.status());
        assertThat(result.err()).contains("ended with status 3", "hello.policy");
    }

    @Test
    void asksNobodyWhereThereIsNoTerminal() {
        var result =
                new Tool(home)
                        .with("WASMCLOUD_API", api.address())
                        .with("WASMCLOUD_TOKEN", "a.b.c")
                        .with("EDITOR", "false")
                        .run("policy", "edit", "hello");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
        assertThat(result.err()).contains("wasmcloud policy set hello FILE");
        assertThat(api.asked()).isEmpty();
    }
}
