package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.api.PasswordRules;
import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.cli.Questions;
import run.wasmcloud.cli.Shell;
import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.Plan;
import run.wasmcloud.model.Role;
import run.wasmcloud.model.User;
import run.wasmcloud.model.UserState;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Store;
import run.wasmcloud.store.UserChange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Gives an installation an administrator: the first one, or one when all others are lost. */
@Command(
        name = "create-administrator",
        description = {
            "Make an administrator's account, straight in the database.",
            "The password is asked for, or is the first line of standard input."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin create-administrator --email ada@example.com --config"
                    + " /etc/wasmcloud.toml",
            "  wasmcloud admin create-administrator --email ada@example.com --existing",
            "",
            "With --existing the account is there already: it is unlocked and becomes an"
                    + " administrator's, with its password as it is."
        })
final class CreateAdministratorCommand implements Callable<Integer> {
    private static final String REASON = "admin create-administrator";

    private final Shell shell;

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            required = true,
            description = "The account's address.")
    private String email = "";

    @Option(names = "--existing", description = "The account is there already.")
    private boolean existing;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of a stopped wasmcloud up, in place of a configuration.")
    private @Nullable Path data;

    @Mixin private final ConfigurationOptions configuration = new ConfigurationOptions();

    CreateAdministratorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        require("--email", EmailAddress.isValid(email), "expected: " + EmailAddress.EXPECTED);
        var password = existing ? "" : password();
        try (var store = store()) {
            var user = existing ? promoted(store) : created(store, password);
            shell.out().printf("%s is an administrator%n", user.email());
            shell.out().flush();
            return ExitCode.OK.status();
        }
    }

    private String password() {
        var password = new Questions(shell).password();
        var error = PasswordRules.error("/password", password, email).map(FieldError::detail);
        require("the password", error.isEmpty(), error.orElse(""));
        return password;
    }

    private static void require(String what, boolean valid, String detail) {
        if (!valid) {
            throw new CommandFailure(
                    ExitCode.INVALID, "Nothing was changed", what + ": " + detail, null);
        }
    }

    private Store store() throws IOException {
        if (data == null) {
            return new Installation(configuration.read(shell).server()).store();
        }
        return Store.embedded(data);
    }

    private User created(Store store, String password) {
        try {
            return store.users().create(email, password, Role.ADMIN, Plan.PAID);
        } catch (WasmcloudException e) {
            throw new CommandFailure(
                    ExitCode.of(e.code()),
                    "Nothing was changed",
                    e.detail(),
                    "If it is the administrator's own account, give --existing.");
        }
    }

    private User promoted(Store store) {
        var change =
                new UserChange(
                        Optional.of(UserState.ACTIVE),
                        Optional.of(Plan.PAID),
                        Optional.of(Role.ADMIN),
                        REASON);
        return store.users()
                .findByEmail(email)
                .flatMap(user -> store.userDirectory().change(user.id(), change))
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.NOT_FOUND,
                                        "Nothing was changed",
                                        "No account has the address " + email,
                                        "Leave --existing out to make one."));
    }
}
