package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.InvitationItem;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Lists invitations, or takes one back. */
@Command(
        name = "invitations",
        description = "List the invitations, or take one back.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin invitations",
            "  wasmcloud admin invitations --revoke 019a0000-0000-7000-8000-000000000001"
        })
final class AdminInvitationsCommand extends ApiVerb {
    @Option(names = "--revoke", paramLabel = "ID", description = "Take this one back.")
    private @Nullable UUID revoked;

    AdminInvitationsCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        if (revoked != null) {
            client.invitations().delete(revoked);
            output().note("Took back " + revoked);
        } else {
            output().list(
                            client.invitations().list().stream().toList(),
                            this::table,
                            "No invitations. Make one: wasmcloud admin invite");
        }
        return ExitCode.OK;
    }

    private Table table(List<InvitationItem> invitations) {
        var table = new Table("ID", "FOR", "MADE", "EXPIRES", "USED");
        invitations.forEach(
                each ->
                        table.add(
                                each.id(),
                                each.email() == null ? "anybody" : each.email(),
                                time(each.createdAt()),
                                time(each.expiresAt()),
                                each.usedAt() == null ? "" : time(each.usedAt())));
        return table;
    }

    private String time(Instant instant) {
        return Quantities.time(instant, context().shell().clock().getZone());
    }
}
