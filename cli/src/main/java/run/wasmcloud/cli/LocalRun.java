package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.PumpedInput;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** One run of a guest with this process's standard streams. */
record LocalRun(
        Shell shell,
        boolean raw,
        RunLimits limits,
        GuestStrings arguments,
        GuestStrings environment,
        Surroundings surroundings) {

    Receipt run(byte[] wasm) {
        try (var local = LocalSandbox.open(limits.memoryPages(), surroundings.outbound());
                var module = local.sandbox().compile(wasm);
                var stdin = new PumpedInput(shell.in())) {
            return onGuestThread(
                    local.sandbox(),
                    new FutureTask<>(() -> local.sandbox().run(module, request(stdin))));
        }
    }

    private RunRequest request(PumpedInput stdin) {
        return new RunRequest(
                limits,
                arguments,
                environment,
                stdin,
                output(shell.out(), shell.outTerminal() && !raw),
                output(shell.err(), shell.errTerminal() && !raw),
                surroundings.clock(),
                surroundings.random(),
                this::log,
                surroundings.grants());
    }

    /** The function's log goes beside the guest's own standard error, marked. */
    private void log(LogLevel level, LogSource source, String line) {
        var mark = "[%s %s]".formatted(WireJson.word(source), WireJson.word(level));
        shell.err()
                .println(
                        LogText.style(level).paint(mark, shell.errColoured())
                                + " "
                                + TerminalText.escaped(line));
        shell.err().flush();
    }

    /** A reader that has gone away ends the run, as it would end any program. */
    private static GuestOutput output(PrintStream stream, boolean escaped) {
        var visible = new VisibleText();
        return (source, offset, length, _) -> {
            if (escaped) {
                stream.write(visible.of(source, offset, length).getBytes(StandardCharsets.UTF_8));
            } else {
                stream.write(source, offset, length);
            }
            if (stream.checkError()) {
                throw new RunEnded(new Outcome.Cancelled());
            }
        };
    }

    private static Receipt onGuestThread(Sandbox sandbox, FutureTask<Receipt> run) {
        GuestThreads.factory(sandbox).newThread(run).start();
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a guest ran", e);
        }
    }
}
