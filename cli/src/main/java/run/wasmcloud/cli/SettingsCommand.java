package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.RequestBodyForm;
import run.wasmcloud.model.Visibility;
import run.wasmcloud.model.wire.FunctionPatch;

/** Changes a function's settings. */
@Command(
        name = "settings",
        description = {
            "Change what holds for all versions of a function, and show it.",
            "Without an option, only show it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud settings reports --visibility private",
            "  wasmcloud settings upload --request-body buffered --description 'Takes photos'"
        })
final class SettingsCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private @Nullable String description;

    @Option(
            names = "--visibility",
            paramLabel = "WHO",
            description = {
                "Who may call it: public, anybody; private, who has a token of yours with the scope"
                        + " invoke, or an address from wasmcloud sign-url."
            })
    private @Nullable Visibility visibility;

    @Option(
            names = "--request-body",
            paramLabel = "FORM",
            description = {
                "How it gets a body: streamed, as it comes; buffered, when all is there, so that"
                        + " its length is known."
            })
    private @Nullable RequestBodyForm requestBody;

    SettingsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var patch = new FunctionPatch(description, requestBody, visibility);
        var functions = client.functions();
        var now =
                isEmpty()
                        ? functions.get(function.name())
                        : functions.change(function.name(), patch);
        var zone = context().shell().clock().getZone();
        output().record(now, () -> FunctionText.facts(now, zone).lines(output().coloured()));
        return ExitCode.OK;
    }

    private boolean isEmpty() {
        return description == null && requestBody == null && visibility == null;
    }
}
