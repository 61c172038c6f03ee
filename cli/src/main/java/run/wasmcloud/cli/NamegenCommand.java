package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.GeneratedNames;

import java.util.List;
import java.util.stream.Stream;

/** Makes up names. */
@Command(
        name = "namegen",
        description =
                "Make up names for functions, as a server does for one without. None is asked.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud namegen -n 3")
final class NamegenCommand extends Verb {
    private static final int MOST = 10_000;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int count;

    NamegenCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        if (count < 1 || count > MOST) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "Not a count",
                    "--count %d (expected: 1 to %d)".formatted(count, MOST),
                    null);
        }
        List<String> names =
                Stream.generate(GeneratedNames::next)
                        .map(FunctionName::value)
                        .limit(count)
                        .toList();
        output().record(names, () -> names);
        return ExitCode.OK.status();
    }
}
