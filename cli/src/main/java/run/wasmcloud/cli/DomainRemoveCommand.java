package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;

/** Gives a host name up. */
@Command(
        name = "remove",
        description = "Remove a host name: it leads nowhere from now on.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud domain remove hello www.example.com")
final class DomainRemoveCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "HOST", description = "The host name.")
    private String host = "";

    DomainRemoveCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        client.functions().domains(function.name()).remove(host);
        output().note("Removed " + host);
        return ExitCode.OK;
    }
}
