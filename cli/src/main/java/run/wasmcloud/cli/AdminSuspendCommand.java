package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.SuspensionReason;
import run.wasmcloud.model.wire.SuspensionRequest;

import java.util.List;

/** Suspends a function. */
@Command(
        name = "suspend",
        description = "Stop a function of any user: it answers nobody, and its runs are ended.",
        footerHeading = "%nExample:%n",
        footer = "  wasmcloud admin suspend miner --reason overuse --note 'mines coins'")
final class AdminSuspendCommand extends ApiVerb {
    @Mixin private final FunctionArgument function = new FunctionArgument();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            required = true,
            description =
                    "What callers are told: malware, phishing, spam, attacks, overuse,"
                            + " infringement, legal or other.")
    private SuspensionReason reason = SuspensionReason.OTHER;

    @Option(names = "--note", paramLabel = "TEXT", description = "What its owner is told, too.")
    private @Nullable String note;

    AdminSuspendCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) {
        var suspended =
                client.functions()
                        .access(function.name())
                        .suspend(new SuspensionRequest(reason, note));
        output().record(
                        suspended,
                        () ->
                                List.of(
                                        "Suspended %s (%s)"
                                                .formatted(
                                                        function.name(),
                                                        WireJson.word(suspended.reason()))));
        return ExitCode.OK;
    }
}
