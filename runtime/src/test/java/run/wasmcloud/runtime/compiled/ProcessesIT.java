package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import run.wasmcloud.wasmtime.Engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What goes on between processes: a folder that two use, one that is full, parents that die. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProcessesIT {
    private static final Duration COMPILES_BY_THEN = Duration.ofMillis(1_500);
    private static final long LOOK_NANOS = 5_000_000;

    @TempDir private Path folder;

    /** A program of the tests in a process of its own. */
    private record Program(Process process, BufferedReader out, LastWords err)
            implements AutoCloseable {
        static Program start(List<String> before, Class<?> program, String... arguments)
                throws IOException {
            var java = JavaCommand.ofThisProcess();
            var command = new ArrayList<>(before);
            command.addAll(
                    List.of(
                            java.java().toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-XX:-UsePerfData",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            java.classPath(),
                            program.getName()));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command);
            builder.environment().put("WASMCLOUD_LIBWASMTIME", Engine.library().toString());
            var process = builder.start();
            return new Program(
                    process, process.inputReader(), LastWords.of(process.getErrorStream()));
        }

        /** Lets the program go on once it is ready. */
        Program go() throws IOException {
            assertThat(out.readLine()).isEqualTo("ready");
            process.getOutputStream().close();
            return this;
        }

        /** Returns all that the program says to its end, which must be a good one. */
        List<String> rest() throws IOException, InterruptedException {
            var lines = out.readAllLines();
            assertThat(process.waitFor()).as(err::text).isZero();
            return lines;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Program cache(List<String> before, long mostBytes, int modules, int times)
            throws IOException {
        return Program.start(
                before,
                CacheProgram.class,
                folder.toString(),
                Long.toString(mostBytes),
                Integer.toString(modules),
                Integer.toString(times));
    }

    private static boolean works(List<String> command) throws Exception {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }

    /** Runs a command where the folder is a disk of so many KiB. */
    private List<String> onDiskOf(int kib) {
        var mount = "mount -t tmpfs -o size=%dk tmpfs \"$0\" && exec \"$@\"".formatted(kib);
        return List.of(
                "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, folder + "");
    }

    @Test
    void goesOnWithoutAFolderWhoseDiskIsFull() throws Exception {
        var disk = onDiskOf(4);
        assumeThat(works(join(disk, "true"))).as("whether a user may mount").isTrue();
        try (var program = cache(disk, 1L << 30, 3, 2)) {
            assertThat(program.go().rest())
                    .containsExactly(new CompiledCounts.Seen(0, 0, 6, 0, 6).toString(), "[]");
            assertThat(program.err().text())
                    .contains("No space left on device", "it is compiled again when it is needed");
        }
    }

    private static List<String> join(List<String> before, String last) {
        var all = new ArrayList<>(before);
        all.add(last);
        return all;
    }

    /** The system refuses to write what is longer than 512 bytes, to whoever is not root too. */
    @Test
    void goesOnWithoutAFolderThatTakesNoFiles() throws Exception {
        var limited = List.of("sh", "-c", "ulimit -f 1 && exec \"$@\"", "sh");
        try (var program = cache(limited, 1L << 30, 3, 2)) {
            assertThat(program.go().rest())
                    .containsExactly(new CompiledCounts.Seen(0, 0, 6, 0, 6).toString(), "[]");
        }
    }

    /** So small a folder that each throws out all the time what the other one looks for. */
    @Test
    void shareAFolderThatIsTooSmall() throws Exception {
        try (var one = cache(List.of(), 60_000, 10, 40);
                var other = cache(List.of(), 60_000, 10, 40)) {
            one.go();
            other.go();
            for (var program : List.of(one, other)) {
                assertThat(program.rest().getFirst()).endsWith("refused=0, failed=0]");
            }
        }
    }

    @Test
    void aCompileProcessEndsSoonAfterItsParentIsKilled() throws Exception {
        try (var parent = Program.start(List.of(), ParentProgram.class)) {
            var child = compiling(parent.process());
            parent.process().destroyForcibly().waitFor();
            child.onExit().get(30, TimeUnit.SECONDS);
            assertThat(child.isAlive()).isFalse();
        }
    }

    /** Returns the compile process of a parent once it is at its work. */
    private static ProcessHandle compiling(Process parent) {
        while (true) {
            assertThat(parent.isAlive()).isTrue();
            var busy =
                    parent.children()
                            .filter(
                                    child ->
                                            child.info()
                                                    .totalCpuDuration()
                                                    .filter(t -> t.compareTo(COMPILES_BY_THEN) > 0)
                                                    .isPresent())
                            .findFirst();
            if (busy.isPresent()) {
                return busy.get();
            }
            LockSupport.parkNanos(parent, LOOK_NANOS);
        }
    }
}
