/** Data plane. */
@NullMarked
package run.wasmcloud.executor;

import org.jspecify.annotations.NullMarked;
