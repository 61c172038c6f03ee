package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.UserItem;

/** Shows who is signed in. */
@Command(
        name = "whoami",
        description = "Show who is signed in.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud whoami")
final class WhoamiCommand extends ApiVerb {
    WhoamiCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var user = client.whoami();
        output().record(user, () -> facts(user).lines(output().coloured()));
        return ExitCode.OK;
    }

    private static Facts facts(UserItem user) {
        return new Facts()
                .with("e-mail", user.email())
                .with("role", WireJson.word(user.role()))
                .with("plan", WireJson.word(user.plan()))
                .with("state", WireJson.word(user.state()))
                .with("id", user.id());
    }
}
