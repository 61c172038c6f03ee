/** What runs tell of themselves to a system of traces. */
@NullMarked
package run.wasmcloud.executor.trace;

import org.jspecify.annotations.NullMarked;
