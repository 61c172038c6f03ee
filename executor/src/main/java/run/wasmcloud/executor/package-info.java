/**
 * The data plane: runs functions over HTTP.
 *
 * <p>A request goes from {@link run.wasmcloud.executor.HttpEdge} (an HTTP server's virtual thread)
 * through {@link run.wasmcloud.executor.Router} (which deployment?) and {@link
 * run.wasmcloud.executor.Admission} (may it run now?) to a guest thread; the virtual thread carries
 * what the guest writes to the client. Receipts and log lines go to a {@link
 * run.wasmcloud.executor.Ledger}.
 */
@NullMarked
package run.wasmcloud.executor;

import org.jspecify.annotations.NullMarked;
