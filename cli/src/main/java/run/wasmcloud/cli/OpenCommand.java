package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;

import java.net.URI;
import java.util.List;
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
    ExitCode run(WasmcloudClient client) {
        var url = client.functions().get(function.name()).url() + "/";
        output().record(Map.of("url", url), () -> List.of(TerminalText.escaped(url)));
        if (context().shell().outTerminal()
                && !output().isJson()
                && !new Browser(context().shell()).open(URI.create(url))) {
            output().note("No browser was found here.");
        }
        return ExitCode.OK;
    }
}
