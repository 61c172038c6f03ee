package run.wasmcloud.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** The root command: it only has verbs. */
@Command(
        name = "wasmcloud",
        versionProvider = Version.class,
        description = "Runs WebAssembly functions, here or on a server.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  wasmcloud up                              start a server on this machine",
            "  wasmcloud deploy hello.wasm --name hello  put a function on it",
            "  wasmcloud invoke hello                    call it",
            "  wasmcloud run hello.wasm                  run it here, without a server"
        })
final class WasmcloudCommand implements Callable<Integer> {
    @Mixin private final GlobalOptions options = new GlobalOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // The parser reads it.
    private boolean version;

    @Spec private CommandSpec spec = CommandSpec.create();

    GlobalOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.status();
    }
}
