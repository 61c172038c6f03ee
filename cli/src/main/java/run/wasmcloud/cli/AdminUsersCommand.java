package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.UserItem;

import java.util.List;

/** Lists accounts. */
@Command(
        name = "users",
        description = "List the accounts, the newest first.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin users --search example.com")
final class AdminUsersCommand extends ApiVerb {
    @Option(names = "--search", paramLabel = "TEXT", description = "A part of the address.")
    private String search = "";

    AdminUsersCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        output().list(client.users().list(search).stream().toList(), this::table, "No accounts.");
        return ExitCode.OK;
    }

    private Table table(List<UserItem> users) {
        var zone = context().shell().clock().getZone();
        var table = new Table("ID", "E-MAIL", "ROLE", "PLAN", "STATE", "SINCE");
        users.forEach(
                user ->
                        table.add(
                                user.id(),
                                user.email(),
                                WireJson.word(user.role()),
                                WireJson.word(user.plan()),
                                WireJson.word(user.state()),
                                Quantities.time(user.createdAt(), zone)));
        return table;
    }
}
