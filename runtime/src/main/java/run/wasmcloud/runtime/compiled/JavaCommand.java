package run.wasmcloud.runtime.compiled;

import run.wasmcloud.wasmtime.Engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Starts programs of this process's class path in processes that get nothing else of it: no
 * environment, no open file, no folder.
 *
 * @param java the file of the Java launcher
 * @param classPath of absolute files
 */
record JavaCommand(Path java, String classPath) {
    /**
     * A process that compiles one module lives for a second: it starts from the archive of the
     * JDK's classes, optimises nothing for long, and needs little heap, as modules and machine code
     * are outside of it. What the JVM has to say must not come to the standard output.
     */
    private static final List<String> OPTIONS =
            List.of(
                    "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xms8m",
                    "-Xmx48m",
                    "-XX:CompressedClassSpaceSize=16m",
                    "-XX:ReservedCodeCacheSize=16m",
                    "-XX:-UsePerfData",
                    "-XX:+DisableAttachMechanism",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:+ErrorFileToStderr",
                    "-XX:+DisplayVMOutputToStderr",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "--enable-native-access=ALL-UNNAMED");

    /** Returns the command that this process was started with. */
    static JavaCommand ofThisProcess() {
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
    }

    Process start(Class<?> program, String[] arguments, int threads) throws IOException {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(java.getRoot().toFile());
        var environment = builder.environment();
        environment.clear();
        environment.put("WASMCLOUD_LIBWASMTIME", Engine.library().toString());
        environment.put("RAYON_NUM_THREADS", Integer.toString(threads));
        // Each arena of glibc's takes 64 MiB of the address space that the process has to live on.
        environment.put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }
}
