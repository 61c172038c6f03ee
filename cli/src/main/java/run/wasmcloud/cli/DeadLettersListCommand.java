package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.QueuedInvocationItem;

import java.util.List;

/** Lists dead letters. */
@Command(
        name = "list",
        description = "List asynchronous invocations that used up their attempts.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud dead-letters list report")
final class DeadLettersListCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    DeadLettersListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().deadLetters(function.name()).list().stream().toList(),
                        this::table,
                        "No dead letters.");
        return ExitCode.OK;
    }

    private Table table(List<QueuedInvocationItem> letters) {
        var zone = context().shell().clock().getZone();
        var table = new Table("ID", "MADE", "TRIGGER", ">ATTEMPTS", "REASON");
        letters.forEach(
                each ->
                        table.add(
                                each.id(),
                                Quantities.time(each.createdAt(), zone),
                                WireJson.word(each.trigger()),
                                each.attempts(),
                                each.reason() == null ? "" : each.reason()));
        return table;
    }
}
