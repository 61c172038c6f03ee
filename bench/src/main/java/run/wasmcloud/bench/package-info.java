/** Benchmarks, never shipped. */
@NullMarked
package run.wasmcloud.bench;

import org.jspecify.annotations.NullMarked;
