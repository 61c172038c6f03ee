package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import run.wasmcloud.client.ClientException;
import run.wasmcloud.client.ProblemException;
import run.wasmcloud.client.WasmcloudClient;
import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.FunctionItem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A command that asks the API as a user. */
abstract class ApiVerb extends Verb {
    private static final int NOT_FOUND = 404;

    @Spec private CommandSpec spec = CommandSpec.create();

    ApiVerb(CommandContext context) {
        super(context);
    }

    @Override
    final int run() throws IOException {
        try (var client = context().client(project())) {
            return answered(client).status();
        } finally {
            context().progress().clear();
        }
    }

    private ExitCode answered(WasmcloudClient client) throws IOException {
        try {
            return run(client);
        } catch (ProblemException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            throw new CommandFailure(Failures.of(e).withRemedy(whereToLook(client)));
        }
    }

    /** Returns the folder whose project's file may name the API. */
    Path project() {
        return Path.of("");
    }

    abstract ExitCode run(WasmcloudClient client) throws IOException;

    /** Says what to do about something that is not there; null when there is nothing to say. */
    @Nullable String whereToLook(WasmcloudClient client) {
        return function().flatMap(name -> meant(name, client)).orElse(null);
    }

    private Optional<FunctionName> function() {
        return spec.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(FunctionArgument.class::isInstance)
                .map(each -> ((FunctionArgument) each).name())
                .findFirst();
    }

    /** What is missing is the function, unless it is listed. */
    private static Optional<String> meant(FunctionName name, WasmcloudClient client) {
        var known = names(client);
        return known.contains(name.value())
                ? Optional.empty()
                : Optional.of(
                        Suggestion.of(name.value(), known)
                                        .map("Did you mean %s? "::formatted)
                                        .orElse("")
                                + "wasmcloud list shows your functions.");
    }

    private static List<String> names(WasmcloudClient client) {
        try {
            return client.functions().list().stream().map(FunctionItem::name).toList();
        } catch (ClientException _) {
            return List.of(); // The failure itself is told; only the hint is less.
        }
    }
}
