package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.PolicyCheckItem;
import run.wasmcloud.model.wire.PolicyCheckRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tells whether a function may open a URL. */
@Command(
        name = "check",
        description = {
            "Tell whether a function may open a URL, and which line of its policy says so.",
            "Ends with status 0 when it may, 1 when it may not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud policy check hello https://example.com/",
            "  wasmcloud policy check hello https://example.com/ --file new.policy"
        })
final class PolicyCheckCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "URL", description = "What it would open.")
    private String url = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Ask this policy file instead of the function's.")
    private @Nullable Path file;

    PolicyCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var text = file == null ? null : PolicyFile.read(file).text();
        var answer =
                client.functions().policy(function.name()).check(new PolicyCheckRequest(url, text));
        output().record(answer, () -> List.of(line(answer)));
        return answer.allowed() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private String line(PolicyCheckItem answer) {
        var verdict =
                answer.allowed()
                        ? Style.GOOD.paint("allowed", output().coloured())
                        : Style.BAD.paint("denied", output().coloured());
        return "%s  %s  (%s)"
                .formatted(
                        verdict,
                        TerminalText.escaped(answer.url()),
                        TerminalText.escaped(answer.reason()));
    }
}
