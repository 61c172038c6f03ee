package run.wasmcloud.cli;

import picocli.CommandLine.Parameters;

import run.wasmcloud.model.FunctionName;

/** The function that a verb is about: its first argument. */
final class FunctionArgument {
    @Parameters(paramLabel = "NAME", description = "The function.")
    @SuppressWarnings("NullAway.Init") // The parser refuses a command line without it.
    private FunctionName name;

    FunctionName name() {
        return name;
    }
}
