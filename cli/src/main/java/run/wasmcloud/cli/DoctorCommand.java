package run.wasmcloud.cli;

import picocli.CommandLine.Command;

import run.wasmcloud.client.WireJson;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Says what is wrong on this machine, and how to mend it. */
@Command(
        name = "doctor",
        description = {
            "Look at what the tool and a server on this machine need; say what is wrong and how to"
                    + " mend it.",
            "Ends with status 1 when something does not work."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  wasmcloud doctor", "  wasmcloud doctor --api https://api.example.com --json"})
final class DoctorCommand extends Verb {
    DoctorCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        var target = context().target();
        var findings = new ArrayList<Finding>();
        var checks =
                Stream.of(
                                new MachineCheckup(context().shell()).findings(),
                                new ApiCheckup(context(), target).findings())
                        .flatMap(each -> each);
        if (output().isJson()) {
            checks.forEach(findings::add);
            context().shell().out().println(new WireJson().writeIndented(findings));
        } else {
            checks.forEach(
                    finding -> {
                        findings.add(finding);
                        lines(finding).forEach(context().shell().out()::println);
                        context().shell().out().flush();
                    });
        }
        var broken = findings.stream().anyMatch(each -> each.state() == Finding.State.FAILURE);
        return (broken ? ExitCode.FAILURE : ExitCode.OK).status();
    }

    private List<String> lines(Finding finding) {
        var state = WireJson.word(finding.state());
        var line =
                "%s%s  %s: %s"
                        .formatted(
                                finding.state().style().paint(state, output().coloured()),
                                " ".repeat("warning".length() - state.length()),
                                finding.check(),
                                TerminalText.escaped(finding.detail()));
        return finding.remedy() == null
                ? List.of(line)
                : List.of(line, " ".repeat("warning".length() + 2) + finding.remedy());
    }
}
