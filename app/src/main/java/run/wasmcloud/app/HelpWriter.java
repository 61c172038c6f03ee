package run.wasmcloud.app;

import run.wasmcloud.cli.Shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Writes down the help of the whole tool, for {@link KeptHelp}. The build runs it. */
final class HelpWriter {
    private HelpWriter() {}

    /** Writes it below a folder of classes, plain and coloured. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0], "run", "wasmcloud", "app");
        for (var coloured : new boolean[] {false, true}) {
            Files.write(folder.resolve(KeptHelp.file(coloured)), help(coloured));
        }
    }

    /** Makes the help anew. */
    static byte[] help(boolean coloured) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var nothing = new ByteArrayInputStream(new byte[0]);
        var shell =
                new Shell(
                        nothing, out, out, false, coloured, coloured, Map.of(), Clock.systemUTC());
        Main.tool(shell).run("--help");
        return bytes.toByteArray();
    }
}
