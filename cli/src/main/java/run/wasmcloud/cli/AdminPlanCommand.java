package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.Money;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.wire.MoneyItem;
import run.wasmcloud.model.wire.PlanItem;
import run.wasmcloud.model.wire.PlanRequest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows or changes a plan. */
@Command(
        name = "plan",
        description = {
            "Show what a plan allows, or change some of its figures from the next request on.",
            "The figure none means without a bound."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin plan free",
            "  wasmcloud admin plan free functions=30 invocationsAMonth=none",
            "  wasmcloud admin plan paid --price '12.50 EUR'"
        })
final class AdminPlanCommand extends ApiVerb {
    private static final String NO_BOUND = "none";

    @Parameters(index = "0", paramLabel = "PLAN", description = "applicant, free or paid.")
    private Plan plan = Plan.FREE;

    @Parameters(
            index = "1..*",
            paramLabel = "FIGURE=VALUE",
            description = "What to change; the names are those that it shows.")
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--price",
            paramLabel = "SUM",
            description = "What a calendar month costs, such as '12.50 EUR'.")
    private @Nullable Money price;

    AdminPlanCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var before = client.plans().get(plan);
        var shown =
                changes.isEmpty() && price == null
                        ? before
                        : client.plans().put(plan, request(before));
        output().record(shown, () -> LimitsCommand.facts(shown).lines(output().coloured()));
        return ExitCode.OK;
    }

    private PlanRequest request(PlanItem before) {
        return new PlanRequest(changed(before), price == null ? null : MoneyItem.of(price));
    }

    private Map<String, @Nullable Long> changed(PlanItem before) {
        var limits = new TreeMap<String, @Nullable Long>(before.limits());
        changes.forEach(
                (figure, value) -> {
                    if (!limits.containsKey(figure)) {
                        throw unknown(figure, limits.keySet().stream().toList());
                    }
                    limits.put(figure, value.equals(NO_BOUND) ? null : number(figure, value));
                });
        return limits;
    }

    private static CommandFailure unknown(String figure, List<String> known) {
        return new CommandFailure(
                ExitCode.USAGE,
                "No such figure",
                figure + " is none of a plan's figures.",
                Suggestion.of(figure, known)
                        .map("Did you mean %s?"::formatted)
                        .orElse("wasmcloud admin plans shows them."));
    }

    private static long number(String figure, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Not a figure",
                    "%s=%s (expected: a whole number, or none)".formatted(figure, value),
                    null);
        }
    }
}
