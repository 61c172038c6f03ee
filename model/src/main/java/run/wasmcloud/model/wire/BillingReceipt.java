package run.wasmcloud.model.wire;

/**
 * What became of a billing event.
 *
 * @param applied false for one that came late: a newer one of the same user was there before
 * @param repeated whether the event had come before, and so was not looked at again
 */
public record BillingReceipt(String id, boolean applied, boolean repeated) {}
