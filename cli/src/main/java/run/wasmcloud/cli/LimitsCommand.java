package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.PlanItem;

/** Shows what holds for the user. */
@Command(
        name = "limits",
        description = "Show what your plan allows.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud limits --json")
final class LimitsCommand extends ApiVerb {
    LimitsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var limits = client.limits();
        output().record(limits, () -> facts(limits).lines(output().coloured()));
        return ExitCode.OK;
    }

    /** A figure that is null is one without a bound. */
    static Facts facts(PlanItem plan) {
        var facts = new Facts().with("plan", WireJson.word(plan.name()));
        plan.limits()
                .forEach((figure, value) -> facts.with(figure, value == null ? "no bound" : value));
        return plan.price() == null ? facts : facts.with("price", plan.price().text());
    }
}
