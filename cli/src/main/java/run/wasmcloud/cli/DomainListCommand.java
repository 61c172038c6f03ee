package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.DomainItem;

import java.util.List;

/** Lists host names. */
@Command(
        name = "list",
        description = "List the host names of your own that lead to a function.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud domain list hello")
final class DomainListCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    DomainListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().domains(function.name()).list().stream().toList(),
                        this::table,
                        "None. Claim one: wasmcloud domain add " + function.name() + " HOST");
        return ExitCode.OK;
    }

    private Table table(List<DomainItem> domains) {
        var zone = context().shell().clock().getZone();
        var table = new Table("HOST", "STATE", "CHECKED");
        domains.forEach(
                each ->
                        table.add(
                                each.host(),
                                each.verified() ? "verified" : "waits for its DNS record",
                                Quantities.time(each.checkedAt(), zone)));
        return table;
    }
}
