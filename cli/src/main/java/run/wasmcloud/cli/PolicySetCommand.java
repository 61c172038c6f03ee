package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.PolicyRequest;

import java.io.IOException;
import java.nio.file.Path;

/** Gives a function another policy, as a new version. */
@Command(
        name = "set",
        description = {
            "Give a function another policy. That makes a new version with the same module;",
            "going back to an older version brings its policy back."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud policy set hello hello.policy",
            "  wasmcloud policy set hello --default"
        })
final class PolicySetCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The policy file.")
    private @Nullable Path file;

    @Option(names = "--default", description = "The operator's policy instead of its own.")
    private boolean operators;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to remember of this version.")
    private @Nullable String message;

    @Option(names = "--stage", description = "Make the version, but do not activate it.")
    private boolean stage;

    PolicySetCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        requireOne();
        var text = file == null ? null : PolicyFile.read(file).text();
        var deployment =
                client.functions()
                        .policy(function.name())
                        .put(new PolicyRequest(text), message, !stage);
        output().record(deployment, () -> FunctionText.underNewPolicy(function, deployment));
        return ExitCode.OK;
    }

    private void requireOne() {
        if (operators == (file != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Which policy?",
                    "Either FILE or --default must be given.",
                    "wasmcloud policy set " + function.name() + " FILE");
        }
    }
}
