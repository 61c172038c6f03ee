package run.wasmcloud.app;

import picocli.CommandLine.Command;

import run.wasmcloud.cli.Shell;

import java.io.IOException;

/** Serves the API. */
@Command(
        name = "api",
        description =
                "Serve the API of an installation with a PostgreSQL of its own; any number of these"
                        + " processes may run.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud api --config /etc/wasmcloud.toml",
            "  wasmcloud api --config /etc/wasmcloud.toml --print-config",
            "",
            "It prints the line API http://HOST:PORT, and then a line that begins with ready."
        })
final class ApiCommand extends ServerCommand {
    ApiCommand(Shell shell) {
        super(shell);
    }

    @Override
    Served start(Installation installation) throws IOException {
        var process = new ApiProcess(installation);
        var bind = installation.configuration().api().bind();
        return Served.of(
                process,
                "API http://%s:%d".formatted(bind.getHostAddress(), process.port()),
                process.operator());
    }
}
