package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class CompletionIT {
    @TempDir Path folder;

    private String script(String shell) {
        var result = new Tool(folder).run("completion", shell);
        assertThat(result.status()).as(result.err()).isZero();
        return result.out();
    }

    /** What bash offers for a line that is being typed. */
    private String bash(String line) throws IOException, InterruptedException {
        var script = Files.writeString(folder.resolve("completion.bash"), script("bash"));
        var words = line.split(" ", -1);
        var ask =
                """
                source %s
                COMP_WORDS=(%s) COMP_CWORD=%d
                _complete_wasmcloud
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(script, quoted(words), words.length - 1);
        var process =
                new ProcessBuilder("bash", "--norc", "-c", ask).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static String quoted(String... words) {
        return "'" + String.join("' '", words) + "'";
    }

    @Test
    void letsBashCompleteCommandsAndOptions() throws Exception {
        assertThat(bash("wasmcloud dep").lines()).contains("deploy");
        assertThat(bash("wasmcloud deploy --mes").lines()).contains("--message");
        assertThat(bash("wasmcloud tokens re").lines()).contains("revoke");
    }

    @Test
    void servesZshWithTheSameScript() {
        assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
    }

    @Test
    void tellsFishEachCommandAndOption() {
        assertThat(script("fish").lines())
                .contains("complete -c wasmcloud -f")
                .anyMatch(line -> line.contains("'__fish_use_subcommand' -a deploy -d 'Deploy a"))
                .anyMatch(
                        line ->
                                line.contains("seen_subcommand_from deploy'")
                                        && line.contains("-s m -l message -r"))
                .anyMatch(
                        line ->
                                line.contains("seen_subcommand_from tokens; and not")
                                        && line.contains("-a revoke"))
                .allMatch(line -> line.startsWith("complete -c wasmcloud "));
    }

    @Test
    void knowsNoOtherShells() {
        var result = new Tool(folder).run("completion", "tcsh");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("tcsh", "bash", "zsh", "fish");
    }
}
