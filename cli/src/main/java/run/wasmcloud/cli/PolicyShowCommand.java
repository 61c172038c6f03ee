package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.model.wire.PolicySource;

/** Shows the policy that holds for a function. */
@Command(
        name = "show",
        description = {
            "Show the policy that holds for a function.",
            "The policy file goes to standard output, the rest to standard error."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud policy show hello > hello.policy",
            "  wasmcloud policy show hello --version-number 3"
        })
final class PolicyShowCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = "--version-number",
            paramLabel = "N",
            description = "That version's policy instead of the active one's.")
    private @Nullable Integer number;

    PolicyShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var policy = client.functions().policy(function.name()).get(number);
        output().note(about(policy));
        policy.warnings().forEach(warning -> output().note("warning: " + warning));
        output().record(policy, () -> policy.text().lines().map(TerminalText::escaped).toList());
        return ExitCode.OK;
    }

    private String about(PolicyItem policy) {
        var whose = policy.source() == PolicySource.OPERATOR ? "The operator's default" : "Its own";
        var where =
                policy.deployment() == null
                        ? "nothing is deployed yet"
                        : "version " + policy.deployment();
        return "%s; %s: %s".formatted(whose, where, FunctionText.limits(policy.limits()));
    }
}
