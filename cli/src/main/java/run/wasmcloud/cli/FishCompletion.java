package run.wasmcloud.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the fish shell completes: one line a command and one an option.
 *
 * @see <a href="https://fishshell.com/docs/current/completions.html">fish: writing completions</a>
 */
final class FishCompletion {
    private final CommandLine root;
    private final String name;

    FishCompletion(CommandLine root) {
        this.root = root;
        this.name = root.getCommandName();
    }

    String script() {
        var lines = new ArrayList<String>();
        lines.add("complete -c %s -f".formatted(name));
        addCommands(lines, root, "__fish_use_subcommand");
        root.getSubcommands().forEach((verb, command) -> addVerb(lines, verb, command));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private void addVerb(List<String> lines, String verb, CommandLine command) {
        var seen = "__fish_seen_subcommand_from " + verb;
        if (!command.getSubcommands().isEmpty()) {
            var words = String.join(" ", command.getSubcommands().keySet());
            addCommands(lines, command, seen + "; and not __fish_seen_subcommand_from " + words);
        }
        addOptions(lines, command.getCommandSpec(), seen);
        command.getSubcommands()
                .forEach(
                        (word, below) ->
                                addOptions(
                                        lines,
                                        below.getCommandSpec(),
                                        seen + "; and __fish_seen_subcommand_from " + word));
    }

    private void addCommands(List<String> lines, CommandLine above, String condition) {
        for (Map.Entry<String, CommandLine> each : above.getSubcommands().entrySet()) {
            lines.add(
                    "complete -c %s -n '%s' -a %s -d '%s'"
                            .formatted(
                                    name,
                                    condition,
                                    each.getKey(),
                                    text(
                                            each.getValue()
                                                    .getCommandSpec()
                                                    .usageMessage()
                                                    .description())));
        }
    }

    private void addOptions(List<String> lines, CommandSpec command, String condition) {
        for (var option : command.options()) {
            if (!option.hidden()) {
                lines.add(line(option, condition));
            }
        }
    }

    private String line(OptionSpec option, String condition) {
        var line = new StringBuilder("complete -c %s -n '%s'".formatted(name, condition));
        for (var each : option.names()) {
            line.append(
                    each.startsWith("--")
                            ? " -l " + each.substring(2)
                            : " -s " + each.substring(1));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
        }
        if (takesFile(option)) {
            line.append(" -F");
        }
        return line.append(" -d '").append(text(option.description())).append('\'').toString();
    }

    private static boolean takesFile(OptionSpec option) {
        return option.paramLabel().contains("FILE") || option.paramLabel().contains("DIR");
    }

    /** The first line, without what quotes would end. */
    private static String text(String[] description) {
        return description.length == 0
                ? ""
                : description[0]
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replace("\\", "")
                        .replace("'", "\\'");
    }
}
