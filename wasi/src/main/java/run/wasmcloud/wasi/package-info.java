/** WASI preview 1 for the sandbox. */
@NullMarked
package run.wasmcloud.wasi;

import org.jspecify.annotations.NullMarked;
