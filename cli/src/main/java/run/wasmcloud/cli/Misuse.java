package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Says what is wrong with a command line, and what was probably meant. */
final class Misuse {
    private Misuse() {}

    static Failure of(ParameterException cause) {
        return Failure.of(
                ExitCode.USAGE,
                "Wrong command line",
                detail(cause),
                "%s --help".formatted(cause.getCommandLine().getCommandSpec().qualifiedName()));
    }

    private static String detail(ParameterException cause) {
        return cause instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().getFirst(), cause.getCommandLine())
                : String.valueOf(cause.getMessage());
    }

    private static String unmatched(String word, CommandLine command) {
        if (word.startsWith("-")) {
            return "There is no option "
                    + word
                    + "."
                    + meant(word.replaceFirst("=.*", ""), options(command));
        }
        return command.getSubcommands().isEmpty()
                ? "There is one argument too many: " + word
                : "There is no command "
                        + word
                        + "."
                        + meant(word, command.getSubcommands().keySet());
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    private static String meant(String word, Collection<String> known) {
        return Suggestion.of(word, known).map(" Did you mean %s?"::formatted).orElse("");
    }
}
