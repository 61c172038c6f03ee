package run.wasmcloud.cli;

import run.wasmcloud.olin.Olin;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;

import java.util.List;

/** The sandbox that servers use, for few guests. */
record LocalSandbox(Sandbox sandbox, Olin olin) implements AutoCloseable {
    static LocalSandbox open() {
        return open(SandboxSettings.forGuests(1), OutboundSettings.defaults());
    }

    /**
     * Opens a sandbox.
     *
     * @param memoryPages how many its guest may have, even beyond any plan's figure
     */
    static LocalSandbox open(int memoryPages, OutboundSettings outbound) {
        return open(1, memoryPages, outbound);
    }

    /**
     * Opens a sandbox for several guests at once.
     *
     * @param memoryPages how many each guest may have, even beyond any plan's figure
     */
    static LocalSandbox open(int guests, int memoryPages, OutboundSettings outbound) {
        var usual = SandboxSettings.forGuests(guests);
        return open(
                new SandboxSettings(
                        usual.guests(),
                        Math.max(usual.memoryPages(), memoryPages),
                        usual.tableElements(),
                        usual.stackBytes(),
                        usual.tick()),
                outbound);
    }

    private static LocalSandbox open(SandboxSettings settings, OutboundSettings outbound) {
        var olin = new Olin(outbound);
        return new LocalSandbox(Sandbox.open(settings, List.of(new Wasi(), olin)), olin);
    }

    @Override
    public void close() {
        sandbox.close();
        olin.close();
    }
}
