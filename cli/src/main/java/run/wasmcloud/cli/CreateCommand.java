package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionRequest;

import java.util.List;

/** Makes a function without a deployment. */
@Command(
        name = "create",
        description = "Make a function. Without a name, one is found for it.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud create hello --description 'Says hello'")
final class CreateCommand extends ApiVerb {
    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "2 to 50 of a-z, 0-9 and hyphens; the first part of its address.")
    private @Nullable FunctionName name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String description;

    CreateCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var request = new FunctionRequest(name == null ? null : name.value(), description);
        var created = client.functions().create(request);
        output().record(created, () -> List.of("Created " + TerminalText.escaped(created.name())));
        output().note(
                        "Deploy to it: wasmcloud deploy FILE.wasm --name "
                                + TerminalText.escaped(created.name()));
        return ExitCode.OK;
    }
}
