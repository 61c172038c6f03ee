package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.DomainItem;

import java.util.List;

/** Claims a host name. */
@Command(
        name = "add",
        description = {
            "Let a function answer at a host name of your own.",
            "Run it again when the DNS record is there."
        },
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud domain add hello www.example.com")
final class DomainAddCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "HOST", description = "The host name.")
    private String host = "";

    DomainAddCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var domain = client.functions().domains(function.name()).add(host);
        output().record(domain, () -> lines(domain));
        return ExitCode.OK;
    }

    private List<String> lines(DomainItem domain) {
        if (domain.verified()) {
            return List.of(
                    "%s leads to %s"
                            .formatted(TerminalText.escaped(domain.host()), function.name()));
        }
        return List.of(
                "Make this DNS record, so that it is shown that the name is yours:",
                "  %s TXT \"%s\""
                        .formatted(
                                TerminalText.escaped(domain.record()),
                                TerminalText.escaped(domain.value())),
                "and let the name itself lead to the server. Then run this again.");
    }
}
