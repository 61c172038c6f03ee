package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import run.wasmcloud.client.DeploymentUpload;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.ConfigRequest;
import run.wasmcloud.model.wire.DeploymentItem;
import run.wasmcloud.model.wire.DeploymentRequest;
import run.wasmcloud.model.wire.FunctionItem;
import run.wasmcloud.model.wire.FunctionRequest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Uploads a module as a function's new version and activates it. */
@Command(
        name = "deploy",
        description = {
            "Deploy a module as a function's next version; makes the function if need be.",
            "Without a module, build the project of wasmcloud.toml and deploy that."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud deploy",
            "  wasmcloud deploy hello.wasm --name hello --message 'Says hello'",
            "  wasmcloud deploy fetch.wasm --policy fetch.policy",
            "  wasmcloud deploy --example echo --name parrot"
        })
final class DeployCommand extends ApiVerb {
    private static final int NOT_FOUND = 404;

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Source source;

    @Mixin private final ProjectFolder folder = new ProjectFolder();

    @Option(
            names = "--no-build",
            description = "Deploy the project's module as it is, without building it.")
    private boolean withoutBuild;

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

    @Option(
            names = "--files",
            paramLabel = "DIR|ZIP",
            description =
                    "Files that it sees below / and cannot change. Without them, the last version's"
                            + " stay.")
    private @Nullable Path files;

    @Option(
            names = "--no-activate",
            description = "Only stage the version: it answers at its own address, vN--NAME.")
    private boolean staged;

    static final class Source {
        @Parameters(paramLabel = "FILE.wasm", description = "The module.")
        private @Nullable Path file;

        @Option(
                names = "--example",
                paramLabel = "ID",
                description = "One of the server's examples instead of a file.")
        private @Nullable String example;
    }

    /**
     * What is deployed, from the command line or the project.
     *
     * @param file the module; null for an example
     * @param name what the function is called when nobody says otherwise; null when it may not be
     */
    private record Upload(
            @Nullable Path file,
            @Nullable String example,
            @Nullable FunctionName name,
            @Nullable Path policy,
            @Nullable Path files,
            Map<String, String> config) {
        static Upload of(Source source) {
            var title =
                    source.file == null
                            ? String.valueOf(source.example)
                            : source.file.getFileName().toString().replaceFirst("\\.wasm$", "");
            var name = FunctionName.isValid(title) ? new FunctionName(title) : null;
            return new Upload(source.file, source.example, name, null, null, Map.of());
        }

        static Upload of(Project project) {
            return new Upload(
                    project.module(),
                    null,
                    project.name(),
                    project.policy().orElse(null),
                    project.files().orElse(null),
                    project.env());
        }
    }

    DeployCommand(CommandContext context) {
        super(context);
    }

    @Override
    ExitCode run(WasmcloudClient client) throws IOException {
        var upload = source == null ? ofProject() : Upload.of(source);
        if (upload.file() != null) {
            ModuleFile.require(upload.file());
        }
        var policyFile = policy == null ? upload.policy() : policy;
        var text = policyFile == null ? null : PolicyFile.read(policyFile).text();
        var function = function(client, upload);
        var deployment = deploy(client, new FunctionName(function.name()), upload, text);
        output().record(deployment, () -> lines(function, deployment));
        return ExitCode.OK;
    }

    @Override
    Path project() {
        return folder.path();
    }

    private Upload ofProject() throws IOException {
        var project = folder.project();
        if (!withoutBuild) {
            project.build();
        }
        return Upload.of(project);
    }

    private FunctionItem function(WasmcloudClient client, Upload upload) {
        var wanted = name == null ? upload.name() : name;
        return wanted == null
                ? create(client, upload, null)
                : existingOrNew(client, upload, wanted);
    }

    private FunctionItem existingOrNew(WasmcloudClient client, Upload upload, FunctionName wanted) {
        try {
            return client.functions().get(wanted);
        } catch (ProblemException e) {
            if (e.status() == NOT_FOUND) {
                return create(client, upload, wanted.value());
            }
            throw e;
        }
    }

    /** The module is checked first, so that one that cannot run leaves no empty function behind. */
    private static FunctionItem create(
            WasmcloudClient client, Upload upload, @Nullable String wanted) {
        if (upload.file() != null) {
            client.modules().check(upload.file());
        }
        return client.functions().create(new FunctionRequest(wanted, null));
    }

    private DeploymentItem deploy(
            WasmcloudClient client, FunctionName function, Upload upload, @Nullable String text)
            throws IOException {
        var all = client.functions().deployments(function);
        var deployments = staged ? all.staged() : all;
        var shipped = files == null ? upload.files() : files;
        if (upload.file() == null) {
            return deployments.create(new DeploymentRequest(null, upload.example(), text), message);
        }
        if (text == null && shipped == null && upload.config().isEmpty()) {
            return deployments.upload(upload.file(), message);
        }
        try (var zip = shipped == null ? null : ZippedFiles.of(shipped)) {
            return deployments.upload(
                    new DeploymentUpload(
                            upload.file(),
                            zip == null ? null : zip.zip(),
                            text,
                            upload.config().isEmpty() ? null : config(upload)),
                    message);
        }
    }

    private static ConfigRequest config(Upload upload) {
        return new ConfigRequest(new TreeMap<String, @Nullable String>(upload.config()));
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
