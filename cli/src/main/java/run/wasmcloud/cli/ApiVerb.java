package run.wasmcloud.cli;

import run.wasmcloud.client.WasmcloudClient;

import java.io.IOException;

/** A command that asks the API as a user. */
abstract class ApiVerb extends Verb {
    ApiVerb(CommandContext context) {
        super(context);
    }

    @Override
    final int run() throws IOException {
        try (var client = context().client()) {
            return run(client).status();
        }
    }

    abstract ExitCode run(WasmcloudClient client) throws IOException;
}
