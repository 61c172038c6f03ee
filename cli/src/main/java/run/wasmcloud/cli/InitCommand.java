package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.model.FunctionName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Begins a project. */
@Command(
        name = "init",
        description = {
            "Begin a project from a template: sources, a build command, wasmcloud.toml.",
            "Without a template, list them. Nothing that is there is overwritten."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud init --template rust hello",
            "  wasmcloud init --template go --name my-hook ."
        })
final class InitCommand extends Verb {
    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The project's folder; else the current one.")
    private Path folder = Path.of("");

    @Option(
            names = {"-t", "--template"},
            paramLabel = "ID",
            description = "What to begin with.")
    private @Nullable String template;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The function's name; else the folder's, if it can be one.")
    private @Nullable FunctionName name;

    InitCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        if (template == null) {
            output().list(Template.all(), InitCommand::table, "No templates.");
            return ExitCode.OK.status();
        }
        var chosen = chosen(template);
        chosen.write(folder, functionName());
        output().record(chosen, () -> lines(chosen));
        return ExitCode.OK.status();
    }

    private static Template chosen(String id) {
        var all = Template.all();
        return all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id, all.stream().map(Template::id).toList()));
    }

    private static CommandFailure unknown(String id, List<String> known) {
        return new CommandFailure(
                ExitCode.USAGE,
                "No such template",
                "%s (expected: %s)".formatted(id, String.join(", ", known)),
                Suggestion.of(id, known).map("Did you mean %s?"::formatted).orElse(null));
    }

    private FunctionName functionName() {
        if (name != null) {
            return name;
        }
        var title = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        if (!FunctionName.isValid(title)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The function needs a name",
                    "The folder's name, %s, cannot be one.".formatted(title),
                    "Give one: --name NAME, 2 to 50 of a-z, 0-9 and hyphens");
        }
        return new FunctionName(title);
    }

    private static Table table(List<Template> templates) {
        var table = new Table("ID", "LANGUAGE", "INTERFACE", "NEEDS");
        templates.forEach(
                each -> table.add(each.id(), each.language(), each.abi(), each.toolChain()));
        return table;
    }

    private List<String> lines(Template chosen) {
        var place = folder.toString().isEmpty() ? "." : folder.toString();
        var go = place.equals(".") ? "" : "cd %s && ".formatted(place);
        return List.of(
                "Made %s.".formatted(TerminalText.escaped(listed(chosen))),
                "It needs %s.%s"
                        .formatted(
                                chosen.toolChain(),
                                chosen.install() == null ? "" : " On Debian: " + chosen.install()),
                "Work on it:  %swasmcloud dev".formatted(go),
                "Deploy it:   %swasmcloud deploy".formatted(go));
    }

    /** The files of the project's own folders; those below are many. */
    private static String listed(Template chosen) {
        return chosen.files().stream()
                .map(file -> file.contains("/") ? file.substring(0, file.indexOf('/') + 1) : file)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
