package run.wasmcloud.executor;

import run.wasmcloud.model.Receipt;
import run.wasmcloud.model.WasmcloudException;

/** What became of a guest. */
sealed interface GuestEnd {
    /** It ran. */
    record Ran(Receipt receipt) implements GuestEnd {}

    /** It could not begin. */
    record Refused(WasmcloudException reason) implements GuestEnd {}
}
