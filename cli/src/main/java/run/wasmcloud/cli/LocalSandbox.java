package run.wasmcloud.cli;

import run.wasmcloud.olin.Olin;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasi.Wasi;

import java.util.List;

/** The sandbox that servers use, for one guest. */
final class LocalSandbox {
    private LocalSandbox() {}

    static Sandbox open() {
        return open(SandboxSettings.forGuests(1));
    }

    /** Opens a sandbox whose guest may have so many pages of memory, even beyond any plan's. */
    static Sandbox open(int memoryPages) {
        var usual = SandboxSettings.forGuests(1);
        return open(
                new SandboxSettings(
                        usual.guests(),
                        Math.max(usual.memoryPages(), memoryPages),
                        usual.tableElements(),
                        usual.stackBytes(),
                        usual.tick()));
    }

    private static Sandbox open(SandboxSettings settings) {
        return Sandbox.open(settings, List.of(new Wasi(), new Olin()));
    }
}
