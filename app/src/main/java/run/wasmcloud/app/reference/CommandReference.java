package run.wasmcloud.app.reference;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

import run.wasmcloud.cli.ExitCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the pages about the tool's commands from what the tool knows of itself. */
final class CommandReference {
    private final CommandSpec root;

    CommandReference(CommandSpec root) {
        this.root = root;
    }

    /** Returns a page for each command of the first level, and one that lists them. */
    Map<String, String> pages() {
        var pages = new TreeMap<String, String>();
        pages.put("reference/cli/index.md", index());
        for (var command : root.subcommands().entrySet()) {
            pages.put(
                    "reference/cli/" + command.getKey() + ".md",
                    page(command.getValue().getCommandSpec()));
        }
        return pages;
    }

    private String index() {
        return """
        ---
        title: Commands
        order: 10
        summary: Every command of wasmcloud with its options, and what its exit status says.
        listing: no
        ---
        # Commands

        `wasmcloud COMMAND --help` shows the same on your terminal. Each command has a page here.

        %s
        ## Options of every command

        %s
        ## Exit status

        | status | meaning |
        |---|---|
        %s
        """
                .formatted(
                        commands(root),
                        options(
                                root.options().stream()
                                        .filter(CommandReference::isGlobal)
                                        .toList()),
                        Arrays.stream(ExitCode.values())
                                .map(code -> "| %d | %s |".formatted(code.status(), code.meaning()))
                                .collect(Collectors.joining("\n")));
    }

    private static String commands(CommandSpec command) {
        var lines = new ArrayList<String>();
        lines.add("| command | what it does |");
        lines.add("|---|---|");
        command.subcommands()
                .forEach(
                        (name, below) ->
                                lines.add(
                                        "| [%s](%s) | %s |"
                                                .formatted(
                                                        name,
                                                        name + ".md",
                                                        cell(summary(below.getCommandSpec())))));
        return String.join("\n", lines) + "\n";
    }

    private String page(CommandSpec command) {
        var text = new StringBuilder();
        text.append(
                """
                ---
                title: %s
                summary: %s
                ---
                # wasmcloud %s

                """
                        .formatted(command.name(), summary(command), command.name()));
        describe(text, command, "wasmcloud " + command.name());
        for (var below : command.subcommands().values()) {
            var spec = below.getCommandSpec();
            var name = "wasmcloud " + command.name() + " " + spec.name();
            text.append("## ").append(name).append("\n\n");
            describe(text, spec, name);
        }
        text.append(
                "It also takes the [options of every"
                        + " command](index.md#options-of-every-command).\n");
        return text.toString();
    }

    private static void describe(StringBuilder text, CommandSpec command, String name) {
        text.append(paragraphs(command.usageMessage().description())).append("\n\n");
        text.append("```text\n").append(synopsis(command, name)).append("\n```\n\n");
        var positional = positional(command);
        if (!positional.isEmpty()) {
            text.append("| argument | |\n|---|---|\n");
            positional.forEach(one -> text.append(row(one.paramLabel(), one.description())));
            text.append('\n');
        }
        var options = ownOptions(command);
        if (!options.isEmpty()) {
            text.append(options(options)).append('\n');
        }
        examples(text, command);
    }

    private static String synopsis(CommandSpec command, String name) {
        var words = new ArrayList<String>();
        words.add(name);
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
        }
        if (!ownOptions(command).isEmpty()) {
            words.add("[OPTIONS]");
        }
        positional(command)
                .forEach(
                        one ->
                                words.add(
                                        one.arity().min() > 0 && one.group() == null
                                                ? one.paramLabel()
                                                : "[" + one.paramLabel() + "]"));
        return String.join(" ", words);
    }

    private static List<PositionalParamSpec> positional(CommandSpec command) {
        return command.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    }

    /** An option of an exclusive group is an option as the others. */
    private static List<OptionSpec> ownOptions(CommandSpec command) {
        var grouped =
                command.argGroups().stream()
                        .map(ArgGroupSpec::allOptionsNested)
                        .flatMap(List::stream);
        return Stream.concat(command.options().stream(), grouped)
                .distinct()
                .filter(option -> !isGlobal(option) && !option.hidden())
                .toList();
    }

    private static boolean isGlobal(OptionSpec option) {
        return option.inherited() || option.scopeType() == ScopeType.INHERIT;
    }

    private static String options(List<OptionSpec> options) {
        return options.stream()
                .map(
                        option ->
                                row(
                                        String.join(", ", option.names())
                                                + (option.arity().max() > 0
                                                        ? " " + option.paramLabel()
                                                        : ""),
                                        description(option)))
                .collect(Collectors.joining("", "| option | |\n|---|---|\n", ""));
    }

    private static String[] description(OptionSpec option) {
        return Arrays.stream(option.description())
                .map(
                        line ->
                                line.replace(
                                        "${DEFAULT-VALUE}", String.valueOf(option.defaultValue())))
                .toArray(String[]::new);
    }

    private static String row(String what, String... words) {
        return "| `%s` | %s |\n"
                .formatted(what.replace("|", "\\|"), cell(String.join(" ", plain(words))));
    }

    private static void examples(StringBuilder text, CommandSpec command) {
        var footer = plain(command.usageMessage().footer());
        if (footer.length == 0) {
            return;
        }
        text.append("```sh needs: values\n");
        var rest = new ArrayList<String>();
        for (var line : footer) {
            if (line.startsWith("  ")) {
                text.append(line.strip()).append('\n');
            } else {
                rest.add(line);
            }
        }
        text.append("```\n\n").append(String.join("\n", rest).strip()).append("\n\n");
    }

    private static String summary(CommandSpec command) {
        return String.join(" ", plain(command.usageMessage().description()));
    }

    private static String paragraphs(String... lines) {
        return escaped(String.join(" ", plain(lines)));
    }

    /** Returns lines without picocli's markup. */
    private static String[] plain(String... lines) {
        return Arrays.stream(lines)
                .map(line -> Ansi.OFF.string(line.replace("%n", "\n").replace("%%", "%")))
                .toArray(String[]::new);
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|").replace("\n", " ");
    }

    /** Stars and angle brackets of a description are no markup. */
    private static String escaped(String text) {
        return text.replace("*", "\\*").replace("<", "\\<").replace("_", "\\_");
    }
}
