package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.wire.DecisionRequest;

import java.util.List;
import java.util.UUID;

/** Decides an application. */
@Command(
        name = "decide",
        description = "Approve or reject an application for the plan free.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud admin decide 019a0000-0000-7000-8000-000000000001 approve",
            "  wasmcloud admin decide 019a0000-0000-7000-8000-000000000001 reject --note 'Say more'"
        })
final class AdminDecideCommand extends ApiVerb {
    /** What becomes of it. */
    enum Decision {
        APPROVE,
        REJECT
    }

    @Parameters(index = "0", paramLabel = "ID", description = "The application.")
    private UUID id = new UUID(0, 0);

    @Parameters(index = "1", paramLabel = "DECISION", description = "approve or reject.")
    private Decision decision = Decision.REJECT;

    @Option(names = "--note", paramLabel = "TEXT", description = "What the applicant is told.")
    private @Nullable String note;

    AdminDecideCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var request = new DecisionRequest(note);
        var decided =
                switch (decision) {
                    case APPROVE -> client.applications().approve(id, request);
                    case REJECT -> client.applications().reject(id, request);
                };
        output().record(
                        decided,
                        () ->
                                List.of(
                                        "%s: %s"
                                                .formatted(
                                                        TerminalText.escaped(decided.email()),
                                                        WireJson.word(decided.state()))));
        return ExitCode.OK;
    }
}
