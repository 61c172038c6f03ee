package run.wasmcloud.app;

import picocli.CommandLine.Command;

import run.wasmcloud.cli.Shell;

import java.io.IOException;

/** Runs functions. */
@Command(
        name = "executor",
        description =
                "Run the functions of an installation; any number of these processes may run, each"
                        + " with a folder of its own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud executor --config /etc/wasmcloud.toml",
            "  wasmcloud executor --config /etc/wasmcloud.toml --set node.folder=/var/lib/node-2",
            "",
            "It prints the line RUN http://HOST:PORT, and then a line that begins with ready. At"
                    + " SIGTERM it takes",
            "no more connections, lets runs end, and brings its last receipts to the database."
        })
final class ExecutorCommand extends ServerCommand {
    ExecutorCommand(Shell shell) {
        super(shell);
    }

    @Override
    Served start(Installation installation) throws IOException {
        var process = new ExecutorProcess(installation);
        var bind = installation.configuration().executor().bind();
        return Served.of(
                process,
                "RUN http://%s:%d".formatted(bind.getHostAddress(), process.port()),
                process.operator());
    }
}
