package run.wasmcloud.cli;

import run.wasmcloud.model.ModuleReport;

import java.util.List;
import java.util.stream.Stream;

/** Says in text what a module is. */
final class ReportText {
    private ReportText() {}

    static List<String> lines(ModuleReport report, boolean coloured) {
        return Stream.of(
                        facts(report).lines(coloured),
                        imports(report, coloured),
                        marked("warning:", Style.DOUBTFUL, report.warnings(), coloured),
                        marked("problem:", Style.BAD, report.problems(), coloured))
                .flatMap(List::stream)
                .toList();
    }

    private static Facts facts(ModuleReport report) {
        return new Facts()
                .with("module", report.sha256())
                .with("size", Quantities.bytes(report.size()))
                .with("abi", report.abi().word())
                .with("entry", report.entry().orElse("none"))
                .with("memory", report.memory().map(ReportText::memory).orElse("none"))
                .with("functions", report.functions())
                .with("largest", Quantities.bytes(report.largestFunctionBytes()))
                .with("exports", String.join(", ", report.exports()))
                .with("features", String.join(", ", report.features()));
    }

    private static String memory(ModuleReport.MemorySize memory) {
        var initial = Quantities.bytes(memory.initialPages() * 65_536);
        return memory.maximumPages()
                .map(most -> initial + " to " + Quantities.bytes(most * 65_536))
                .orElse(initial + ", no bound of its own");
    }

    private static List<String> imports(ModuleReport report, boolean coloured) {
        if (report.imports().isEmpty()) {
            return List.of();
        }
        var table = new Table("IMPORT", "TYPE", "");
        report.imports()
                .forEach(
                        each ->
                                table.add(
                                        each.module() + "." + each.name(),
                                        each.type(),
                                        satisfied(each)));
        return Lines.of("", table.lines(coloured));
    }

    private static Cell satisfied(ModuleReport.Import each) {
        return each.satisfiedBy().isPresent()
                ? new Cell("served", Style.GOOD)
                : new Cell("unknown", Style.BAD);
    }

    private static List<String> marked(
            String mark, Style style, List<String> texts, boolean coloured) {
        return texts.stream()
                .map(text -> style.paint(mark, coloured) + " " + TerminalText.escaped(text))
                .toList();
    }
}
