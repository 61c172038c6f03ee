package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.FunctionItem;

import java.time.Instant;
import java.util.List;

/** Lists the user's functions. */
@Command(
        name = "list",
        aliases = "ls",
        description = "List your functions.",
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud list --json", "  wasmcloud list --deleted"})
final class ListCommand extends ApiVerb {
    @Option(names = "--deleted", description = "Those that can be restored.")
    private boolean deleted;

    ListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        if (deleted) {
            output().list(
                            client.functions().deleted().stream().toList(),
                            this::deletedTable,
                            "None that can be restored.");
        } else {
            output().list(
                            client.functions().list().stream().toList(),
                            this::table,
                            "No functions yet. Make one: wasmcloud deploy FILE.wasm --name NAME");
        }
        return ExitCode.OK;
    }

    private Table deletedTable(List<FunctionItem> functions) {
        var table = new Table("NAME", "DELETED", "RESTORABLE UNTIL", "DESCRIPTION");
        functions.forEach(
                function ->
                        table.add(
                                function.name(),
                                time(function.deletedAt()),
                                time(function.restorableUntil()),
                                function.description()));
        return table;
    }

    private String time(@Nullable Instant instant) {
        var zone = context().shell().clock().getZone();
        return instant == null ? "" : Quantities.time(instant, zone);
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
