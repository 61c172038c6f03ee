package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.ExecutorItem;

import java.util.List;

/** Lists executors. */
@Command(
        name = "executors",
        description = "List the executors: which run, and how much they do.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin executors")
final class AdminExecutorsCommand extends ApiVerb {

    AdminExecutorsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(client.executors().stream().toList(), this::table, "No executors.");
        return ExitCode.OK;
    }

    private Table table(List<ExecutorItem> executors) {
        var zone = context().shell().clock().getZone();
        var table =
                new Table("ID", "HOST", "VERSION", "STATE", "SEEN", ">RUNS", ">WAITING", ">MEMORY");
        executors.forEach(
                each ->
                        table.add(
                                each.id(),
                                each.host(),
                                each.version(),
                                each.alive() ? WireJson.word(each.state()) : "gone",
                                Quantities.time(each.seenAt(), zone),
                                each.running() + "/" + each.mostRunning(),
                                each.waiting(),
                                Quantities.bytes(each.guestBytes() + each.heapBytes())));
        return table;
    }
}
