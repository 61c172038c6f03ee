package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.ClientException;
import run.wasmcloud.client.FunctionPolicy;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.PolicyItem;
import run.wasmcloud.model.wire.PolicyRequest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lets a person edit a function's policy in an editor. */
@Command(
        name = "edit",
        description = {
            "Edit a function's policy in $VISUAL, $EDITOR or vi. That makes a new version.",
            "What is not valid can be edited again; nothing that was typed is lost."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud policy edit hello",
            "  EDITOR='code --wait' wasmcloud policy edit hello --stage"
        })
final class PolicyEditCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to remember of this version.")
    private @Nullable String message;

    @Option(names = "--stage", description = "Make the version, but do not activate it.")
    private boolean stage;

    PolicyEditCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        requireTerminal();
        var policy = client.functions().policy(function.name());
        var before = policy.get(null);
        var draft = PrivateFiles.draft(function.name() + ".policy", before.text());
        edit(policy, before, draft);
        return ExitCode.OK;
    }

    private void requireTerminal() {
        if (!context().shell().interactive()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Nobody to edit",
                    "Standard input is no terminal.",
                    "wasmcloud policy set %s FILE".formatted(function.name()));
        }
    }

    private void edit(FunctionPolicy policy, PolicyItem before, Path draft) throws IOException {
        var editor = new Editor(context().shell());
        while (true) {
            editor.edit(draft);
            try {
                finish(policy, before, draft);
                return;
            } catch (CommandFailure | ClientException e) {
                var failure = Failures.of(e);
                new FailurePrinter(context().shell(), Format.TEXT).print(failure);
                if (!mayRepeat(failure)) {
                    throw kept(failure, draft);
                }
            }
        }
    }

    /** What somebody else changed meanwhile is not overwritten, however often it is tried. */
    private boolean mayRepeat(Failure failure) {
        return failure.exitCode() != ExitCode.CONFLICT
                && new Questions(context().shell()).confirmed("Edit it again?");
    }

    private CommandFailure kept(Failure told, Path draft) {
        return new CommandFailure(
                told.exitCode(),
                "The policy was not changed",
                "Your text is kept in %s.".formatted(draft),
                "Mend it, then: wasmcloud policy set %s %s".formatted(function.name(), draft));
    }

    private void finish(FunctionPolicy policy, PolicyItem before, Path draft) throws IOException {
        var text = PolicyFile.read(draft).text();
        if (text.equals(before.text())) {
            output().note("Nothing was changed.");
        } else {
            var request = new PolicyRequest(text);
            var made = policy.put(request, message, !stage, before.deployment());
            output().record(made, () -> lines(made));
        }
        Files.delete(draft);
        Files.delete(draft.resolveSibling(""));
    }

    private List<String> lines(DeploymentItem made) {
        return FunctionText.underNewPolicy(function, made);
    }
}
