package run.wasmcloud.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that lets your shell complete commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud completion bash > ~/.local/share/bash-completion/completions/wasmcloud",
            "  source <(wasmcloud completion zsh)",
            "  wasmcloud completion fish > ~/.config/fish/completions/wasmcloud.fish"
        })
final class CompletionCommand extends Verb {
    static final String NAME = "completion";

    /** A shell that is known. */
    enum Language {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Language language = Language.BASH;

    @Spec private CommandSpec spec = CommandSpec.create();

    CompletionCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        var root = spec.root().commandLine();
        var script =
                switch (language) {
                    case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
                    case FISH -> new FishCompletion(root).script();
                };
        context().shell().out().print(script);
        return ExitCode.OK.status();
    }
}
