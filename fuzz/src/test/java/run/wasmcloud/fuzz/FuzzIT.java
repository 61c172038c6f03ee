package run.wasmcloud.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks for new inputs that fail, for {@code fuzz.seconds} each target, with Jazzer. */
class FuzzIT {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 4);
    private static final long STARTING_SECONDS = 120;

    @ParameterizedTest
    @EnumSource
    void findsNothing(FuzzTarget target) throws IOException, InterruptedException {
        var found = Files.createDirectories(target.findings().resolve("corpus"));
        var log = target.findings().resolve("log.txt");
        var fuzzer =
                new ProcessBuilder(command(target, found))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(fuzzer.waitFor(SECONDS + STARTING_SECONDS, TimeUnit.SECONDS))
                    .as("the fuzzer ended; its log is %s", log.toAbsolutePath())
                    .isTrue();
        } finally {
            fuzzer.destroyForcibly();
        }
        assertThat(fuzzer.exitValue()).as(() -> "the log:\n" + text(log)).isZero();
        assertThat(text(log)).as("inputs were tried").containsPattern("Done [0-9]+ runs");
    }

    private static List<String> command(FuzzTarget target, Path found) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=run.wasmcloud.**",
                "--reproducer_path=" + target.findings(),
                "-artifact_prefix=" + target.findings() + "/",
                "-max_total_time=" + SECONDS,
                "-max_len=" + target.longest(),
                "-timeout=20",
                "-rss_limit_mb=0",
                found.toString(),
                target.corpus().toString());
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }
}
