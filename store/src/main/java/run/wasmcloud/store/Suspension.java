package run.wasmcloud.store;

import run.wasmcloud.model.SuspensionReason;

import java.time.Instant;

/**
 * Why a function answers nobody.
 *
 * @param reason the class, which callers are told
 * @param note for the owner, who is told all of it
 */
public record Suspension(SuspensionReason reason, String note, Instant since) {}
