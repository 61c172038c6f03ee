package run.wasmcloud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class CliTest {
    private final Tool tool = new Tool(Path.of("/nonexistent"));

    /** All verbs there are, as the fish shell is told. */
    static Stream<String> verbs() {
        var script = new Tool(Path.of("/nonexistent")).run("completion", "fish").out();
        return Stream.concat(
                words(script, "'__fish_use_subcommand' -a (\\S+) ").map(found -> found.group(1)),
                words(script, "seen_subcommand_from (\\S+); and not [^']+' -a (\\S+) ")
                        .map(found -> found.group(1) + " " + found.group(2)));
    }

    private static Stream<MatchResult> words(String script, String pattern) {
        return Pattern.compile(pattern).matcher(script).results();
    }

    @Test
    void knowsItsVerbs() {
        assertThat(verbs())
                .hasSizeGreaterThan(40)
                .contains("deploy", "tokens revoke", "admin plan");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void showsAnExampleInTheHelpOfEveryVerb(String verb) {
        var result = tool.run((verb + " --help").strip().split(" "));
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("Example", "  wasmcloud " + verb.replaceFirst("^(ls|rm)$", ""));
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void makesUpNames() {
        assertThat(tool.run("namegen", "-n", "3").out().lines())
                .hasSize(3)
                .allMatch(name -> name.matches("[a-z]+-[a-z]+-[0-9]{1,4}"));
        assertThat(tool.run("namegen", "-n", "0").status()).isEqualTo(2);
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        var result = tool.run("depoly", "x");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("There is no command depoly. Did you mean deploy?");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        var result = tool.run("run", "--sats=1", "x.wasm");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("There is no option --sats=1. Did you mean --stats?");
    }

    @Test
    void showsTheHelpWhenThereIsNoCommand() {
        var result = tool.run();
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Usage: wasmcloud", "deploy");
    }

    @Test
    void saysWhatAFunctionsNameMayBe() {
        var result = tool.run("show", "No_Name");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("expected: 2 to 50 of a-z, 0-9 and -");
    }

    @Test
    void tellsTheVersion() {
        assertThat(tool.run("--version").out()).startsWith("wasmcloud ");
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        assertThat(tool.run("nothing").err()).doesNotContain("\u001b");
        assertThat(new Tool(Path.of("/nonexistent")).onTerminal().run("nothing").err())
                .contains("\u001b[31merror:\u001b[0m");
        var without = new Tool(Path.of("/nonexistent")).onTerminal().with("NO_COLOR", "1");
        assertThat(without.run("nothing").err()).doesNotContain("\u001b");
    }

    @Test
    void tellsFailuresAsJsonToo() {
        var result = tool.run("whoami", "--json");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("{\"exitCode\":\"authentication\",\"title\":\"Not signed in\"");
    }

    @Test
    void neverAsksWithoutATerminal() {
        var result = tool.run("login");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Who signs in?");
    }

    @Test
    void addsTheVerbsOfItsHost() {
        var tool = new Tool(Path.of("/nonexistent")).serving(new Serve());
        assertThat(tool.run("serve", "--port", "7").status()).isEqualTo(7);
        assertThat(tool.run("--help").out()).contains("serve", "Serve something.");
        assertThat(tool.run("serve", "--port", "0").err())
                .contains("error: Port in use", "Take another");
    }

    @Command(name = "serve", description = "Serve something.")
    private static final class Serve implements Callable<Integer> {
        @Option(names = "--port")
        private int port;

        @Override
        public Integer call() {
            if (port == 0) {
                throw new CommandFailure(ExitCode.FAILURE, "Port in use", "0", "Take another");
            }
            return port;
        }
    }
}
