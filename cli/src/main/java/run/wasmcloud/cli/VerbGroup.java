package run.wasmcloud.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has commands below it. */
abstract class VerbGroup extends Verb {
    @Spec private CommandSpec spec = CommandSpec.create();

    VerbGroup(CommandContext context) {
        super(context);
    }

    @Override
    final int run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.status();
    }
}
