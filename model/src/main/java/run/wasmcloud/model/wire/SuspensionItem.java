package run.wasmcloud.model.wire;

import run.wasmcloud.model.SuspensionReason;

import java.time.Instant;

/**
 * Why a function answers nobody.
 *
 * @param note for the function's owner
 */
public record SuspensionItem(SuspensionReason reason, String note, Instant since) {}
