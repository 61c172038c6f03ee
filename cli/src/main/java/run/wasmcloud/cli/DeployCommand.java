package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Uploads a module as a function's new version and activates it. */
@Command(
        name = "deploy",
        description =
                "Deploy a module as a function's next version; makes the function if need be.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud deploy hello.wasm --name hello --message 'Says hello'",
            "  wasmcloud deploy fetch.wasm --policy fetch.policy",
            "  wasmcloud deploy --example echo --name parrot"
        })
final class DeployCommand extends ApiVerb {
    private static final int NOT_FOUND = 404;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The function. Else the file's or example's name, if it can be one; else one is"
                            + " found.")
    private @Nullable FunctionName name;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What to remember of this version.")
    private @Nullable String message;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "What it may open and use. Without one, the last version's policy holds on.")
    private @Nullable Path policy;

    static final class Source {
        @Parameters(paramLabel = "FILE.wasm", description = "The module.")
        private @Nullable Path file;

        @Option(
                names = "--example",
                paramLabel = "ID",
                description = "One of the server's examples instead of a file.")
        private @Nullable String example;

        String name() {
            return file == null
                    ? String.valueOf(example)
                    : file.getFileName().toString().replaceFirst("\\.wasm$", "");
        }
    }

    DeployCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        if (source.file != null) {
            ModuleFile.require(source.file);
        }
        var text = policy == null ? null : PolicyFile.read(policy).text();
        var function = function(client);
        var deployment = deploy(client, new FunctionName(function.name()), text);
        output().record(deployment, () -> lines(function, deployment));
        return ExitCode.OK;
    }

    private FunctionItem function(WasmcloudClient client) {
        var wanted = wantedName();
        return wanted == null ? create(client, null) : existingOrNew(client, wanted);
    }

    private @Nullable FunctionName wantedName() {
        if (name != null) {
            return name;
        }
        return FunctionName.isValid(source.name()) ? new FunctionName(source.name()) : null;
    }

    private FunctionItem existingOrNew(WasmcloudClient client, FunctionName wanted) {
        try {
            return client.functions().get(wanted);
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND) {
                return create(client, wanted.value());
            }
            throw e;
        }
    }

    /** The module is checked first, so that one that cannot run leaves no empty function behind. */
    private FunctionItem create(WasmcloudClient client, @Nullable String wanted) {
        if (source.file != null) {
            client.modules().check(source.file);
        }
        return client.functions().create(new FunctionRequest(wanted, null));
    }

    private DeploymentItem deploy(
            WasmcloudClient client, FunctionName function, @Nullable String text) {
        var deployments = client.functions().deployments(function);
        if (source.file == null) {
            return deployments.create(new DeploymentRequest(null, source.example, text), message);
        }
        if (text == null) {
            return deployments.upload(source.file, message);
        }
        var module = client.modules().upload(source.file).sha256().hex();
        return deployments.create(new DeploymentRequest(module, null, text), message);
    }

    private List<String> lines(FunctionItem function, DeploymentItem deployment) {
        var facts =
                new Facts()
                        .with("url", function.url())
                        .with("size", Quantities.bytes(deployment.moduleBytes()))
                        .with("module", FunctionText.hash(deployment))
                        .with("limits", FunctionText.limits(deployment.limits()));
        var deployed =
                "Deployed %s version %d"
                        .formatted(TerminalText.escaped(function.name()), deployment.number());
        return Stream.concat(
                        Lines.of(deployed, facts.lines(output().coloured())).stream(),
                        FunctionText.warnings(deployment))
                .toList();
    }
}
