package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.InvitationRequest;

import java.time.Duration;
import java.util.List;

/** Invites somebody. */
@Command(
        name = "invite",
        description = "Let somebody sign up once. The link is shown this once.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin invite --email ada@example.com --expires 7d")
final class AdminInviteCommand extends ApiVerb {
    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            description = "Only for this address; it is sent there where the server sends mail.")
    private @Nullable String email;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "How long it holds, for example 7d. Else as the server has it.")
    private @Nullable Duration expires;

    AdminInviteCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var clock = context().shell().clock();
        var end = expires == null ? null : clock.instant().plus(expires);
        var created = client.invitations().create(new InvitationRequest(email, end));
        output().note(
                        "It holds until "
                                + Quantities.time(created.expiresAt(), clock.getZone())
                                + ".");
        output().record(created, () -> List.of(TerminalText.escaped(created.link().toString())));
        return ExitCode.OK;
    }
}
