package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens a function's address in the browser. */
@Command(
        name = "open",
        description = {
            "Open a function's address in the browser.",
            "Where standard output is no terminal, only print it."
        },
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud open hello")
final class OpenCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    OpenCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var url = client.functions().get(function.name()).url() + "/";
        output().record(Map.of("url", url), () -> List.of(TerminalText.escaped(url)));
        if (context().shell().outTerminal() && !output().isJson()) {
            open(url);
        }
        return ExitCode.OK;
    }

    /** A server's answer goes to another program: nothing but a web address may. */
    private void open(String url) throws IOException {
        if (!url.matches("https?://[A-Za-z0-9.:\\[\\]-]+/")) {
            throw new CommandFailure(
                    ExitCode.SERVER, "Not a web address", TerminalText.escaped(url), null);
        }
        try {
            new ProcessBuilder(browser(url))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            output().note("No browser was found here.");
        }
    }

    private static List<String> browser(String url) {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", url);
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open", url);
    }
}
