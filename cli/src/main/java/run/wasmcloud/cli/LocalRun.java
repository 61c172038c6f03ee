package run.wasmcloud.cli;

import run.wasmcloud.client.WireJson;
import run.wasmcloud.model.LogLevel;
import run.wasmcloud.model.LogSource;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.ProfiledRun;
import run.wasmcloud.runtime.PumpedInput;
import run.wasmcloud.runtime.RunEnded;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.sandbox.GuestEngine;
import run.wasmcloud.sandbox.GuestStreams;
import run.wasmcloud.sandbox.LocalGuest;
import run.wasmcloud.sandbox.Surroundings;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * One run of a guest with this process's standard streams.
 *
 * @param name what the guest is called in a profile
 * @param tick how exactly its time is measured, and how long from one sample to the next
 */
record LocalRun(
        Shell shell,
        boolean raw,
        String name,
        RunLimits limits,
        GuestStrings arguments,
        GuestStrings environment,
        Surroundings surroundings,
        Duration tick) {
    /** The tick of servers. */
    static final Duration USUAL_TICK = SandboxSettings.forGuests(1).tick();

    Receipt run(byte[] wasm) {
        return run(wasm, (guest, streams) -> guest.run(arguments, environment, streams));
    }

    /** Runs it and samples what it computes. */
    ProfiledRun profile(byte[] wasm) {
        return run(wasm, (guest, streams) -> guest.profile(arguments, environment, streams, tick));
    }

    private <T> T run(byte[] wasm, BiFunction<LocalGuest, GuestStreams, T> way) {
        var settings =
                SandboxSettings.forGuests(1).withRoomFor(limits.memoryPages()).withTick(tick);
        try (var engine = GuestEngine.open(settings, surroundings.outbound());
                var module = engine.sandbox().compile(wasm);
                var stdin = new PumpedInput(shell.in())) {
            var guest = new LocalGuest(engine.sandbox(), module, name, limits, surroundings);
            return engine.call(() -> way.apply(guest, streams(stdin)));
        }
    }

    private GuestStreams streams(GuestInput stdin) {
        return new GuestStreams(
                stdin,
                output(shell.out(), shell.outTerminal() && !raw),
                output(shell.err(), shell.errTerminal() && !raw),
                this::log);
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
}
