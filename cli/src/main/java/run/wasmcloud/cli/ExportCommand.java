package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;

import java.io.IOException;
import java.time.Instant;

/** Writes receipts or log lines out. */
@Command(
        name = "export",
        description = {
            "Write a function's receipts or log of a time to standard output, the oldest first.",
            "What functions wrote is in it as it is: look at it with care on a terminal."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud export hello --since 7d > receipts.ndjson",
            "  wasmcloud export hello --what logs --format csv --since 1d > log.csv"
        })
final class ExportCommand extends ApiVerb {
    /** What is exported. */
    enum What {
        RECEIPTS,
        LOGS
    }

    /** How it is written. */
    enum Form {
        NDJSON,
        CSV
    }

    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            description = "receipts or logs; receipts if not said.")
    private What what = What.RECEIPTS;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "ndjson, an object a line, or csv; ndjson if not said.")
    private Form form = Form.NDJSON;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From then on; else all that is kept.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "Up to then.")
    private @Nullable Instant until;

    ExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var exports = client.functions().exports(function.name());
        try (var document = exports.open(WireJson.word(what), WireJson.word(form), since, until)) {
            document.transferTo(context().shell().out());
        }
        return ExitCode.OK;
    }
}
