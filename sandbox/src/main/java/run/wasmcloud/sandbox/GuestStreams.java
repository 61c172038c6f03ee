package run.wasmcloud.sandbox;

import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestOutput;

/** What a run reads and writes. Used by the guest's thread only. */
public record GuestStreams(
        GuestInput stdin, GuestOutput stdout, GuestOutput stderr, GuestLog log) {}
