package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.FunctionItem;

import java.util.List;

/** Lists the user's functions. */
@Command(
        name = "list",
        aliases = "ls",
        description = "List your functions.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud list --json")
final class ListCommand extends ApiVerb {
    ListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().list().stream().toList(),
                        this::table,
                        "No functions yet. Make one: wasmcloud deploy FILE.wasm --name NAME");
        return ExitCode.OK;
    }

    private Table table(List<FunctionItem> functions) {
        var zone = context().shell().clock().getZone();
        var table = new Table("NAME", ">VERSION", "UPDATED", "URL", "DESCRIPTION");
        functions.forEach(
                function ->
                        table.add(
                                function.name(),
                                FunctionText.version(function),
                                Quantities.time(function.updatedAt(), zone),
                                function.url(),
                                function.description()));
        return table;
    }
}
