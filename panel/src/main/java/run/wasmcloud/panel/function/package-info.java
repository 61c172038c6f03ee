/** The pages of one function: overview, versions, invocations, logs, console. */
@NullMarked
package run.wasmcloud.panel.function;

import org.jspecify.annotations.NullMarked;
