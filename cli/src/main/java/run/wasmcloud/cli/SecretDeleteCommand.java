package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.VariableName;

import java.util.Objects;

/** Removes a secret. */
@Command(
        name = "delete",
        description = "Remove a secret; the function's next invocation does not see it.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud secret delete hello API_KEY")
final class SecretDeleteCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", paramLabel = "KEY", description = "Its name in the environment.")
    private @Nullable VariableName name;

    SecretDeleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var gone = Objects.requireNonNull(name);
        client.functions().secrets(function.name()).delete(gone);
        output().note("Removed " + gone + " of " + function.name());
        return ExitCode.OK;
    }
}
