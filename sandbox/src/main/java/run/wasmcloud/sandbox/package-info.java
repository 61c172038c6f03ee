/**
 * Runs functions without a server: under the limits of a plan, with a policy, and with a receipt.
 *
 * <p>{@link run.wasmcloud.sandbox.Sandbox} is for tests of guests; the rest is what the command
 * line and the servers build their runs of.
 */
@NullMarked
package run.wasmcloud.sandbox;

import org.jspecify.annotations.NullMarked;
