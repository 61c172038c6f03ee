package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.wire.UserItem;
import run.wasmcloud.model.wire.UserPatch;

import java.util.List;
import java.util.UUID;

/** Changes an account. */
@Command(
        name = "user",
        description = {
            "Change an account's state, plan or role.",
            "A locked user is refused at once, and so is everything of theirs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin user ada@example.com --plan free",
            "  wasmcloud admin user mallory@example.com --state locked --reason 'sends spam'"
        })
final class AdminUserCommand extends ApiVerb {
    @Parameters(paramLabel = "ADDRESS|ID", description = "Whose account it is.")
    private String who = "";

    @Option(names = "--state", paramLabel = "STATE", description = "active or locked.")
    private @Nullable UserState state;

    @Option(names = "--plan", paramLabel = "PLAN", description = "applicant, free or paid.")
    private @Nullable Plan plan;

    @Option(names = "--role", paramLabel = "ROLE", description = "user or admin.")
    private @Nullable Role role;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private @Nullable String reason;

    AdminUserCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        if (state == null && plan == null && role == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Nothing to change",
                    "None of --state, --plan and --role was given.",
                    null);
        }
        var changed = client.users().change(id(client), new UserPatch(state, plan, role, reason));
        output().record(changed, () -> List.of(line(changed)));
        return ExitCode.OK;
    }

    private UUID id(WasmcloudClient client) {
        return who.contains("@") ? found(client).id() : parsed();
    }

    private UserItem found(WasmcloudClient client) {
        return client.users().list(who).stream()
                .filter(user -> user.email().equalsIgnoreCase(who))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.NOT_FOUND,
                                        "No such account",
                                        "Nobody has the address %s.".formatted(who),
                                        "wasmcloud admin users --search TEXT lists accounts."));
    }

    private UUID parsed() {
        try {
            return UUID.fromString(who);
        } catch (IllegalArgumentException _) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Not an account",
                    "%s is neither an address nor an id.".formatted(who),
                    "wasmcloud admin users lists both.");
        }
    }

    private static String line(UserItem user) {
        return "%s: role %s, plan %s, %s"
                .formatted(
                        TerminalText.escaped(user.email()),
                        WireJson.word(user.role()),
                        WireJson.word(user.plan()),
                        WireJson.word(user.state()));
    }
}
