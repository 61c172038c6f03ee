package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.SecretItem;

import java.util.List;

/** Lists secrets. */
@Command(
        name = "list",
        description = "List the names of a function's secrets; nobody can read their values.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud secret list hello")
final class SecretListCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    SecretListCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(
                        client.functions().secrets(function.name()).list().stream().toList(),
                        this::table,
                        "No secrets. Set one: wasmcloud secret set " + function.name() + " NAME");
        return ExitCode.OK;
    }

    private Table table(List<SecretItem> secrets) {
        var zone = context().shell().clock().getZone();
        var table = new Table("NAME", "MADE", "SET");
        secrets.forEach(
                secret ->
                        table.add(
                                secret.name(),
                                Quantities.time(secret.createdAt(), zone),
                                Quantities.time(secret.setAt(), zone)));
        return table;
    }
}
